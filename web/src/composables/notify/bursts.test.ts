import { beforeEach, expect, test } from 'vitest'
import { createBursts, LONGEST_MS, QUIET_MS } from './bursts.ts'

let at = 0
let timers: { at: number; run: () => void }[] = []
let told: string[][] = []
let say: (key: string, one: string) => void
beforeEach(() => {
  ;[at, timers, told] = [0, [], []]
  say = createBursts<string>({
    tell: (all) => told.push([...all]),
    now: () => at,
    later(run, ms) {
      const timer = { at: at + ms, run }
      timers.push(timer)
      return () => void (timers = timers.filter((one) => one !== timer))
    },
  })
})
function pass(ms: number) {
  const until = at + ms
  for (;;) {
    const [next] = timers.toSorted((a, b) => a.at - b.at)
    if (next === undefined || next.at > until) break
    at = next.at
    timers = timers.filter((one) => one !== next)
    next.run()
  }
  at = until
}

test('the first is told at once, those right after it together when it is quiet', () => {
  for (const one of ['a', 'b', 'c']) say('shop:U1', one)
  expect(told).toEqual([['a']])
  pass(QUIET_MS - 1)
  expect(told).toEqual([['a']])
  pass(1)
  expect(told).toEqual([['a'], ['b', 'c']])
})

test('another conversation is told by itself, and after a quiet time one is first again', () => {
  say('shop:U1', 'a')
  say('shop:U2', 'x')
  pass(QUIET_MS)
  say('shop:U1', 'b')
  expect(told).toEqual([['a'], ['x'], ['b']])
})

test('who never stops is told of all the same', () => {
  for (let i = 0; i * 1_000 <= LONGEST_MS + 1_000; i += 1) {
    say('shop:U1', String(i))
    pass(1_000)
  }
  expect(told.length).toBe(2)
  expect(told[1]!.length).toBeGreaterThanOrEqual(LONGEST_MS / 1_000)
})

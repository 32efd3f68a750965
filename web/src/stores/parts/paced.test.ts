import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPaced } from './paced.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function counted({ takes = 0, looking = () => true }: { takes?: number; looking?: () => boolean } = {}) {
  const at: number[] = []
  const begin = performance.now()
  const paced = createPaced({
    everyMs: 2_000,
    looking,
    async run() {
      at.push(Math.round(performance.now() - begin))
      if (takes > 0) await new Promise((done) => setTimeout(done, takes))
    },
  })
  return { paced, at }
}

test('the first wish is done at once, and a hundred more in two seconds are one', async () => {
  const { paced, at } = counted()
  for (let n = 0; n < 100; n++) {
    paced.ask()
    await vi.advanceTimersByTimeAsync(20)
  }
  await vi.advanceTimersByTimeAsync(10_000)
  expect(at).toEqual([0, 2_000])
})

test('never twice at a time: what is asked for meanwhile is done after it', async () => {
  const { paced, at } = counted({ takes: 5_000 })
  paced.ask()
  await vi.advanceTimersByTimeAsync(3_000)
  paced.ask()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(at).toEqual([0, 5_000])
})

test('nothing is done while nobody looks, and what was put off when somebody does', async () => {
  let looking = false
  const { paced, at } = counted({ looking: () => looking })
  paced.ask()
  await vi.advanceTimersByTimeAsync(9_000)
  expect(at).toEqual([])
  looking = true
  paced.look()
  expect(at).toEqual([9_000])
  paced.look()
  await vi.advanceTimersByTimeAsync(9_000)
  expect(at).toEqual([9_000])
})

test('begun anew, nothing old is done and nothing is waited for', async () => {
  const { paced, at } = counted()
  paced.ask()
  paced.ask()
  paced.reset()
  await vi.advanceTimersByTimeAsync(500)
  paced.ask()
  await vi.advanceTimersByTimeAsync(9_000)
  expect(at).toEqual([0, 500])
})

import { expect, test } from 'vitest'
import { BEHIND_MS, drained, HOPELESS_MS, judge, WAITING_PACKETS, type Pace } from './pace.ts'

const fresh = (): Pace => ({ waitingSince: null, laggingSince: null })

test('a line falls behind by 500 packets at once, or by anything that waits longer than 5 s', () => {
  expect(judge(fresh(), WAITING_PACKETS, 0)).toBe('keeps up')
  expect(judge(fresh(), WAITING_PACKETS + 1, 0)).toBe('fell behind')
  const slow = fresh()
  expect([0, BEHIND_MS, BEHIND_MS + 1].map((at) => judge(slow, 1, at))).toEqual(['keeps up', 'keeps up', 'fell behind'])
})

test('a line that runs now and then is not behind', () => {
  const pace = fresh()
  for (let at = 0; at < 60_000; at += 1_000) {
    expect(judge(pace, 5, at)).toBe('keeps up')
    expect(drained(pace)).toBe(false)
  }
})

test('who fell behind is said so once, comes back once by draining, and is hopeless after 30 s', () => {
  const pace = fresh()
  expect(judge(pace, 501, 0)).toBe('fell behind')
  expect(judge(pace, 900, 1_000)).toBe('keeps up')
  expect([drained(pace), drained(pace)]).toEqual([true, false])
  expect(judge(pace, 501, 2_000)).toBe('fell behind')
  expect(judge(pace, 501, 2_000 + HOPELESS_MS)).toBe('keeps up')
  expect(judge(pace, 501, 2_001 + HOPELESS_MS)).toBe('hopeless')
})

import { expect, test } from 'vitest'
import { fullRate, take } from './rate.ts'

test('a burst is allowed, then as many as the minute brings', () => {
  const rate = fullRate(0)
  const taken = (at: number, times: number) =>
    Array.from({ length: times }, () => take(rate, at, 600, 200)).filter(Boolean)
  expect(taken(0, 500)).toHaveLength(200)
  expect(taken(1_000, 500)).toHaveLength(10)
  expect(taken(61_000, 500)).toHaveLength(200)
})

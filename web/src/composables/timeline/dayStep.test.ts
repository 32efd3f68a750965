import { expect, test } from 'vitest'
import { dayStep } from './dayStep.ts'

const entries = (['day', 'message', 'message', 'day', 'pill', 'day', 'message'] as const).map((kind) => ({ kind }))

test.each([
  [6, 'older', 5],
  [5, 'older', 3],
  [2, 'older', 0],
  [0, 'older', -1],
  [0, 'newer', 3],
  [4, 'newer', 5],
  [6, 'newer', -1],
] as const)('from entry %i the day %s begins at %i', (at, to, expected) => {
  expect(dayStep(entries, at, to)).toBe(expected)
})

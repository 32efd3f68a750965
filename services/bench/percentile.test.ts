import { expect, test } from 'vitest'
import { percentile } from './percentile.ts'

test('a percentile is the nearest of the samples, whatever order they came in', () => {
  const samples = [5, 1, 4, 2, 3]
  expect([0, 50, 80, 99, 100].map((p) => percentile(samples, p))).toEqual([1, 3, 4, 5, 5])
  expect(samples).toEqual([5, 1, 4, 2, 3])
  expect(percentile([], 50)).toBeNaN()
})

import { expect, test } from 'vitest'
import { durationOf, sizeOf } from './measure.ts'

test('lengths', () => {
  expect([0, 499, 24_000, 61_000, 3_723_000].map(durationOf)).toEqual(['0:00', '0:00', '0:24', '1:01', '1:02:03'])
})

test('sizes', () => {
  expect(sizeOf(0, 'en')).toBe('0 bytes')
  expect(sizeOf(999, 'en')).toBe('999 bytes')
  expect(sizeOf(3_440_000, 'en')).toBe('3.4 MB')
  expect(sizeOf(12_000_000_000_000, 'en')).toBe('12,000 GB')
})

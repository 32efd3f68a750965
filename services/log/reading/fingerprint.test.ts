import { expect, test } from 'vitest'
import { beginAt, judge } from './fingerprint.ts'

const position = { next: 8, lastKey: 'k7' }

test('reading begins one record before the position, and at 0 when nothing was read', () => {
  expect(beginAt(position)).toBe(7)
  expect(beginAt({ next: 1, lastKey: 'k0' })).toBe(0)
  expect(beginAt({ next: 0, lastKey: null })).toBe(0)
})

test('the first record delivered says whether it is the same log', () => {
  expect(judge(position, { off: 7, key: 'k7' })).toBe('same')
  expect(judge(position, { off: 7, key: 'other' })).toBe('another')
  expect(judge(position, { off: 0, key: 'k7' })).toBe('reset')
  expect(judge(position, { off: 6, key: 'k7' })).toBe('reset')
  expect(judge(position, { off: 9, key: 'other' })).toBe('erased')
})

test('without a remembered key the offset alone decides', () => {
  expect(judge({ next: 8, lastKey: null }, { off: 7, key: 'any' })).toBe('same')
  expect(judge({ next: 8, lastKey: null }, { off: 3, key: 'any' })).toBe('reset')
})

import { expect, test } from 'vitest'
import { parseRange, within } from './range.ts'

test.each([
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=100-199', { first: 100, last: 199 }],
  ['bytes=100-', { first: 100 }],
  ['bytes=-5', { suffix: 5 }],
  [' bytes=1-2 ', { first: 1, last: 2 }],
])('%j is a range', (header, range) => {
  expect(parseRange(header)).toEqual(range)
})

test.each([
  undefined,
  '',
  'bytes=',
  'bytes=-',
  'bytes=2-1',
  'bytes=0-1,3-4',
  'lines=0-1',
  'bytes=a-b',
  'bytes=1e3-',
  `bytes=${'9'.repeat(30)}-`,
])('%j asks for the whole', (header) => {
  expect(parseRange(header)).toBeNull()
})

test('a range is cut to what is there, and is none behind the end', () => {
  expect(within(undefined, 10)).toEqual({ from: 0, bytes: 10 })
  expect(within({ first: 3, last: 5 }, 10)).toEqual({ from: 3, bytes: 3 })
  expect(within({ first: 3, last: 500 }, 10)).toEqual({ from: 3, bytes: 7 })
  expect(within({ suffix: 4 }, 10)).toEqual({ from: 6, bytes: 4 })
  expect(within({ suffix: 40 }, 10)).toEqual({ from: 0, bytes: 10 })
  for (const range of [{ first: 10 }, { first: 11, last: 12 }, { suffix: 0 }]) expect(within(range, 10)).toBeNull()
  expect(within({ suffix: 1 }, 0)).toBeNull()
})

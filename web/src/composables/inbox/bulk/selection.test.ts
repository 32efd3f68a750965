import { expect, test } from 'vitest'
import { extended, NONE, pruned, toggled, type Selection } from './selection.ts'

const ORDER = ['a', 'b', 'c', 'd', 'e']
const of = ({ ids }: Selection) => [...ids].sort().join('')

test('one by one, and back to nothing', () => {
  const two = toggled(toggled(NONE, 'b'), 'd')
  expect(of(two)).toBe('bd')
  expect(toggled(toggled(two, 'd'), 'b')).toEqual(NONE)
})

test('a range reaches from the row last touched to the one that is pressed, either way', () => {
  const one = toggled(NONE, 'c')
  expect(of(extended(one, 'e', ORDER, null))).toBe('cde')
  expect(of(extended(one, 'a', ORDER, null))).toBe('abc')
})

test('a range that shrinks gives back what it took, and nothing that was there before', () => {
  const begun = toggled(toggled(NONE, 'a'), 'c')
  const far = extended(begun, 'e', ORDER, null)
  expect(of(far)).toBe('acde')
  expect(of(extended(far, 'd', ORDER, null))).toBe('acd')
  expect(of(extended(extended(far, 'd', ORDER, null), 'b', ORDER, null))).toBe('abc')
})

test('with nothing selected a range begins where one stands', () => {
  expect(of(extended(NONE, 'c', ORDER, 'b'))).toBe('bc')
  expect(of(extended(NONE, 'c', ORDER, null))).toBe('c')
})

test('when the first row of a range is gone, the range begins anew', () => {
  const one = toggled(NONE, 'gone')
  expect(of(extended(one, 'c', ORDER, 'c'))).toBe('cgone')
})

test('rows that are drawn no more are selected no more', () => {
  const all = extended(toggled(NONE, 'a'), 'c', ORDER, null)
  expect(of(pruned(all, ['b', 'c', 'd']))).toBe('bc')
  expect(pruned(all, ['x'])).toEqual(NONE)
  expect(pruned(all, ORDER)).toBe(all)
})

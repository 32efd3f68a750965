import { expect, test } from 'vitest'
import { firstLine } from './firstLine.ts'

test('leading blank lines are passed over', () => expect(firstLine('\n \n  Hello \nworld')).toBe('Hello'))
test('nothing but blanks is nothing', () => expect(firstLine(' \n\t ')).toBe(''))
test('a wall of text is cut, never within a character of two halves', () => {
  expect(firstLine('x'.repeat(5000))).toHaveLength(240)
  expect(firstLine('x'.repeat(239) + '🚪🚪')).toBe('x'.repeat(239))
})

import { expect, test } from 'vitest'
import { inLastDay, leftOf } from './countdown.ts'

const DAY = 86_400_000
const HOUR = 3_600_000

test('time left is told in its two largest units and never rounded up', () => {
  expect(leftOf(7 * DAY, 0)).toEqual({ unit: 'days', d: 7, h: 0 })
  expect(leftOf(2 * DAY - 1, 0)).toEqual({ unit: 'days', d: 1, h: 23 })
  expect(leftOf(DAY - 1, 0)).toEqual({ unit: 'hours', h: 23, m: 59 })
  expect(leftOf(HOUR - 1, 0)).toEqual({ unit: 'minutes', m: 59, s: 59 })
  expect(leftOf(999, 0)).toEqual({ unit: 'minutes', m: 0, s: 0 })
})

test('it is over at the very moment, and after it', () => {
  expect(leftOf(5, 5)).toEqual({ unit: 'over' })
  expect(leftOf(4, 5)).toEqual({ unit: 'over' })
})

test('the last day begins 24 hours before and ends with the time', () => {
  expect(inLastDay(DAY + 1, 0)).toBe(false)
  expect(inLastDay(DAY, 0)).toBe(true)
  expect(inLastDay(1, 0)).toBe(true)
  expect(inLastDay(0, 0)).toBe(false)
})

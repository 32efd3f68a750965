import { expect, test } from 'vitest'
import { DATES, dateOf, spanOf } from './dates.ts'

const TODAY = '2026-03-01'
const ask = { q: 'a', scope: 'channel' } as const

test('each span is told again from its days', () => {
  for (const choice of DATES.filter((one) => one !== 'days'))
    expect(dateOf({ ...ask, ...spanOf(choice, TODAY) }, TODAY)).toBe(choice)
})

test('seven days end with today', () => {
  expect(spanOf('week', TODAY)).toEqual({ from: '2026-02-23' })
  expect(spanOf('any', TODAY)).toEqual({})
})

test('other days are chosen days, those of yesterday’s “today” among them', () => {
  expect(dateOf({ ...ask, from: '2026-02-28' }, TODAY)).toBe('days')
  expect(dateOf({ ...ask, to: '2026-02-28' }, TODAY)).toBe('days')
  expect(dateOf({ ...ask, from: TODAY, to: TODAY }, TODAY)).toBe('days')
})

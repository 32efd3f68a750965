import { expect, test } from 'vitest'
import { dayByKey, monthAfter, weeksOf } from './month.ts'

const all = { from: '2020-01-01', to: '2030-12-31' }

test('a month stands in whole weeks, beginning where the reader’s weeks begin', () => {
  const weeks = weeksOf('2026-05', 1)
  expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7])
  expect(weeks[0]).toEqual([null, null, null, null, '2026-05-01', '2026-05-02', '2026-05-03'])
  expect(weeks.flat().filter((day) => day !== null)).toHaveLength(31)
  expect(weeksOf('2026-02', 0)).toHaveLength(4)
})

test('keys go by day, week and month, and to the month’s ends; a shorter month ends earlier', () => {
  const to = (key: string, day = '2026-03-31') => dayByKey(day, key, all)
  expect([to('ArrowLeft'), to('ArrowRight'), to('ArrowUp'), to('ArrowDown')]).toEqual([
    '2026-03-30',
    '2026-04-01',
    '2026-03-24',
    '2026-04-07',
  ])
  expect([to('PageUp'), to('PageDown'), to('Home'), to('End', '2024-02-10')]).toEqual([
    '2026-02-28',
    '2026-04-30',
    '2026-03-01',
    '2024-02-29',
  ])
  expect(to('a')).toBeNull()
  expect(monthAfter('2026-01-31', -2)).toBe('2025-11-30')
})

test('nothing leads out of the conversation', () => {
  const short = { from: '2026-03-10', to: '2026-03-20' }
  expect(dayByKey('2026-03-12', 'PageUp', short)).toBe('2026-03-10')
  expect(dayByKey('2026-03-19', 'ArrowDown', short)).toBe('2026-03-20')
})

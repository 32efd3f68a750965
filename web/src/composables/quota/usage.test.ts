import { expect, test } from 'vitest'
import { monthOf } from './month.ts'
import { endedOf, forecastOf, levelOf, usageOf, type Pushed } from './usage.ts'

const DAY = 86_400_000
/** In UTC+9, where LINE counts. */
const tokyo = (text: string) => Date.parse(`${text}+09:00`)
const noon = tokyo('2026-11-16T00:00:00')
const reading = { limit: 1_000, used: 600, at: noon }
const push = (at: number, people = 1): Pushed => ({ channel: 'c', at, people })

test('a month begins and ends at midnight in Japan, over the year’s end too', () => {
  expect(monthOf(tokyo('2026-11-01T00:00:00'))).toEqual({
    start: tokyo('2026-11-01T00:00:00'),
    end: tokyo('2026-12-01T00:00:00'),
  })
  expect(monthOf(tokyo('2026-11-01T00:00:00') - 1).start).toBe(tokyo('2026-10-01T00:00:00'))
  expect(monthOf(tokyo('2026-12-31T23:59:59')).end).toBe(tokyo('2027-01-01T00:00:00'))
})

test('used is LINE’s reading and what left since, which is then approximate; what left before is in the reading', () => {
  expect(usageOf(reading, [], noon)).toEqual({ limit: 1_000, used: 600, about: false, level: 'calm', at: noon })
  expect(usageOf(reading, [push(noon - 1, 9), push(noon + 1), push(noon + 2, 30)], noon + 3)).toMatchObject({
    used: 631,
    about: true,
  })
  expect(usageOf(reading, [push(noon + 1, 200)], noon + 3)).toMatchObject({ used: 800, level: 'high' })
})

test('amber from 80 %, red from 95 %, and never without a limit', () => {
  expect([799, 800, 949, 950, 1_200].map((used) => levelOf(used, 1_000))).toEqual([
    'calm',
    'high',
    'high',
    'end',
    'end',
  ])
  expect(levelOf(1_000_000, null)).toBe('calm')
  expect(levelOf(0, 0)).toBe('end')
})

test('a reading of last month says nothing of this one', () => {
  expect(usageOf(reading, [], tokyo('2026-12-01T00:00:00'))).toBeNull()
})

test('the month ends as it went so far; the day on which it runs out is told if it does', () => {
  const usage = (used: number, at = noon, limit: number | null = 1_000) => usageOf({ limit, used, at }, [], at)!
  expect(forecastOf(usage(400))).toEqual({ used: 800, out: null })
  expect(forecastOf(usage(600))).toEqual({ used: 1_200, out: tokyo('2026-11-01T00:00:00') + 25 * DAY })
  expect(forecastOf(usage(600, noon, null))).toEqual({ used: 1_200, out: null })
  expect(forecastOf(usage(0))).toEqual({ used: 0, out: null })
  expect(forecastOf(usage(1_100))).toEqual({ used: 2_200, out: null })
  expect(forecastOf(usage(5, tokyo('2026-11-01T23:59:59')))).toBeNull()
})

test('the quota has ended when LINE said so to a push, until a push is taken or the month is over', () => {
  const known = { endedAt: noon, reading: null, pushes: [], now: noon + 1 }
  const until = tokyo('2026-12-01T00:00:00')
  expect(endedOf(known)).toEqual({ limit: null, until })
  expect(endedOf({ ...known, reading })).toEqual({ limit: 1_000, until })
  expect(endedOf({ ...known, endedAt: null })).toBeNull()
  expect(endedOf({ ...known, now: until })).toBeNull()
})

test('… or when its reading says so, unless a push was taken since', () => {
  const full = { limit: 1_000, used: 1_000, at: noon }
  const known = { endedAt: null, reading: full, pushes: [push(noon - 5)], now: noon + DAY }
  expect(endedOf(known)).toMatchObject({ limit: 1_000 })
  expect(endedOf({ ...known, pushes: [push(noon + 5)] })).toBeNull()
  expect(endedOf({ ...known, reading: { ...full, used: 999 } })).toBeNull()
  expect(endedOf({ ...known, reading: { ...full, limit: null } })).toBeNull()
  expect(endedOf({ ...known, now: tokyo('2026-12-02T00:00:00') })).toBeNull()
})

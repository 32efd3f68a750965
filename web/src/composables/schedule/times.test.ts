import { expect, test } from 'vitest'
import { LATEST_MS, quickTimes, SOONEST_MS, whyNot } from './times.ts'
import { dayAfter, instantOf, wallOf } from './zoned.ts'

const at = (text: string) => Date.parse(text)
const names = (now: string, zone = 'Asia/Tokyo') =>
  quickTimes(at(now), zone).map(({ name, at: due }) => `${name} ${new Date(due).toISOString().slice(0, 16)}`)

test('quick times are of the zone, not of the browser, and those that are past are left out', () => {
  expect(names('2026-11-25T03:10:20Z')).toEqual([
    'inHour 2026-11-25T04:11',
    'evening 2026-11-25T09:00',
    'tomorrow 2026-11-26T00:00',
    'monday 2026-11-30T00:00',
  ])
  expect(names('2026-11-25T09:00:00Z').map((one) => one.split(' ')[0])).toEqual(['inHour', 'tomorrow', 'monday'])
})

test('on a Monday the next one is meant, on a Sunday it is offered once', () => {
  expect(names('2026-11-30T01:00:00Z')).toContain('monday 2026-12-07T00:00')
  const sunday = names('2026-11-29T01:00:00Z')
  expect(sunday).toContain('tomorrow 2026-11-30T00:00')
  expect(sunday.some((one) => one.startsWith('monday'))).toBe(false)
})

test('a date and a time in a zone are an instant and back, also where clocks are changed', () => {
  for (const [zone, date, time, instant] of [
    ['Asia/Tokyo', '2026-01-01', '00:00', '2025-12-31T15:00:00Z'],
    ['Europe/Berlin', '2026-03-29', '03:30', '2026-03-29T01:30:00Z'],
    ['Europe/Berlin', '2026-10-25', '12:00', '2026-10-25T11:00:00Z'],
    ['America/New_York', '2026-07-04', '23:59', '2026-07-05T03:59:00Z'],
    ['UTC', '2028-02-29', '06:05', '2028-02-29T06:05:00Z'],
  ] as const) {
    expect(instantOf({ date, time }, zone)).toBe(at(instant))
    expect(wallOf(at(instant), zone)).toEqual({ date, time })
  }
  expect(instantOf({ date: '', time: '09:00' }, 'UTC')).toBeNull()
  expect(instantOf({ date: '2026-01-01', time: '' }, 'UTC')).toBeNull()
  expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01')
})

test('a time is at least a minute and at most a year ahead', () => {
  expect(whyNot(null, 0)).toBe('none')
  expect(whyNot(SOONEST_MS - 1, 0)).toBe('soon')
  expect(whyNot(SOONEST_MS, 0)).toBeNull()
  expect(whyNot(LATEST_MS + 1, 0)).toBe('far')
})

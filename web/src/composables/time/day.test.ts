import { expect, test } from 'vitest'
import { dayKeyOf, daysBetween } from './day.ts'

const at = (iso: string) => Date.parse(iso)

test('the same moment is another day in another zone', () => {
  expect(dayKeyOf(at('2026-11-24T15:30:00Z'), 'Asia/Tokyo')).toBe('2026-11-25')
  expect(dayKeyOf(at('2026-11-24T15:30:00Z'), 'UTC')).toBe('2026-11-24')
  expect(dayKeyOf(at('2026-11-24T15:30:00Z'), 'America/Los_Angeles')).toBe('2026-11-24')
})

test('a day turns exactly at midnight, in zones of quarter hours too', () => {
  expect(dayKeyOf(at('2026-11-24T14:59:59.999Z'), 'Asia/Tokyo')).toBe('2026-11-24')
  expect(dayKeyOf(at('2026-11-24T15:00:00.000Z'), 'Asia/Tokyo')).toBe('2026-11-25')
  expect(dayKeyOf(at('2026-11-24T18:14:59.999Z'), 'Asia/Kathmandu')).toBe('2026-11-24')
  expect(dayKeyOf(at('2026-11-24T18:15:00.000Z'), 'Asia/Kathmandu')).toBe('2026-11-25')
})

test('the cache of quarter hours answers as Intl does, over two years of summer time', () => {
  const zone = 'Europe/Berlin'
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
  for (let t = at('2025-01-01T00:07:00Z'); t < at('2027-01-01T00:00:00Z'); t += 7_777_777) {
    expect(dayKeyOf(t, zone)).toBe(format.format(t))
  }
})

test('days between are counted by the calendar, not by 24 hours', () => {
  const zone = 'Asia/Tokyo'
  const now = at('2026-11-24T00:01:00+09:00')
  expect(daysBetween(at('2026-11-24T00:00:00+09:00'), now, zone)).toBe(0)
  expect(daysBetween(at('2026-11-23T23:59:00+09:00'), now, zone)).toBe(1)
  expect(daysBetween(at('2026-11-22T23:59:00+09:00'), now, zone)).toBe(2)
  expect(daysBetween(at('2026-11-25T00:00:00+09:00'), now, zone)).toBe(-1)
})

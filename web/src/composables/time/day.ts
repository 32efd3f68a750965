// Which calendar day a moment falls on, in a zone. Every offset in use is a multiple of 15 minutes, so a day is decided once per
// quarter of an hour: 20,000 messages cost a few hundred calls of Intl instead of 20,000.

/** `2026-11-24` in the zone asked for. */
export type DayKey = string

const QUARTER = 15 * 60 * 1000
const CACHE_MAX = 20_000
const caches = new Map<string, { format: Intl.DateTimeFormat; days: Map<number, DayKey> }>()

export function dayKeyOf(at: number, zone: string): DayKey {
  const { format, days } = cacheOf(zone)
  const quarter = Math.floor(at / QUARTER)
  const known = days.get(quarter)
  if (known !== undefined) return known
  if (days.size >= CACHE_MAX) days.clear()
  const day = format.format(quarter * QUARTER)
  days.set(quarter, day)
  return day
}

/** Whole days between two moments as a calendar counts them: yesterday 23:59 is one day ago at 00:01. */
export function daysBetween(at: number, now: number, zone: string): number {
  const days = (key: DayKey) => Date.parse(`${key}T00:00:00Z`) / 86_400_000
  return days(dayKeyOf(now, zone)) - days(dayKeyOf(at, zone))
}

function cacheOf(zone: string) {
  let cache = caches.get(zone)
  if (cache === undefined) {
    // Sweden writes dates as ISO 8601 does.
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
    cache = { format, days: new Map() }
    caches.set(zone, cache)
  }
  return cache
}

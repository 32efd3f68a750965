// What of the month is used by now, from LINE's last reading and what this browser has seen leave since (SH-11). Pure.
import type { QuotaReading } from '@madoguchi/contracts/http/line'
import { monthOf, sameMonth } from './month.ts'

/** A push LINE took at `at`, by the server's clock, and how many people it counts for. */
export type Pushed = { channel: string; at: number; people: number }
export type Level = 'calm' | 'high' | 'end'

/** `about`: our own sends since the reading are added to what LINE said. */
export type Usage = { limit: number | null; used: number; about: boolean; level: Level; at: number }

const HIGH = 0.8
const END = 0.95

/** null = LINE's last word is of another month: it says nothing of this one. */
export function usageOf(reading: QuotaReading, pushes: Iterable<Pushed>, now: number): Usage | null {
  if (!sameMonth(reading.at, now)) return null
  let since = 0
  for (const { at, people } of pushes) if (at > reading.at) since += people
  const used = reading.used + since
  return { limit: reading.limit, used, about: since > 0, level: levelOf(used, reading.limit), at: reading.at }
}

export function levelOf(used: number, limit: number | null): Level {
  if (limit === null || used < limit * HIGH) return 'calm'
  return used < limit * END ? 'high' : 'end'
}

/** Of less than a day nobody can tell a month. */
const TELLS_AFTER_MS = 24 * 60 * 60_000

export type Forecast = {
  /** By the month's end, at the pace so far. */
  used: number
  /** When the limit is reached at that pace, if before the month's end. */
  out: number | null
}

export function forecastOf({ used, limit, at }: Usage): Forecast | null {
  const { start, end } = monthOf(at)
  const gone = at - start
  if (gone < TELLS_AFTER_MS) return null
  const out = limit === null || used === 0 ? null : start + (gone * limit) / used
  return { used: Math.round((used * (end - start)) / gone), out: out !== null && out > at && out < end ? out : null }
}

type Known = {
  /** What LINE answered to the last push that it refused; null = it takes pushes. */
  endedAt: number | null
  reading: QuotaReading | null
  pushes: Iterable<Pushed>
  now: number
}
/** `limit` null = not known. `until`: when pushes are possible again by themselves. */
export type Ended = { limit: number | null; until: number }

/** Whether a push would be refused for the quota. A push that LINE took after its reading proves the opposite. */
export function endedOf({ endedAt, reading, pushes, now }: Known): Ended | null {
  const { end: until } = monthOf(now)
  const limit = reading?.limit ?? null
  if (endedAt !== null && sameMonth(endedAt, now)) return { limit, until }
  if (reading === null || limit === null || reading.used < limit || !sameMonth(reading.at, now)) return null
  for (const { at } of pushes) if (at > reading.at) return null
  return { limit, until }
}

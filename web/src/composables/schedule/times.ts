// Times to choose from (pure): in an hour, this evening, tomorrow morning, next Monday morning; those that are too near are left out.
import { dayAfter, instantOf, wallOf, weekdayOf } from './zoned.ts'

const MINUTE = 60_000
/** The server takes nothing nearer than a minute; a second one is left for clocks and for deciding. */
export const SOONEST_MS = MINUTE
export const LATEST_MS = 366 * 24 * 60 * MINUTE

export type Quick = { name: 'inHour' | 'evening' | 'tomorrow' | 'monday'; at: number }

export function quickTimes(now: number, zone: string): Quick[] {
  const today = wallOf(now, zone).date
  const on = (date: string, time: string) => instantOf({ date, time }, zone)!
  const toMonday = (8 - weekdayOf(today)) % 7 || 7
  const all: Quick[] = [
    { name: 'inHour', at: Math.ceil((now + 60 * MINUTE) / MINUTE) * MINUTE },
    { name: 'evening', at: on(today, '18:00') },
    { name: 'tomorrow', at: on(dayAfter(today, 1), '09:00') },
    { name: 'monday', at: on(dayAfter(today, toMonday), '09:00') },
  ]
  // On a Sunday tomorrow is next Monday.
  return all.filter(({ at }, i) => at >= now + 2 * MINUTE && all.findIndex((one) => one.at === at) === i)
}

/** Why this time cannot be; null = it can. */
export function whyNot(due: number | null, now: number): 'none' | 'soon' | 'far' | null {
  if (due === null) return 'none'
  if (due < now + SOONEST_MS) return 'soon'
  return due > now + LATEST_MS ? 'far' : null
}

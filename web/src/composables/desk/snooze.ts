// PURE: when a conversation may come back (CO-10): in half an hour, in three, tomorrow or next Monday at nine, in the reader's zone.
import { SNOOZE_MAX_MS } from '@madoguchi/contracts/socket/desk'
import { dayAfter, instantOf, wallOf, weekdayOf } from '../schedule/zoned.ts'

const MINUTE = 60_000
const MORNING = '09:00'

export type Snooze = { name: 'halfHour' | 'threeHours' | 'tomorrow' | 'nextWeek'; at: number }

export function snoozes(now: number, zone: string): Snooze[] {
  const today = wallOf(now, zone).date
  const on = (date: string) => instantOf({ date, time: MORNING }, zone)!
  const toMonday = (8 - weekdayOf(today)) % 7 || 7
  const all: Snooze[] = [
    { name: 'halfHour', at: now + 30 * MINUTE },
    { name: 'threeHours', at: now + 180 * MINUTE },
    { name: 'tomorrow', at: on(dayAfter(today, 1)) },
    { name: 'nextWeek', at: on(dayAfter(today, toMonday)) },
  ]
  // On a Sunday tomorrow is next Monday.
  return all.filter(({ at }, i) => all.findIndex((one) => one.at === at) === i)
}

/** Why it cannot come back then; null = it can. */
export function whyNotUntil(until: number | null, now: number): 'none' | 'past' | 'far' | null {
  if (until === null) return 'none'
  if (until <= now) return 'past'
  return until > now + SNOOZE_MAX_MS ? 'far' : null
}

// PURE: a span of days in the reader's zone as times and back: the first moment of the one, the last of the other.
import { dayAfter, instantOf, wallOf } from '../../schedule/zoned.ts'

export const dayOf = (at: number | undefined, zone: string): string => (at === undefined ? '' : wallOf(at, zone).date)

/** undefined: no day, or none that exists. */
export const beginOf = (date: string, zone: string): number | undefined =>
  date === '' ? undefined : (instantOf({ date, time: '00:00' }, zone) ?? undefined)

export function endOf(date: string, zone: string): number | undefined {
  const begin = beginOf(date, zone)
  if (begin === undefined) return undefined
  const next = instantOf({ date: dayAfter(date, 1), time: '00:00' }, zone)
  return next === null ? undefined : next - 1
}

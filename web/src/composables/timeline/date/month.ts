// PURE: a month as a calendar draws it, and where its keys lead (TL-11). Days are `2026-05-17`; days have no zone.
import { dayAfter, weekdayOf } from '../../schedule/zoned.ts'

/** The weeks of `2026-05`, days of other months null. `first`: the weekday a week begins with, 0 = Sunday. */
export function weeksOf(month: string, first: number): (string | null)[][] {
  const start = `${month}-01`
  const lead = (weekdayOf(start) - first + 7) % 7
  const days: (string | null)[] = Array.from({ length: lead }, () => null)
  for (let day = start; day.startsWith(month); day = dayAfter(day, 1)) days.push(day)
  while (days.length % 7 !== 0) days.push(null)
  return Array.from({ length: days.length / 7 }, (_, i) => days.slice(i * 7, i * 7 + 7))
}

/** The same day so many months later, or the last one of that month. */
export function monthAfter(day: string, months: number): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months]
  const last = new Date(Date.UTC(year, month + 1, 0))
  const date = Math.min(Number(day.slice(8, 10)), last.getUTCDate())
  return `${last.toISOString().slice(0, 8)}${String(date).padStart(2, '0')}`
}

/** Where a key leads within a first and a last day; null = it is none of the calendar's. */
export function dayByKey(day: string, key: string, { from, to }: { from: string; to: string }): string | null {
  const moves: Record<string, () => string> = {
    ArrowLeft: () => dayAfter(day, -1),
    ArrowRight: () => dayAfter(day, 1),
    ArrowUp: () => dayAfter(day, -7),
    ArrowDown: () => dayAfter(day, 7),
    PageUp: () => monthAfter(day, -1),
    PageDown: () => monthAfter(day, 1),
    Home: () => `${day.slice(0, 8)}01`,
    End: () => dayAfter(monthAfter(`${day.slice(0, 8)}01`, 1), -1),
  }
  const next = moves[key]?.()
  if (next === undefined) return null
  return next < from ? from : next > to ? to : next
}

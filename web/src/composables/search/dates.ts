// PURE: spans of days that people mean, as days of the address and back.
import { dayAfter } from '../schedule/zoned.ts'
import type { SearchAsk } from './address.ts'

export const DATES = ['any', 'today', 'week', 'month', 'year', 'days'] as const
export type DateChoice = (typeof DATES)[number]

/** How many days before today a span begins; it ends with today, whatever comes. */
const BACK: Partial<Record<DateChoice, number>> = { today: 0, week: 6, month: 29, year: 364 }

export function spanOf(choice: DateChoice, today: string): Pick<SearchAsk, 'from' | 'to'> {
  const back = BACK[choice]
  return back === undefined ? {} : { from: dayAfter(today, -back) }
}

/** What an address means, on this day: anything that is none of the spans was chosen by days. */
export function dateOf({ from, to }: SearchAsk, today: string): DateChoice {
  if (from === undefined && to === undefined) return 'any'
  const span = DATES.find((choice) => to === undefined && spanOf(choice, today).from === from)
  return span ?? 'days'
}

// How long something lasts yet, in the two largest units that matter, and how urgent that is.

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export type Left =
  | { unit: 'days'; d: number; h: number }
  | { unit: 'hours'; h: number; m: number }
  | { unit: 'minutes'; m: number; s: number }
  | { unit: 'over' }

/** Rounded down to the smaller unit shown: never promises more time than there is. */
export function leftOf(until: number, now: number): Left {
  const ms = until - now
  if (ms <= 0) return { unit: 'over' }
  if (ms >= DAY) return { unit: 'days', d: Math.floor(ms / DAY), h: Math.floor((ms % DAY) / HOUR) }
  if (ms >= HOUR) return { unit: 'hours', h: Math.floor(ms / HOUR), m: Math.floor((ms % HOUR) / MINUTE) }
  return { unit: 'minutes', m: Math.floor(ms / MINUTE), s: Math.floor((ms % MINUTE) / 1000) }
}

/** Amber from here on (RP-5). */
export const inLastDay = (until: number, now: number): boolean => until > now && until - now <= DAY

// PURE: how long somebody has been waiting for an answer, in the largest unit that matters (CO-12).

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Longer than this is said and shown otherwise. */
export const LONG_MS = 10 * MINUTE

export type Waiting = { unit: 'moment' | 'minutes' | 'hours' | 'days'; n: number; m: number; long: boolean }

/** Rounded down: what is shown has passed in full. A clock that is behind the server's has no negative times. */
export function waitingOf(since: number, now: number): Waiting {
  const ms = Math.max(0, now - since)
  const long = ms > LONG_MS
  if (ms < MINUTE) return { unit: 'moment', n: 0, m: 0, long }
  if (ms < HOUR) return { unit: 'minutes', n: Math.floor(ms / MINUTE), m: 0, long }
  if (ms < DAY) return { unit: 'hours', n: Math.floor(ms / HOUR), m: Math.floor((ms % HOUR) / MINUTE), long }
  return { unit: 'days', n: Math.floor(ms / DAY), m: 0, long }
}

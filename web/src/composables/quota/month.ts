// The month as LINE counts it: in UTC+9, wherever the reader sits. Pure.
const OFFSET_MS = 9 * 60 * 60_000

export type Month = { start: number; end: number }

/** `end` is the first moment of the next month, at which the quota is whole again. */
export function monthOf(at: number): Month {
  const there = new Date(at + OFFSET_MS)
  const first = (months: number) => Date.UTC(there.getUTCFullYear(), there.getUTCMonth() + months, 1) - OFFSET_MS
  return { start: first(0), end: first(1) }
}

export const sameMonth = (a: number, b: number): boolean => monthOf(a).start === monthOf(b).start

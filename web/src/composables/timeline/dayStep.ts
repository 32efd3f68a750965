// PURE: where the next day mark stands, for the keys that go day by day (SH-18).
import type { Entry } from './entries.ts'

/** `at`: index of the entry at the top of the screen. Older: the mark above it. −1 = there is none. */
export function dayStep(entries: readonly Pick<Entry, 'kind'>[], at: number, to: 'older' | 'newer'): number {
  if (to === 'newer') return entries.findIndex(({ kind }, i) => i > at && kind === 'day')
  return entries.findLastIndex(({ kind }, i) => i < at && kind === 'day')
}

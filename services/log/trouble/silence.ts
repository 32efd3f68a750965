// Whether a reader still hears its log, for /ready: news or none, the log answers within this time or something is wrong.
import type { Subscription } from '../log.ts'

const SILENT_MS = 30_000

/** null = it does. `now`: ms since 1970. */
export function silenceOf(subscription: Subscription, now: number): { state: 'down'; why: string } | null {
  const silent = now - (subscription.lastFetch?.() ?? now)
  return silent > SILENT_MS ? { state: 'down', why: `the log was last heard ${Math.round(silent / 1000)} s ago` } : null
}

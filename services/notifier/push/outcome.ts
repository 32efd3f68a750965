// PURE: what a push service's answer means (RFC 8030 §5, §7.3, §8.4).
import { HELD_MS } from './payload.ts'

/** `forget`: the device is gone for good. `drop`: this one will never be taken. `later`: asked again after `ms`. */
export type Outcome = { is: 'sent' } | { is: 'forget' } | { is: 'drop' } | { is: 'later'; ms: number }

const FIRST_MS = 2_000
const LONGEST_MS = 10 * 60_000

/** `status` null: no answer came. `after`: the header Retry-After. */
export function outcomeOf(
  status: number | null,
  { tries, after, now }: { tries: number; after?: string; now: number },
): Outcome {
  if (status !== null && status >= 200 && status < 300) return { is: 'sent' }
  if (status === 404 || status === 410) return { is: 'forget' }
  if (status !== null && status !== 429 && status < 500) return { is: 'drop' }
  const asked = after === undefined ? 0 : askedFor(after, now)
  return { is: 'later', ms: Math.max(asked, Math.min(FIRST_MS * 2 ** tries, LONGEST_MS)) }
}

/** Seconds, or a date; at most as long as a push is held at all. */
function askedFor(after: string, now: number): number {
  const ms = /^\d+$/.test(after) ? Number(after) * 1_000 : Date.parse(after) - now
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), HELD_MS) : 0
}

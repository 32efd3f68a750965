// May we push? (RP-5, line.md §3.5) Computed when read, from stored times; the first matching row of the table decides.
// The browser counts down by itself, the sender asks again at send time.
import type { ConversationRow } from './conversation.ts'

export const WINDOW_MS = 7 * 24 * 60 * 60 * 1000

export type Reach =
  | { can: 'yes' }
  | { can: 'until'; until: number }
  | { can: 'no'; why: 'standby' | 'left' | 'blocked' | 'window_over' | 'unidentified' }
  | { can: 'uncertain' }

type Known = Pick<
  ConversationRow,
  'kind' | 'mode' | 'lastUserMessageAt' | 'lastFollowAt' | 'lastUnfollowAt' | 'lastJoinAt' | 'lastLeaveAt'
>

export function reachOf(known: Known, now: number): Reach {
  if (known.kind === 'unidentified') return { can: 'no', why: 'unidentified' }
  if (known.mode.value === 'standby') return { can: 'no', why: 'standby' }
  return known.kind === 'user' ? reachOfPerson(known, now) : reachOfGroup(known)
}

function reachOfGroup(known: Known): Reach {
  const left = known.lastLeaveAt ?? -Infinity
  const here = Math.max(known.lastJoinAt ?? -Infinity, known.lastUserMessageAt ?? -Infinity)
  return left > here ? { can: 'no', why: 'left' } : { can: 'yes' }
}

function reachOfPerson(known: Known, now: number): Reach {
  const unfollowed = known.lastUnfollowAt ?? -Infinity
  const followed = known.lastFollowAt ?? -Infinity
  const wrote = known.lastUserMessageAt ?? -Infinity
  if (unfollowed > followed && unfollowed > wrote) return { can: 'no', why: 'blocked' }
  if (followed > unfollowed) return { can: 'yes' }
  if (now < wrote + WINDOW_MS) return { can: 'until', until: wrote + WINDOW_MS }
  return unfollowed > -Infinity ? { can: 'no', why: 'window_over' } : { can: 'uncertain' }
}

/** Which of LINE's events moves which of the times. */
export const REACH_TIMES = {
  'line.message': 'lastUserMessageAt',
  'line.follow': 'lastFollowAt',
  'line.unfollow': 'lastUnfollowAt',
  'line.join': 'lastJoinAt',
  'line.leave': 'lastLeaveAt',
} as const
export type ReachTimes = Record<(typeof REACH_TIMES)[keyof typeof REACH_TIMES], number | null>
export type ReachFacts = ReachTimes & { mode: { value: string; at: number } }

/** What is known after one event of LINE's, whatever order they come in: times are maxima, the mode is the newest event's. */
export function reachAfter<Facts extends ReachFacts>(
  facts: Facts,
  event: { type: string; at: number; mode: string },
): Facts {
  const { type, at, mode } = event
  const newer = at > facts.mode.at || (at === facts.mode.at && mode > facts.mode.value)
  const next = newer ? { ...facts, mode: { value: mode, at } } : facts
  const time = Object.hasOwn(REACH_TIMES, type) ? REACH_TIMES[type as keyof typeof REACH_TIMES] : undefined
  return time === undefined ? next : { ...next, [time]: Math.max(next[time] ?? -Infinity, at) }
}

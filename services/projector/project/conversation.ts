// The head of a thread: who it is with, friend status, and the times from which reachability is computed. Derived columns
// (countable, last, lastAt, troubled) are recomputed from the messages by derive.ts and only carried here.
import { channelOf } from '@madoguchi/contracts/ids'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import { friendOf } from './friend.ts'
import { lineEventOf, type Placed } from './placed.ts'
import { recordOf, textOf } from './value.ts'

const later = (a: number | null, b: number): number => Math.max(a ?? -Infinity, b)

/** Who the key speaks of; LINE's source type where there is one, else the shape of the id. */
function kindOf(key: string, sourceType: string | undefined): ConversationRow['kind'] {
  const id = key.slice(key.indexOf(':') + 1)
  if (id === '?') return 'unidentified'
  if (sourceType === 'user' || sourceType === 'group' || sourceType === 'room') return sourceType
  return id.startsWith('C') ? 'group' : id.startsWith('R') ? 'room' : 'user'
}

export function newConversation({ event }: Placed): ConversationRow {
  const kind = kindOf(event.key, textOf(recordOf(lineEventOf(event).source).type))
  return {
    channel: channelOf(event.key),
    kind,
    lineId: kind === 'unidentified' ? null : event.key.slice(event.key.indexOf(':') + 1),
    name: null,
    pictureUrl: null,
    memberCount: null,
    profiledAt: null,
    friend: { state: 'unknown', since: null },
    lastUserMessageAt: null,
    lastFollowAt: null,
    lastUnfollowAt: null,
    lastJoinAt: null,
    lastLeaveAt: null,
    mode: { value: 'active', at: 0 },
    firstSeenAt: event.at,
    updatedAt: event.at,
    countable: [],
    lastAt: null,
    last: null,
    troubled: 0,
  }
}

/** What every event of LINE says of its conversation; order-free: times are maxima, `firstSeenAt` a minimum. */
export function heard(row: ConversationRow, { event }: Placed): ConversationRow {
  const mode = textOf(lineEventOf(event).mode) ?? 'active'
  const newerMode = event.at > row.mode.at || (event.at === row.mode.at && mode > row.mode.value)
  const next = {
    ...row,
    mode: newerMode ? { value: mode, at: event.at } : row.mode,
    firstSeenAt: Math.min(row.firstSeenAt, event.at),
  }
  const field = TIMES[event.type]
  if (field === undefined) return next
  const timed = { ...next, [field]: later(next[field], event.at), updatedAt: later(next.updatedAt, event.at) }
  return timed.kind === 'user' ? { ...timed, friend: friendOf(timed) } : timed
}

const TIMES: Record<string, 'lastUserMessageAt' | 'lastFollowAt' | 'lastUnfollowAt' | 'lastJoinAt' | 'lastLeaveAt'> = {
  'line.message': 'lastUserMessageAt',
  'line.follow': 'lastFollowAt',
  'line.unfollow': 'lastUnfollowAt',
  'line.join': 'lastJoinAt',
  'line.leave': 'lastLeaveAt',
}

/** A message exchanged or a profile changed: "Last Updated" (RP-3). */
export const updated = (row: ConversationRow, at: number): ConversationRow => ({
  ...row,
  updatedAt: later(row.updatedAt, at),
})

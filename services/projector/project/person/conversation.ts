// The head of a thread: who it is with, friend status, and the times from which reachability is computed. Derived columns
// (countable, last, lastAt, troubled) are recomputed from the messages by derive.ts and only carried here.
// Order-free: times are maxima, `firstSeenAt` is a minimum.
import { channelOf } from '@madoguchi/contracts/ids'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import { NEW_DESK } from '@madoguchi/contracts/row/desk'
import { REACH_TIMES, reachAfter } from '@madoguchi/contracts/row/reach'
import { lineEventOf, type Placed } from '../placed.ts'
import { recordOf, textOf } from '@madoguchi/contracts/event/value'
import { friendOf } from './friend.ts'

type Who = Pick<ConversationRow, 'kind' | 'lineId'>

/** By the same rule that made the key (contracts/ids); where only the key is at hand, by the shape of LINE's ids. */
function whoOf({ event }: Placed, known: Who | undefined): Who {
  const id = event.key.slice(event.key.indexOf(':') + 1)
  if (id === '?') return { kind: 'unidentified', lineId: null }
  const { groupId, roomId, userId } = recordOf(lineEventOf(event).source)
  if (textOf(groupId)) return { kind: 'group', lineId: textOf(groupId)! }
  if (textOf(roomId)) return { kind: 'room', lineId: textOf(roomId)! }
  if (textOf(userId)) return { kind: 'user', lineId: textOf(userId)! }
  return known ?? { kind: id.startsWith('C') ? 'group' : id.startsWith('R') ? 'room' : 'user', lineId: id }
}

export function newConversation(placed: Placed): ConversationRow {
  const { event } = placed
  return {
    channel: channelOf(event.key),
    ...whoOf(placed, undefined),
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
    desk: NEW_DESK,
    countable: [],
    lastAt: null,
    last: null,
    troubled: 0,
  }
}

/** What every event of LINE says of its conversation. */
export function heard(row: ConversationRow, placed: Placed): ConversationRow {
  const { event } = placed
  const mode = textOf(lineEventOf(event).mode) ?? 'active'
  const known = reachAfter({ ...row, ...whoOf(placed, row) }, { type: event.type, at: event.at, mode })
  const next = seen(known, event.at)
  return next.kind === 'user' ? { ...next, friend: friendOf(next) } : next
}

/** Whatever speaks of a conversation may be the first that is left of it: a rebuild may lack what came before. */
export const seen = (row: ConversationRow, at: number): ConversationRow =>
  timed({ ...row, firstSeenAt: Math.min(row.firstSeenAt, at) })

/** A message of ours was accepted, or a profile changed. */
export const updated = (row: ConversationRow, at: number): ConversationRow =>
  timed({ ...row, changedAt: Math.max(row.changedAt ?? at, at) })

/** "Last Updated" (RP-3): the last message exchanged or change of profile or friend status; before any, the time first seen. */
function timed(row: ConversationRow): ConversationRow {
  const { firstSeenAt, changedAt = null } = row
  const times = [...Object.values(REACH_TIMES).map((field) => row[field]), changedAt].filter((time) => time !== null)
  return { ...row, updatedAt: Math.max(firstSeenAt, ...times) }
}

// Which conversations a list shows (LP-9). The server answers pages by it, the browser asks it of every live row: one meaning on both
// sides, tested against each other. What is asked of a person (unread, mentions, teams) comes with `Reader`.
import { Type, type Static } from 'typebox'
import { compareBytes } from '../bytes.ts'
import { ConversationKind, type ConversationRow } from './conversation.ts'
import { ConversationStatus } from './desk.ts'
import { reachOf } from './reach.ts'
import { bears, TagFilter } from './tagFilter.ts'

export const VIEWS = [
  'all',
  'mine',
  'unassigned',
  'teams',
  'needsReply',
  'unread',
  'mentions',
  'escalated',
  'snoozed',
  'resolved',
  'reachable',
] as const
export type View = (typeof VIEWS)[number]

/**
 * `activity`: latest first, then id. `waiting`: longest without an answer first, then id; those without a wait after them, as by activity.
 * `oldest`: earliest activity first, then id from the end: one index serves both ways. Those without activity come last.
 */
export const SORTS = ['activity', 'waiting', 'oldest'] as const
export type Sort = (typeof SORTS)[number]

// Named one by one, never mapped: a browser's build cannot drop a schema that a call of a list makes.
const OneView = Type.Union([
  Type.Literal('all'),
  Type.Literal('mine'),
  Type.Literal('unassigned'),
  Type.Literal('teams'),
  Type.Literal('needsReply'),
  Type.Literal('unread'),
  Type.Literal('mentions'),
  Type.Literal('escalated'),
  Type.Literal('snoozed'),
  Type.Literal('resolved'),
  Type.Literal('reachable'),
])
const OneSort = Type.Union([Type.Literal('activity'), Type.Literal('waiting'), Type.Literal('oldest')])

/** As far as dates go, ms. */
const TIME_MAX = 8_640_000_000_000_000

/** Each field that is there narrows further. `assignee`, `team`: an id, or 'none'. `from`, `to`: last inbound between, ms. */
export const ListFilter = Type.Object(
  {
    view: OneView,
    sort: Type.Optional(OneSort),
    status: Type.Optional(Type.Array(ConversationStatus, { minItems: 1, maxItems: 4 })),
    assignee: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    team: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    friend: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { minItems: 1, maxItems: 4 })),
    kind: Type.Optional(Type.Array(ConversationKind, { minItems: 1, maxItems: 4 })),
    tags: Type.Optional(TagFilter),
    from: Type.Optional(Type.Integer({ minimum: 0, maximum: TIME_MAX })),
    to: Type.Optional(Type.Integer({ minimum: 0, maximum: TIME_MAX })),
  },
  { additionalProperties: false },
)
export type ListFilter = Static<typeof ListFilter>

/** What is one agent's own about a conversation. */
export type Reader = {
  agent: string
  teams: string[]
  /** Unread number of this row (`unread.ts`). */
  unread: number
  /** An unseen mention of this agent stands in it. */
  mentioned: boolean
  now: number
}
export type Filtered = Pick<
  ConversationRow,
  | 'kind'
  | 'friend'
  | 'desk'
  | 'mode'
  | 'tags'
  | 'lastUserMessageAt'
  | 'lastFollowAt'
  | 'lastUnfollowAt'
  | 'lastJoinAt'
  | 'lastLeaveAt'
>

/** What stands where a filter asks for an assignee or a team: nobody, none. */
export const NONE = 'none'

/** A row without a wait, or without a word of the customer, is in no list that asks for one. */
export function inList(row: Filtered, filter: ListFilter, reader: Reader): boolean {
  const { desk, kind, friend, lastUserMessageAt: last } = row
  const { status, assignee, team, tags, from, to } = filter
  if (!inView(row, filter.view, reader)) return false
  if (status !== undefined && !status.includes(desk.status)) return false
  if (assignee !== undefined && (desk.assignee ?? NONE) !== assignee) return false
  if (team !== undefined && (desk.team ?? NONE) !== team) return false
  if (filter.friend !== undefined && !filter.friend.includes(friend.state)) return false
  if (filter.kind !== undefined && !filter.kind.includes(kind)) return false
  if (tags !== undefined && !bears(row.tags, tags)) return false
  if (from !== undefined && (last === null || last < from)) return false
  return to === undefined || (last !== null && last <= to)
}

function inView(row: Filtered, view: View, reader: Reader): boolean {
  const { desk } = row
  switch (view) {
    case 'all':
      return true
    case 'mine':
      return desk.assignee === reader.agent
    case 'unassigned':
      return desk.assignee === null && (desk.status === 'open' || desk.status === 'pending')
    case 'teams':
      return desk.team !== null && reader.teams.includes(desk.team)
    case 'needsReply':
      return desk.needsReplySince !== null
    case 'unread':
      return reader.unread > 0
    case 'mentions':
      return reader.mentioned
    case 'escalated':
      return desk.escalated !== null
    case 'snoozed':
      return desk.status === 'snoozed'
    case 'resolved':
      return desk.status === 'resolved'
    case 'reachable':
      return reachOf(row, reader.now).can === 'yes' || reachOf(row, reader.now).can === 'until'
  }
}

/** What a row is sorted by. */
export type Sorted = { id: string; lastAt: number | null; needsReplySince: number | null }

/** Total: no two rows are alike. */
export function compareSorted(sort: Sort, a: Sorted, b: Sorted): number {
  if (sort === 'oldest') return upTo(a.lastAt, b.lastAt) || compareBytes(b.id, a.id)
  if (sort === 'activity') return byActivity(a, b)
  return (
    upTo(a.needsReplySince, b.needsReplySince) ||
    (a.needsReplySince === null ? byActivity(a, b) : compareBytes(a.id, b.id))
  )
}

const byActivity = (a: Sorted, b: Sorted): number => downFrom(a.lastAt, b.lastAt) || compareBytes(a.id, b.id)
/** Those without come last either way. */
const upTo = (a: number | null, b: number | null): number => (a === b ? 0 : (a ?? Infinity) - (b ?? Infinity))
const downFrom = (a: number | null, b: number | null): number => (a === b ? 0 : (b ?? -Infinity) - (a ?? -Infinity))

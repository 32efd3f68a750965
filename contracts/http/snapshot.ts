// Rows on opening a view, with the cursor from which to follow. Rows and checkpoints are read in one transaction.
// GET /api/workspace → Snapshot of channels and agents (v 0, cursor of part −1)
// GET /api/channels/:id/conversations?limit=25&after= → ListPage
// GET /api/conversations/:id → Thread · GET /api/conversations/:id/messages?limit=50&before= → ThreadPage
// GET /api/channels/:id/conversations takes a ListFilter's fields too, lists by commas, tags as `tagsText`; GET /api/channels/:id/counts?view=…
// → ListCounts; `view`: names of views and ids of saved ones by commas, absent = all
// GET /api/conversations/:id/messages?around=<row id, or <channel>:<LINE's id of what we sent>> → ThreadWindow, ?after= → ThreadWindow · GET /api/notices → Snapshot (latest 100)
// GET /api/conversations/:id/days?month=2026-05&zone=Asia/Tokyo → TalkDays
// GET /api/channels/:id/templates, :id a channel or * → Snapshot · GET /api/channels/:id/scheduled → Snapshot
// GET /api/channels/:id/sources/:lineId → { conversation } (CH-3) · GET /api/events/:id → RawEvent, by role
import { Type, type Static } from 'typebox'
import { Cursor, Row } from '../row/row.ts'

export const LIST_PAGE = 25
export const THREAD_PAGE = 50

export const Snapshot = Type.Object({ v: Type.Integer(), cursor: Cursor, rows: Type.Array(Row) })
export type Snapshot = Static<typeof Snapshot>

/** Conversations by latest activity, then id. `after`: opaque, for the next page; null = nothing is left. Only the first page's cursor is followed. */
export const ListPage = Type.Object({
  v: Type.Integer(),
  cursor: Cursor,
  rows: Type.Array(Row),
  after: Type.Union([Type.String(), Type.Null()]),
})
export type ListPage = Static<typeof ListPage>

/** The conversation, its contact or members, and the latest messages, oldest first. The cursor has one partition. */
export const Thread = Type.Object({
  v: Type.Integer(),
  cursor: Cursor,
  rows: Type.Array(Row),
  before: Type.Union([Type.String(), Type.Null()]),
})
export type Thread = Static<typeof Thread>

export const ThreadPage = Type.Object({
  v: Type.Integer(),
  rows: Type.Array(Row),
  before: Type.Union([Type.String(), Type.Null()]),
})
export type ThreadPage = Static<typeof ThreadPage>

/**
 * A window of a long thread around an item, or what follows one. `after`: null = it reaches the newest. `item`: the row that was asked for,
 * by whichever id.
 */
export const ThreadWindow = Type.Object({
  v: Type.Integer(),
  rows: Type.Array(Row),
  before: Type.Union([Type.String(), Type.Null()]),
  after: Type.Union([Type.String(), Type.Null()]),
  item: Type.Optional(Type.String()),
})
export type ThreadWindow = Static<typeof ThreadWindow>

/** Days of a month on which something was said, by their numbers. */
export const TalkDays = Type.Object({ days: Type.Array(Type.Integer()) })
export type TalkDays = Static<typeof TalkDays>

/** How many conversations each view and saved view holds for this agent; above COUNT_MAX it is COUNT_MAX, shown as "n+". */
export const COUNT_MAX = 1_000
export const ListCounts = Type.Object({ counts: Type.Record(Type.String(), Type.Integer()) })
export type ListCounts = Static<typeof ListCounts>

/**
 * GET /api/badge, over all channels, each at most COUNT_MAX. `n`: conversations of this agent with something unread, and nobody's that
 * need a reply. `tab`: what the agent's own rules have the tab and the app's icon say, by channel (`notify/rule.ts`): with lines of the
 * bell not seen, their own with something unread, nobody's or their team's that need a reply, everybody's that do.
 */
export const Badge = Type.Object({ n: Type.Integer(), tab: Type.Integer() })
export type Badge = Static<typeof Badge>

export const RawEvent = Type.Object({
  id: Type.String(),
  type: Type.String(),
  part: Type.Integer(),
  off: Type.Integer(),
  key: Type.String(),
  at: Type.Number(),
  /** LINE's or our JSON text, unaltered but for its tokens, of which the first characters are shown; null = redacted. */
  raw: Type.Union([Type.String(), Type.Null()]),
})
export type RawEvent = Static<typeof RawEvent>

// Rows on opening a view, with the cursor from which to follow. Rows and checkpoints are read in one transaction.
// GET /api/workspace → Snapshot of channels and agents (v 0, cursor of part −1)
// GET /api/channels/:id/conversations?limit=25&after= → ListPage
// GET /api/conversations/:id → Thread · GET /api/conversations/:id/messages?limit=50&before= → ThreadPage
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

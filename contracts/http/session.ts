// Who is signed in, and what is theirs alone.
// POST /api/session SignIn → Me · GET /api/session → Me or 401 · DELETE /api/session[?everywhere=true] → 204
// POST /api/password Reset → 204 (by one-time link) · GET /api/personal → Personal
import { Type, type Static } from 'typebox'
import { Notify } from '../notify/rule.ts'
import { Rights } from '../row/agent.ts'
import { Cursor } from '../row/row.ts'
import { SavedView } from '../row/savedView.ts'

const strict = { additionalProperties: false }

export const SignIn = Type.Object(
  { email: Type.String({ minLength: 1, maxLength: 254 }), password: Type.String({ minLength: 1, maxLength: 200 }) },
  strict,
)
export type SignIn = Static<typeof SignIn>

export const PASSWORD_MIN = 10
export const Reset = Type.Object(
  {
    token: Type.String({ minLength: 1, maxLength: 200 }),
    password: Type.String({ minLength: PASSWORD_MIN, maxLength: 200 }),
  },
  strict,
)
export type Reset = Static<typeof Reset>

export const Me = Type.Object({
  agent: Type.Object({ id: Type.String(), name: Type.String(), email: Type.String() }),
  rights: Rights,
  /** Whether stickers and LINE emoji are shown by LINE's own pictures (line.md §6). */
  stickers: Type.Union([Type.Literal('placeholder'), Type.Literal('cdn')]),
  /** The server's wire; a browser of another one shows "New version — reload" (LV-9). */
  protocol: Type.String(),
})
export type Me = Static<typeof Me>

export const Draft = Type.Object({
  text: Type.String(),
  notificationDisabled: Type.Boolean(),
  /** As in `draft:set`. */
  form: Type.String(),
  at: Type.Number(),
})
export type Draft = Static<typeof Draft>

export const Preferences = Type.Object({
  language: Type.Union([Type.String(), Type.Null()]),
  theme: Type.Union([Type.Literal('light'), Type.Literal('dark'), Type.Literal('system')]),
  sendKey: Type.Union([Type.Literal('enter'), Type.Literal('mod+enter')]),
  /** Last used channel. */
  channel: Type.Union([Type.String(), Type.Null()]),
  /** Whether lists load further pages by themselves near their end. */
  autoLoad: Type.Boolean(),
  /** The name customers see beside this agent's messages (CM-15), 20 characters as LINE counts; null = none. */
  publicName: Type.Union([Type.String(), Type.Null()]),
  /** Seen as away by colleagues whatever one does (CO-3). */
  appearAway: Type.Boolean(),
  /** Single keys act at all; keys by command that differ from the defaults, '' = none (SH-18). */
  keys: Type.Object({ on: Type.Boolean(), map: Type.Record(Type.String(), Type.String()) }),
  /** What one is told of, and how (SH-13, SH-14). */
  notify: Notify,
})
export type Preferences = Static<typeof Preferences>

/** Nobody's facts but one agent's: off the log, kept alike over an agent's tabs. */
export const Personal = Type.Object({
  preferences: Preferences,
  /** Place read to, by conversation. */
  readings: Type.Record(Type.String(), Type.Integer()),
  drafts: Type.Record(Type.String(), Type.Union([Draft, Type.Null()])),
  /** Own saved views and those shared in channels one may read, in their order. */
  views: Type.Array(SavedView),
  /** Notices up to this time are seen, ms. */
  noticesSeen: Type.Number(),
  /** By channel: nothing placed before these offsets counts as unread (access began there). */
  since: Type.Record(Type.String(), Cursor),
})
export type Personal = Static<typeof Personal>

// What the gateway says unasked.
import { Type, type Static } from 'typebox'
import { Alert } from '../notify/alert.ts'
import { Cursor, Row } from '../row/row.ts'
import { Me, Personal } from '../http/session.ts'
import { PresenceFrame, TeamFrame } from './presence.ts'

/**
 * Rows of a room as they are now. Apply each if newer; move the cursor from `from` to `next` only if `from` ≤ cursor, else
 * follow again. `v`: projection version, 0 for the directory; another version than the view's is dropped.
 */
export const Change = Type.Object({
  room: Type.String(),
  v: Type.Integer(),
  part: Type.Integer(),
  from: Type.Integer(),
  next: Type.Integer(),
  rows: Type.Array(Row),
})
export type Change = Static<typeof Change>

/** Every 5 s: how far each followed room has been told, so that quiet rooms keep fresh cursors and silence is noticed (12 s). */
export const Beat = Type.Object({
  at: Type.Number(),
  rooms: Type.Array(Type.Object({ room: Type.String(), v: Type.Integer(), from: Cursor, next: Cursor })),
  /** What is missing at the moment; presence or bus down never stops work (LV-7). `stopped`: a reader refuses the log. */
  degraded: Type.Array(
    Type.Union([Type.Literal('presence'), Type.Literal('bus'), Type.Literal('log'), Type.Literal('stopped')]),
  ),
})
export type Beat = Static<typeof Beat>

/** Follow these again: the connection fell behind, or the projection version changed. */
export const Resync = Type.Object({ rooms: Type.Array(Type.String()) })
export type Resync = Static<typeof Resync>

/** This gateway goes away: reconnect at a random moment within the time. */
export const Moving = Type.Object({ withinMs: Type.Integer() })
export type Moving = Static<typeof Moving>

/** Rooms this agent may no longer see: drop their rows at once (LV-6). */
export const Revoked = Type.Object({ rooms: Type.Array(Type.String()) })
export type Revoked = Static<typeof Revoked>

/** Down-frames by name. */
export const DOWN = {
  change: Change,
  beat: Beat,
  presence: PresenceFrame,
  team: TeamFrame,
  /** Parts of the agent's personal state that changed in another tab. */
  personal: Type.Partial(Personal),
  /** Something new to be told of; volatile. */
  alert: Alert,
  /** Name, rights or language changed. */
  me: Me,
  resync: Resync,
  moving: Moving,
  revoked: Revoked,
  /** The session ended: ask for the password over the page. */
  'signed-out': Type.Object({}),
} as const
export type DownName = keyof typeof DOWN
export type DownOf<N extends DownName> = Static<(typeof DOWN)[N]>

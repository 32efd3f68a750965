// The answer to a command. An ack of a message means: on the log. Refusal codes are a closed list.
import { Type, type Static } from 'typebox'
import { Clash } from '../merge.ts'
import { Change } from './down.ts'

export const REFUSALS = [
  'malformed', // the command does not fit its schema; `field` names the place
  'too_large', // more than `limit` bytes
  'forbidden', // rights do not allow it, or the room does not exist for this agent
  'not_found', // no such conversation or message
  'invalid', // LINE's limits: `field`, `limit`
  'unreachable', // RP-5 says no; `why`
  'id_taken', // the id stands elsewhere
  'wrong_state', // e.g. a retry of a message that is on its way; `why` = its state
  'too_late', // the retry key's 23 h are over
  'changed', // fields that somebody else changed meanwhile: `clashes` has each with theirs (CO-20), `field` the first
  'stale', // said or changed by somebody meanwhile: `missed` names the rows (send), `field` and `why` (an agent) the change
  'locked', // another agent has the conversation (CO-5); `why` = that agent
  'busy', // the log did not answer in time: repeat with the same id
  'too_many', // rate limit of the connection; `limit` per minute
  'signed_out', // the session ended
] as const
export const RefusalCode = Type.Union(REFUSALS.map((code) => Type.Literal(code)))
export type RefusalCode = (typeof REFUSALS)[number]

export const Refusal = Type.Object({
  ok: Type.Literal(false),
  code: RefusalCode,
  field: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Number()),
  why: Type.Optional(Type.String()),
  missed: Type.Optional(Type.Array(Type.String())),
  clashes: Type.Optional(Type.Array(Clash)),
})
export type Refusal = {
  ok: false
  code: RefusalCode
  field?: string
  limit?: number
  why?: string
  missed?: string[]
  clashes?: Clash[]
}

/** `at`: the log position where it stands, for commands that append. */
export const Done = Type.Object({
  ok: Type.Literal(true),
  at: Type.Optional(Type.Object({ part: Type.Integer(), off: Type.Integer() })),
})
export type Done = Static<typeof Done>

/** Rows newer than the cursor, one change per partition that moved; or "start over": take a snapshot. */
export const Followed = Type.Object({
  ok: Type.Literal(true),
  v: Type.Integer(),
  reset: Type.Boolean(),
  changes: Type.Array(Change),
})
export type Followed = Static<typeof Followed>

export type Ack = Done | Refusal
export type FollowAck = Followed | Refusal

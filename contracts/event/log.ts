// Facts about the log itself.
import { Type, type Static } from 'typebox'

/** An operator applies a dead letter again, at its own place. */
export const EventRedriven = Type.Object({
  eventId: Type.String(),
  part: Type.Integer(),
  off: Type.Integer(),
  reason: Type.String(),
})
export type EventRedriven = Static<typeof EventRedriven>

/** Keeps a quiet partition moving, so that its active segment rolls and erased words leave it. */
export const LogBeat = Type.Object({})
export type LogBeat = Static<typeof LogBeat>

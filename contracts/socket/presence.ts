// Who is where: a lease, renewed; never on the log, never replayed.
import { Type, type Static } from 'typebox'

/** What a browser signals. 'gone' = no conversation of its own any more (leaving it, closing the tab). */
export const SignalState = Type.Union([Type.Literal('viewing'), Type.Literal('typing'), Type.Literal('gone')])
export type SignalState = Static<typeof SignalState>

/** Strongest first: an agent is one mark however many tabs it has. */
export const PRESENCE_STATES = ['typing', 'viewing'] as const
export const PresenceState = Type.Union([Type.Literal('typing'), Type.Literal('viewing')])
export type PresenceState = Static<typeof PresenceState>

export const Present = Type.Object({ agent: Type.String(), state: PresenceState })
export type Present = Static<typeof Present>

/** Everybody in these conversations now, an empty list where nobody is left. `whole`: all conversations of the room not named are empty. */
export const PresenceFrame = Type.Object({
  room: Type.String(),
  whole: Type.Boolean(),
  conversations: Type.Record(Type.String(), Type.Array(Present)),
})
export type PresenceFrame = Static<typeof PresenceFrame>

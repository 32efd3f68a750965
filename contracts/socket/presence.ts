// Who is where: a lease, renewed; never on the log, never replayed.
import { Type, type Static } from 'typebox'

/**
 * What a browser signals. `noting`: writes a note. `away`: has it open, but the tab is hidden or nothing was touched for 2 minutes.
 * 'gone' = no conversation of its own any more (leaving it, closing the tab). Without a conversation, `viewing` and `away` say that the
 * agent is at the console.
 */
export const SignalState = Type.Union([
  Type.Literal('viewing'),
  Type.Literal('typing'),
  Type.Literal('noting'),
  Type.Literal('away'),
  Type.Literal('gone'),
])
export type SignalState = Static<typeof SignalState>

/** Strongest first: an agent is one mark however many tabs it has. */
export const PRESENCE_STATES = ['typing', 'noting', 'viewing', 'away'] as const
export const PresenceState = Type.Union([
  Type.Literal('typing'),
  Type.Literal('noting'),
  Type.Literal('viewing'),
  Type.Literal('away'),
])
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

/**
 * Who is at the console, told in the room `workspace`: `here` with it in sight, `away` otherwise or by their own choice (preference
 * `appearAway`). Who is not named is gone.
 */
export const TeamFrame = Type.Object({
  agents: Type.Record(Type.String(), Type.Union([Type.Literal('here'), Type.Literal('away')])),
})
export type TeamFrame = Static<typeof TeamFrame>

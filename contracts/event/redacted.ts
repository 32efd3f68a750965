// What stays of a message whose words are taken from every store (log.md §11): its place among the others and nothing of what it said.
import { Type, type Static } from 'typebox'
import { Direction } from '../row/message.ts'

/** Of LINE's events: who was there and in which mode, which conversations and members are made of. No word of what was said. */
export const RedactedFacts = Type.Object({
  mode: Type.Optional(Type.String()),
  userId: Type.Optional(Type.String()),
  groupId: Type.Optional(Type.String()),
  roomId: Type.Optional(Type.String()),
})
export type RedactedFacts = Static<typeof RedactedFacts>

/**
 * The skeleton, acknowledged by the log before any word is erased from it: afterwards the row is a function of the skeleton alone.
 * `events`: the erased events as order and duplicates need them; a rebuild that no longer finds them writes them down from here.
 */
export const MessageRedacted = Type.Object({
  message: Type.String(),
  at: Type.Number(),
  event: Type.String(),
  place: Type.Integer(),
  direction: Direction,
  /** By whom it was: a contact's LINE user id is kept, as it is in keys. */
  userId: Type.Union([Type.String(), Type.Null()]),
  /** When the customer took it back, ms. */
  unsentAt: Type.Number(),
  events: Type.Array(
    Type.Object({
      id: Type.String(),
      type: Type.String(),
      at: Type.Number(),
      off: Type.Integer(),
      key: Type.String(),
      facts: Type.Optional(RedactedFacts),
    }),
  ),
})
export type MessageRedacted = Static<typeof MessageRedacted>

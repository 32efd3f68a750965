// Facts about a conversation as a whole, under its key.
import { Type, type Static, type TSchema } from 'typebox'
import { ConversationStatus } from '../row/desk.ts'

const Nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/** A group's or room's name, picture and size, as LINE told the fetcher. Rooms have no name. */
export const ConversationProfiled = Type.Object({
  found: Type.Boolean(),
  name: Type.Optional(Type.String()),
  pictureUrl: Type.Optional(Type.String()),
  memberCount: Type.Optional(Type.Number()),
})
export type ConversationProfiled = Static<typeof ConversationProfiled>

/**
 * Whose it is now. `how`: 'taken' by the agent, 'given' by another one, by a 'rule' (automatic), 'handed' over when an agent was
 * deactivated or stayed away. `told`: agents who hear of it, the team's members where nobody is named.
 */
export const ConversationAssigned = Type.Object({
  assignee: Nullable(Type.String()),
  team: Nullable(Type.String()),
  how: Type.Union([Type.Literal('taken'), Type.Literal('given'), Type.Literal('rule'), Type.Literal('handed')]),
  told: Type.Array(Type.String()),
  /** Of a rule: the row's `assignedAt` it went by; if a person assigned meanwhile, the person's word stands. */
  based: Type.Optional(Nullable(Type.Number())),
})
export type ConversationAssigned = Static<typeof ConversationAssigned>

/** `until`: of a snooze, ms. `reopenUntil`: of a resolved one: until then the customer's word continues the case (CO-14). */
export const ConversationStatusChanged = Type.Object({
  status: ConversationStatus,
  until: Type.Optional(Type.Number()),
  reopenUntil: Type.Optional(Type.Number()),
  /** A rule did it: a snooze that ended, a reply that was sent, days without a word. */
  rule: Type.Optional(Type.Union([Type.Literal('snoozeEnded'), Type.Literal('replied'), Type.Literal('idle')])),
  /** Of a rule: `said.place` it went by; if a person said something meanwhile, the person's word stands. */
  based: Type.Optional(Type.Integer()),
})
export type ConversationStatusChanged = Static<typeof ConversationStatusChanged>

/**
 * The customer's word opened it again: the same case, or the next one. By 'system'. `based`: `said.place` of the "resolved" it follows;
 * from then on `said` is open. If a person said something meanwhile, it says nothing.
 */
export const ConversationReopened = Type.Object({ case: Type.Integer(), fresh: Type.Boolean(), based: Type.Integer() })
export type ConversationReopened = Static<typeof ConversationReopened>

/** "No reply needed": nothing said so far waits for an answer any more. */
export const ConversationReplyWaived = Type.Object({})
export type ConversationReplyWaived = Static<typeof ConversationReplyWaived>

/** To a supervisor, with a word; and back, with the answer. */
export const ConversationEscalated = Type.Object({ text: Type.String() })
export type ConversationEscalated = Static<typeof ConversationEscalated>
export const ConversationReturned = Type.Object({ text: Type.String(), told: Type.Array(Type.String()) })
export type ConversationReturned = Static<typeof ConversationReturned>

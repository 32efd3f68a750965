// How the work on a conversation stands: whose it is, what is to be done, since when somebody waits. A part of the conversation's row.
import { Type, type Static, type TSchema } from 'typebox'

const Nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/** CO-10. `open`: ours to do; `pending`: the customer's turn; `snoozed`: comes back at a time; `resolved`: the case is closed. */
export const STATUSES = ['open', 'pending', 'snoozed', 'resolved'] as const
export const ConversationStatus = Type.Union([
  Type.Literal('open'),
  Type.Literal('pending'),
  Type.Literal('snoozed'),
  Type.Literal('resolved'),
])
export type ConversationStatus = Static<typeof ConversationStatus>

export const Desk = Type.Object({
  /** Agent's id; null = nobody's. */
  assignee: Nullable(Type.String()),
  /** Team's id; a conversation may be a team's and one agent's of it. */
  team: Nullable(Type.String()),
  /** When assignee or team changed last, ms. */
  assignedAt: Nullable(Type.Number()),
  /** Handed to a supervisor, until it is returned (CO-7). */
  escalated: Nullable(Type.Object({ by: Type.String(), at: Type.Number() })),
  /**
   * What a person or a rule said last; `place`: offset of that event, −1 = nobody ever did. Facts only: what is shown is below.
   * `until`: end of a snooze. `reopenUntil`: of a resolved one, when the customer's word no longer continues the case, ms (CO-14).
   */
  said: Type.Object({
    status: ConversationStatus,
    place: Type.Integer(),
    at: Type.Number(),
    by: Type.String(),
    until: Nullable(Type.Number()),
    reopenUntil: Nullable(Type.Number()),
  }),
  /** Offset up to which nothing waits for an answer by an agent's word ("No reply needed", resolved); −1 = none. */
  cleared: Type.Integer(),
  // Derived from the messages in the projector's transaction, never counted up:
  /** As said, or open because the customer said something after it (CO-11). Resolved with case 0: there was nothing to do yet. */
  status: ConversationStatus,
  statusAt: Type.Number(),
  /** Agent's id, 'system', or 'contact' when the customer's word opened it. */
  statusBy: Type.String(),
  /** When the first unanswered item came, ms; null = nothing waits for an answer (CO-12). */
  needsReplySince: Nullable(Type.Number()),
  /** Number of the case, from 1; 0 = the customer never said anything. */
  case: Type.Integer(),
})
export type Desk = Static<typeof Desk>

/** Before anybody did anything. */
export const NEW_DESK: Desk = {
  assignee: null,
  team: null,
  assignedAt: null,
  escalated: null,
  said: { status: 'resolved', place: -1, at: 0, by: 'system', until: null, reopenUntil: null },
  cleared: -1,
  status: 'resolved',
  statusAt: 0,
  statusBy: 'system',
  needsReplySince: null,
  case: 0,
}

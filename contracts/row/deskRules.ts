// How a channel's desk works: settings of an admin (AD-17), seen by every agent since they decide what a button does.
import { Type, type Static } from 'typebox'

/** Greatest values. */
export const DESK_MAX = { reopenHours: 8_760, idleDays: 365, autoAssignMax: 1_000, awayMinutes: 1_440 }

export const DeskRules = Type.Object({
  /** `hard`: only the assignee and supervisors may reply (CO-5). */
  lock: Type.Union([Type.Literal('soft'), Type.Literal('hard')]),
  /** Hours after "resolved" in which the customer's word continues the case (CO-14). */
  reopenHours: Type.Integer({ minimum: 0, maximum: DESK_MAX.reopenHours }),
  /** What a sent reply does to an open conversation (CO-11). */
  afterReply: Type.Union([Type.Literal('stay'), Type.Literal('pending')]),
  /** Days without a word after which a conversation is resolved; 0 = never. */
  idleDays: Type.Integer({ minimum: 0, maximum: DESK_MAX.idleDays }),
  /** CO-6. */
  autoAssign: Type.Union([Type.Literal('off'), Type.Literal('firstReplier'), Type.Literal('roundRobin')]),
  /** Conversations one agent is given at most by the rule; 0 = no limit. */
  autoAssignMax: Type.Integer({ minimum: 0, maximum: DESK_MAX.autoAssignMax }),
  /** Minutes away after which an unanswered conversation is offered back; 0 = never. */
  awayMinutes: Type.Integer({ minimum: 0, maximum: DESK_MAX.awayMinutes }),
  /** When the customer is told that their words were read at LINE (CO-18). */
  readMark: Type.Union([Type.Literal('never'), Type.Literal('reply')]),
})
export type DeskRules = Static<typeof DeskRules>

export const DESK_RULES: DeskRules = {
  lock: 'soft',
  reopenHours: 24,
  afterReply: 'stay',
  idleDays: 0,
  autoAssign: 'off',
  autoAssignMax: 0,
  awayMinutes: 0,
  readMark: 'reply',
}

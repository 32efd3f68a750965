// Something that one agent is told of (SH-16): a line of the bell. A row of the conversation's partition that goes to that agent alone.
// Id: uuidv5(event, agent).
import { Type, type Static } from 'typebox'

export const NoticeKind = Type.Union([
  /** Named in a note. */
  Type.Literal('mention'),
  /** A conversation became theirs by somebody else's hand, or their team's. */
  Type.Literal('assigned'),
  /** A send of theirs failed, or nobody knows whether it arrived. */
  Type.Literal('failed'),
  Type.Literal('unknown'),
  /** A schedule of theirs was held or missed. */
  Type.Literal('held'),
  Type.Literal('missed'),
  /** A snooze of theirs has ended. */
  Type.Literal('snoozeEnded'),
  /** What they escalated came back. */
  Type.Literal('returned'),
])
export type NoticeKind = Static<typeof NoticeKind>

export const NoticeRow = Type.Object({
  agent: Type.String(),
  channel: Type.String(),
  conversation: Type.String(),
  kind: NoticeKind,
  at: Type.Number(),
  /** Who did it: an agent's id, 'system' or 'line'. */
  by: Type.String(),
  /** The message, note or pill it leads to. */
  item: Type.String(),
})
export type NoticeRow = Static<typeof NoticeRow>

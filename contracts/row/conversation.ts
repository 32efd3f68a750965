// A line of the list and the head of a thread. Name, picture and friend status of a 1:1 stand here too (same key as the
// contact), so that a list needs no request per row.
import { Type, type Static, type TSchema } from 'typebox'
import { Friend } from './contact.ts'
import { Desk } from './desk.ts'
import { By, Direction } from './message.ts'
import { Preview } from './preview.ts'
import { Tags } from './tag.ts'

const Nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])

export const ConversationKind = Type.Union([
  Type.Literal('user'),
  Type.Literal('group'),
  Type.Literal('room'),
  Type.Literal('unidentified'),
])
export type ConversationKind = Static<typeof ConversationKind>

export const ConversationRow = Type.Object({
  channel: Type.String(),
  kind: ConversationKind,
  /** LINE's user, group or room id; null when unidentified. */
  lineId: Nullable(Type.String()),
  name: Nullable(Type.String()),
  /** What we call them, shown instead of `name`: the contact's own. */
  ourName: Type.Optional(Type.String()),
  tags: Type.Optional(Tags),
  pictureUrl: Nullable(Type.String()),
  memberCount: Nullable(Type.Integer()),
  /** When the fetcher last asked LINE about it, ms; null = never. */
  profiledAt: Nullable(Type.Number()),
  friend: Friend,
  /** Times from which reachability (RP-5) is computed when read, never stored as a flag. ms or null. */
  lastUserMessageAt: Nullable(Type.Number()),
  lastFollowAt: Nullable(Type.Number()),
  lastUnfollowAt: Nullable(Type.Number()),
  lastJoinAt: Nullable(Type.Number()),
  lastLeaveAt: Nullable(Type.Number()),
  /** Newest LINE event's mode: 'standby' = another module has control. */
  mode: Type.Object({ value: Type.String(), at: Type.Number() }),
  firstSeenAt: Type.Number(),
  updatedAt: Type.Number(),
  /** The latest change of profile or accepted message of ours, ms: what `updatedAt` is made of besides the times above. */
  changedAt: Type.Optional(Type.Number()),
  desk: Desk,
  // Derived from the messages in the projector's transaction, never incremented:
  /** Places of the newest 50 countable messages, descending: unread = how many lie after the reading position. */
  countable: Type.Array(Type.Integer()),
  lastAt: Nullable(Type.Number()),
  /** `name`: of the member who said it, in a group or room, as far as it is known. */
  last: Nullable(
    Type.Object({
      id: Type.String(),
      preview: Preview,
      direction: Direction,
      by: By,
      name: Type.Optional(Type.String()),
    }),
  ),
  /** Sends that failed or are unknown and wait for a person. */
  troubled: Type.Integer(),
})
export type ConversationRow = Static<typeof ConversationRow>

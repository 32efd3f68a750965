// What LINE told us about the person behind a user id. Under the contact's own 1:1 key, so it may write contact and
// conversation rows. A failure keeps the last known name: `found: false` changes only when we asked.
import { Type, type Static } from 'typebox'

export const Profile = Type.Object({
  name: Type.String(),
  pictureUrl: Type.Optional(Type.String()),
  statusMessage: Type.Optional(Type.String()),
  language: Type.Optional(Type.String()),
})
export type Profile = Static<typeof Profile>

export const ContactProfiled = Type.Union([
  Type.Object({ found: Type.Literal(true), profile: Profile }),
  Type.Object({ found: Type.Literal(false), status: Type.Number() }),
])
export type ContactProfiled = Static<typeof ContactProfiled>

/** Somebody opened a conversation whose profile is older than 24 h, or pressed "Refresh from LINE". */
export const ContactProfileAsked = Type.Object({ reason: Type.Union([Type.Literal('opened'), Type.Literal('button')]) })
export type ContactProfileAsked = Static<typeof ContactProfileAsked>

/** A group's member, under the group's key: the name lives in the member row, so a view needs one partition only. */
export const MemberProfiled = Type.Object({
  userId: Type.String(),
  found: Type.Boolean(),
  name: Type.Optional(Type.String()),
  pictureUrl: Type.Optional(Type.String()),
})
export type MemberProfiled = Static<typeof MemberProfiled>

// The person behind a LINE user id in one channel. Row id = the contact's 1:1 conversation id.
import { Type, type Static } from 'typebox'

/** Set only by follow and unfollow (and later the follower list): a fetchable profile proves nothing (RP-2). */
export const Friend = Type.Object({
  state: Type.Union([Type.Literal('friend'), Type.Literal('blocked'), Type.Literal('unknown')]),
  /** When that began, ms; null while unknown. */
  since: Type.Union([Type.Number(), Type.Null()]),
})
export type Friend = Static<typeof Friend>

export const ContactRow = Type.Object({
  channel: Type.String(),
  userId: Type.String(),
  name: Type.Union([Type.String(), Type.Null()]),
  pictureUrl: Type.Union([Type.String(), Type.Null()]),
  statusMessage: Type.Union([Type.String(), Type.Null()]),
  language: Type.Union([Type.String(), Type.Null()]),
  /** Last answer of LINE about the profile: when, and whether there was one. */
  profile: Type.Union([Type.Object({ at: Type.Number(), found: Type.Boolean() }), Type.Null()]),
  friend: Friend,
  /** "Created Date" and "Last Updated" of RP-3, ms. */
  firstSeenAt: Type.Number(),
  updatedAt: Type.Number(),
})
export type ContactRow = Static<typeof ContactRow>

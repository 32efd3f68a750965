// The person behind a LINE user id in one channel. Row id = the contact's 1:1 conversation id.
import { Type, type Static } from 'typebox'
import { Stamp } from '../merge.ts'

/** Set only by follow and unfollow (and later the follower list): a fetchable profile proves nothing (RP-2). */
export const Friend = Type.Object({
  state: Type.Union([Type.Literal('friend'), Type.Literal('blocked'), Type.Literal('unknown')]),
  /** When that began, ms; null while unknown. */
  since: Type.Union([Type.Number(), Type.Null()]),
})
export type Friend = Static<typeof Friend>

/** Greatest lengths. */
export const OWN_MAX = { name: 100, phone: 40, email: 254, memo: 2_000 }

/**
 * What we say of a person ourselves, '' = nothing. LINE's profile stands beside it and neither destroys the other (RP-8). `name`: shown
 * instead of LINE's, among ourselves only; a message to the customer never says it.
 */
export const OwnFields = Type.Object({
  name: Type.String(),
  phone: Type.String(),
  email: Type.String(),
  memo: Type.String(),
})
export type OwnFields = Static<typeof OwnFields>
export const OWN_FIELDS = ['name', 'phone', 'email', 'memo'] as const satisfies (keyof OwnFields)[]

/** `late`: a change that came after this one and had not seen it. It stands nowhere else, until its writer says whose stays. */
const OwnStamp = Type.Intersect([
  Stamp,
  Type.Object({
    late: Type.Optional(Type.Object({ value: Type.String(), by: Type.String(), at: Type.Number() })),
  }),
])
export type OwnStamp = Static<typeof OwnStamp>

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
  /** Absent: nobody wrote anything. */
  own: Type.Optional(Type.Partial(OwnFields)),
  fieldRevs: Type.Optional(Type.Record(Type.String(), OwnStamp)),
  /** "Created Date" and "Last Updated" of RP-3, ms. */
  firstSeenAt: Type.Number(),
  updatedAt: Type.Number(),
})
export type ContactRow = Static<typeof ContactRow>

// What LINE told us about the person behind a user id, and what we say of them ourselves. Under the contact's own 1:1 key, so it may
// write contact and conversation rows, and an erasure finds it. A failure keeps the last known name: `found: false` changes only when we asked.
import { Type, type Static } from 'typebox'
import { Based } from '../merge.ts'
import { OwnFields } from '../row/contact.ts'

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

/**
 * Single fields of ours with their new values, and what each was based on (CO-20). The first on the log stands: a field that was changed
 * after what its writer had seen keeps its value, and the late one waits beside it for a word.
 */
export const ContactEdited = Type.Object({ change: Type.Partial(OwnFields), based: Based })
export type ContactEdited = Static<typeof ContactEdited>

/** Additions and removals, never the whole list (CO-21). Of a group or room too: under its key. */
export const ContactTagged = Type.Object({ add: Type.Array(Type.String()), remove: Type.Array(Type.String()) })
export type ContactTagged = Static<typeof ContactTagged>

// A person in a group or room. Row id = `<conversation>/<user id>`; the group's own row, under the group's key.
import { Type, type Static } from 'typebox'

export const MemberRow = Type.Object({
  channel: Type.String(),
  conversation: Type.String(),
  userId: Type.String(),
  name: Type.Union([Type.String(), Type.Null()]),
  pictureUrl: Type.Union([Type.String(), Type.Null()]),
  /** Known from join and leave events; 'seen' = wrote without either. */
  state: Type.Union([Type.Literal('joined'), Type.Literal('left'), Type.Literal('seen')]),
  stateAt: Type.Number(),
  profiledAt: Type.Union([Type.Number(), Type.Null()]),
})
export type MemberRow = Static<typeof MemberRow>

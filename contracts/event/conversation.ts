// Facts about a conversation as a whole, under its key.
import { Type, type Static } from 'typebox'

/** A group's or room's name, picture and size, as LINE told the fetcher. Rooms have no name. */
export const ConversationProfiled = Type.Object({
  found: Type.Boolean(),
  name: Type.Optional(Type.String()),
  pictureUrl: Type.Optional(Type.String()),
  memberCount: Type.Optional(Type.Number()),
})
export type ConversationProfiled = Static<typeof ConversationProfiled>

// What stands at a place inside a text.
import { Type, type Static } from 'typebox'

/**
 * Where in a text something stands, in UTF-16 code units as `String.slice` counts them. As the projection gives them they lie inside
 * the text, in order, overlap nothing of either kind and never begin or end within a character.
 */
const place = { index: Type.Integer(), length: Type.Integer() }

/** The text holds LINE's words for it, e.g. `(love)`. */
export const EmojiAt = Type.Object({
  ...place,
  productId: Type.Optional(Type.String()),
  emojiId: Type.Optional(Type.String()),
})
export type EmojiAt = Static<typeof EmojiAt>

/** The text holds the name, e.g. `@example`. `isSelf`: this account is meant. */
export const MentionAt = Type.Object({
  ...place,
  type: Type.Union([Type.Literal('user'), Type.Literal('all')]),
  userId: Type.Optional(Type.String()),
  isSelf: Type.Optional(Type.Literal(true)),
})
export type MentionAt = Static<typeof MentionAt>

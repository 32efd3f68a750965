import { Type, type Static } from 'typebox'
import { closed, common } from './every.ts'

/** `index`: UTF-16 place of a `$` in the text. */
export const TextEmoji = Type.Object(
  { index: Type.Integer(), productId: Type.String(), emojiId: Type.String() },
  closed,
)
export type TextEmoji = Static<typeof TextEmoji>

export const TextMessage = Type.Object(
  {
    type: Type.Literal('text'),
    text: Type.String(),
    emojis: Type.Optional(Type.Array(TextEmoji)),
    quoteToken: Type.Optional(Type.String()),
    ...common,
  },
  closed,
)
export type TextMessage = Static<typeof TextMessage>

const Mention = Type.Object(
  {
    type: Type.Literal('mention'),
    mentionee: Type.Union([
      Type.Object({ type: Type.Literal('user'), userId: Type.String() }, closed),
      Type.Object({ type: Type.Literal('all') }, closed),
    ]),
  },
  closed,
)
const Emoji = Type.Object({ type: Type.Literal('emoji'), productId: Type.String(), emojiId: Type.String() }, closed)

/** `{key}` in the text stands for `substitution[key]`. */
export const TextV2Message = Type.Object(
  {
    type: Type.Literal('textV2'),
    text: Type.String(),
    substitution: Type.Optional(Type.Record(Type.String(), Type.Union([Mention, Emoji]))),
    quoteToken: Type.Optional(Type.String()),
    ...common,
  },
  closed,
)
export type TextV2Message = Static<typeof TextV2Message>

// Message objects LINE takes, with LINE's limits. The spine sends text; every further kind is one more schema here.
// LINE counts text in UTF-16 code units (JavaScript's .length); JSON Schema's maxLength counts code points, so lengths are
// checked by hand in validate.ts and the schema only knows shapes.
import { Type, type Static } from 'typebox'

export const TEXT_MAX = 5000
export const MESSAGES_MAX = 5

export const TextMessage = Type.Object(
  { type: Type.Literal('text'), text: Type.String(), quoteToken: Type.Optional(Type.String()) },
  { additionalProperties: false },
)
export type TextMessage = Static<typeof TextMessage>

export const SendableMessage = TextMessage
export type SendableMessage = Static<typeof SendableMessage>

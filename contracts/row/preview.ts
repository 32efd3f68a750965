// What the list says of a message: a code with its values, put into words on each reader's screen (SH-31).
import { Type, type Static } from 'typebox'

/** `kind` is a message kind or a pill kind; `text` only where the customer's or our own words are the preview. */
export const Preview = Type.Object({
  kind: Type.String(),
  text: Type.Optional(Type.String()),
  n: Type.Optional(Type.Integer()),
})
export type Preview = Static<typeof Preview>

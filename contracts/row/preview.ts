// What the list says of a message: a code with its values, put into words on each reader's screen (SH-31).
import { Type, type Static } from 'typebox'

/**
 * `kind` is a message kind or a pill kind (a body's `kind`).
 * `text`: the words that are the preview, uncut or at least their first line: of text and sent the text, of file its name, of location its
 * title, of sticker a keyword, of postback what was chosen, of unsupported and event LINE's type name; of follow 'unblocked' if so.
 * `n`: pictures of an image set, people who joined or left, milliseconds of video and audio.
 */
export const Preview = Type.Object({
  kind: Type.String(),
  text: Type.Optional(Type.String()),
  n: Type.Optional(Type.Integer()),
})
export type Preview = Static<typeof Preview>

// What the list says of a message: a code with its values, put into words on each reader's screen (SH-31).
import { Type, type Static } from 'typebox'
import { PICTURE, sentText } from './body/sentText.ts'

/**
 * `kind` is a message kind or a pill kind (a body's `kind`); of what we send the object's own kind, text of either version being 'text'.
 * `text`: the words that are the preview, uncut or at least their first line: of text and sent the text, of file its name, of location its
 * title, of sticker a keyword, of imagemap, template and flex their alternative text, of postback what was chosen, of unsupported and
 * event LINE's type name; of follow 'unblocked' if so. In a text of ours PICTURE stands for a LINE emoji, `@` + PICTURE for a member.
 * `n`: pictures of an image set, people who joined or left, milliseconds of video and audio.
 */
export const Preview = Type.Object({
  kind: Type.String(),
  text: Type.Optional(Type.String()),
  n: Type.Optional(Type.Integer()),
})
export type Preview = Static<typeof Preview>

/** Beyond this, what follows the first line that says something is left out; the whole text stays in the message. */
const ENOUGH = 200

export function cutPreview(text: string): string {
  if (text.length <= ENOUGH) return text
  const line = /\S[^\n\r]*/.exec(text)
  return text.slice(0, Math.max(ENOUGH, line === null ? 0 : line.index + line[0].length)).toWellFormed()
}

/** PURE: of several objects the first speaks, several pictures say how many. What is no object LINE takes is unsupported, never an error. */
export function sentPreview(messages: readonly unknown[]): Preview {
  const [first] = messages
  if (typeof first !== 'object' || first === null) return { kind: 'unsupported', text: '?' }
  const all = messages.length > 1 && messages.every((one) => (one as { type?: unknown } | null)?.type === 'image')
  return { ...previewOfObject(first as Record<string, unknown>), ...(all ? { n: messages.length } : {}) }
}

function previewOfObject(object: Record<string, unknown>): Preview {
  const { type, title, altText, duration } = object
  switch (type) {
    case 'text':
    case 'textV2':
      return { kind: 'text', text: cutPreview(sentText(object, () => PICTURE).text) }
    case 'location':
      return worded(type, title)
    case 'imagemap':
    case 'template':
    case 'flex':
      return worded(type, altText)
    case 'audio':
      return typeof duration === 'number' && Number.isFinite(duration)
        ? { kind: type, n: Math.round(duration) }
        : { kind: type }
    case 'image':
    case 'video':
    case 'sticker':
    case 'coupon':
      return { kind: type }
    default:
      return { kind: 'unsupported', text: typeof type === 'string' ? type : '?' }
  }
}

const worded = (kind: string, text: unknown): Preview =>
  typeof text === 'string' ? { kind, text: cutPreview(text) } : { kind }

import type { Body } from '@madoguchi/contracts/row/message'
import type { Preview } from '@madoguchi/contracts/row/preview'

/** Long enough for any list; the whole text stays in the message. */
const MAX = 200

const cut = (text: string): string => (text.length > MAX ? text.slice(0, MAX).toWellFormed() : text)

/** A code with its values (SH-31); the words are the browser's. */
export function previewOf(body: Body): Preview {
  if (body.kind === 'text') return { kind: 'text', text: cut(body.text) }
  if (body.kind === 'sent') return { kind: 'text', text: cut(body.messages[0]?.text ?? ''), n: body.messages.length }
  const text = body.kind === 'file' ? body.name : body.kind === 'location' ? body.title : stickerText(body)
  return text === undefined ? { kind: body.kind } : { kind: body.kind, text: cut(text) }
}

const stickerText = (body: Body): string | undefined =>
  body.kind === 'sticker'
    ? (body.text ?? body.keywords?.[0])
    : body.kind === 'unsupported' || body.kind === 'event'
      ? body.type
      : undefined

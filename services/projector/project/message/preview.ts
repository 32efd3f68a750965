// A message in one line, as a code with its values (SH-31); the words are the browser's.
import type { Body } from '@madoguchi/contracts/row/message'
import { cutPreview, sentPreview, type Preview } from '@madoguchi/contracts/row/preview'

export function previewOf(body: Body): Preview {
  if (body.kind === 'sent') return sentPreview(body.messages)
  const [text, n] = [wordsOf(body), numberOf(body)]
  return {
    kind: body.kind,
    ...(text === undefined ? {} : { text: cutPreview(text) }),
    ...(n === undefined ? {} : { n: Math.round(n) }),
  }
}

function wordsOf(body: Body): string | undefined {
  switch (body.kind) {
    case 'text':
      return body.text
    case 'file':
      return body.name
    case 'location':
      return body.title
    case 'sticker':
      return body.text ?? body.keywords?.[0]
    case 'postback':
      return chosen(body.params) ?? body.data
    case 'follow':
      return body.unblocked ? 'unblocked' : undefined
    case 'unsupported':
    case 'event':
      return body.type
    default:
      return undefined
  }
}

/** What a picker or a rich menu's switch gave, before the data string that came with it. */
const chosen = (params: Record<string, string> = {}): string | undefined =>
  params.date ?? params.time ?? params.datetime ?? params.newRichMenuAliasId

function numberOf(body: Body): number | undefined {
  switch (body.kind) {
    case 'image':
      return body.setTotal
    case 'memberJoined':
    case 'memberLeft':
      return body.count
    case 'video':
    case 'audio':
      return body.duration
    default:
      return undefined
  }
}

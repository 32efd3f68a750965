// PURE: the words of a message by which it is found, alike for the index and for who shows the hit.
import type { SearchKind } from '../http/search.ts'
import { PICTURE, sentText } from '../row/body/sentText.ts'
import type { Body } from '../row/message.ts'
import { cardTexts } from './card.ts'

/** `text` '' = there is nothing to find. A set of several objects is of each of their kinds. */
export type Said = { kinds: SearchKind[]; text: string }

export const NOTHING: Said = { kinds: [], text: '' }

/** What is no text is left out; of the rest each stands on a line of its own. */
export function saidOf(kind: SearchKind, ...parts: unknown[]): Said {
  const text = joined(parts)
  return text === '' ? NOTHING : { kinds: [kind], text }
}

const joined = (parts: unknown[]): string =>
  parts.filter((part): part is string => typeof part === 'string' && part.trim() !== '').join('\n')

export function saidInBody(body: Body): Said {
  switch (body.kind) {
    case 'text':
      return saidOf('text', body.text)
    case 'file':
      return saidOf('file', body.name)
    case 'location':
      return saidOf('location', body.title, body.address)
    case 'note':
      return saidInNote(
        body.text,
        body.files.map(({ name }) => name),
      )
    case 'sent':
      return saidInObjects(body.messages)
    default:
      return NOTHING
  }
}

/** A note is found by the names of its files too, and then is one of them. */
export function saidInNote(text: unknown, files: string[]): Said {
  const said = saidOf('note', text, ...files)
  return joined(files) === '' ? said : { ...said, kinds: ['note', 'file'] }
}

/** Of what we send. A member's name in a text is not ours to index: it changes, and the text holds an id. */
export function saidInObjects(messages: unknown): Said {
  const all = (Array.isArray(messages) ? messages : []).map(saidInObject).filter(({ text }) => text !== '')
  return { kinds: [...new Set(all.flatMap(({ kinds }) => kinds))], text: joined(all.map(({ text }) => text)) }
}

function saidInObject(message: unknown): Said {
  if (typeof message !== 'object' || message === null) return NOTHING
  const { type, title, address } = message as Record<string, unknown>
  switch (type) {
    case 'text':
    case 'textV2':
      return saidOf('text', sentText(message, () => PICTURE).text)
    case 'location':
      return saidOf('location', title, address)
    case 'template':
    case 'flex':
    case 'imagemap':
      return saidOf('card', ...cardTexts(message))
    default:
      return NOTHING
  }
}

// What customers say. LINE's order is no promise: an edit may come before its message, and of two edits the later wins.
import { channelOf, conversationId } from '@madoguchi/contracts/ids'
import { fold } from '@madoguchi/contracts/search/fold'
import { NOTHING, saidOf, type Said } from '@madoguchi/contracts/search/said'
import { bounded } from '@madoguchi/contracts/search/words'
import type { Placed } from './project.ts'
import type { TextRow } from './row.ts'
import { clean, recordOf, textOf } from './value.ts'

type Line = Record<string, unknown>
const messageIn = ({ event }: Placed): Line => recordOf(recordOf(event.data).message)

/** The words the screen's row will have (contracts/search/said.ts), of LINE's own fields. */
function saidInLine({ type, text, keywords, fileName, title, address }: Line): Said {
  switch (type) {
    case 'text':
      return saidOf('text', text)
    case 'sticker':
      return saidOf('sticker', text, ...(Array.isArray(keywords) ? keywords : []))
    case 'file':
      return saidOf('file', fileName)
    case 'location':
      return saidOf('location', title, address)
    default:
      return NOTHING
  }
}

/** A copy of what is there changes nothing. */
export function saidLine(placed: Placed, held: TextRow | undefined): TextRow | undefined {
  const message = messageIn(placed)
  const { kinds, text } = saidInLine(message)
  // A text without a word may get one by an edit.
  if (text === '' && message.type !== 'text') return undefined
  const row = inbound(placed, { kinds, folded: bounded(fold(text)) })
  if (held === undefined) return row
  if (held.said) return undefined
  return message.type === 'text' ? { ...row, kinds: held.kinds, folded: held.folded, edited: held.edited } : row
}

/** LINE edits texts only. */
export function editedLine(placed: Placed, held: TextRow | undefined): TextRow | undefined {
  const { type, text } = messageIn(placed)
  if (type !== 'text' || textOf(text) === undefined) return undefined
  const { kinds, text: words } = saidOf('text', text)
  const wording = { kinds, folded: bounded(fold(words)), edited: placed.at }
  if (held === undefined) return { ...inbound(placed, wording), ...wording, said: false }
  if (held.kinds.some((kind) => kind !== 'text')) return undefined
  const [had, at] = [held.edited ?? -Infinity, placed.at]
  const wins = at > had || (at === had && wording.folded > held.folded)
  return wins ? { ...held, ...wording } : undefined
}

function inbound({ event, at, subject }: Placed, { kinds, folded }: Pick<TextRow, 'kinds' | 'folded'>): TextRow {
  const userId = textOf(recordOf(recordOf(event.data).source).userId)
  const { conversation, id } = subject
  const sender = userId ? clean(conversationId(channelOf(conversation), { userId })) : ''
  const row = { noun: 'message' as const, conversation, id, at, direction: 'inbound' as const, sender, kinds, folded }
  return { ...row, said: true, gone: false, edited: null, heard: [] }
}

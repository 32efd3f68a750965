// What customers say. LINE's order is no promise: an edit may come before its message, and of two edits the later wins.
import { fold } from '@madoguchi/contracts/search/fold'
import { NOTHING, saidOf, type Said } from '@madoguchi/contracts/search/said'
import { bounded } from '@madoguchi/contracts/search/words'
import type { Placed } from './placed.ts'
import type { TextRow } from './row.ts'
import { recordOf, textOf } from '@madoguchi/contracts/event/value'

type Line = Record<string, unknown>
type Words = Pick<TextRow, 'kinds' | 'folded'>
const messageIn = ({ event }: Placed): Line => recordOf(recordOf(event.data).message)
const wordsOf = ({ kinds, text }: Said): Words => ({ kinds, folded: bounded(fold(text)) })

/** The words the screen's row will have (contracts/search/said.ts), of LINE's own fields. */
function saidInLine({ type, text, fileName, title, address }: Line): Said {
  switch (type) {
    case 'text':
      return saidOf('text', text)
    case 'file':
      return saidOf('file', fileName)
    case 'location':
      return saidOf('location', title, address)
    default:
      return NOTHING
  }
}

/** A copy of what is there changes nothing. What has no words needs no row, but a text, which may get some by an edit. */
export function saidLine(placed: Placed, held: TextRow | undefined): TextRow | undefined {
  const message = messageIn(placed)
  const words = wordsOf(saidInLine(message))
  const is = held?.as
  if (held === undefined || is?.direction !== 'inbound')
    return held === undefined && (words.folded !== '' || message.type === 'text')
      ? inbound(placed, words, { said: true, edited: null })
      : undefined
  if (is.said) return undefined
  return message.type === 'text'
    ? inbound(placed, held, { said: true, edited: is.edited })
    : inbound(placed, words, { said: true, edited: null })
}

/** LINE edits texts only. */
export function editedLine(placed: Placed, held: TextRow | undefined): TextRow | undefined {
  const { type, text } = messageIn(placed)
  if (type !== 'text' || textOf(text) === undefined) return undefined
  const words = wordsOf(saidOf('text', text))
  if (held === undefined) return inbound(placed, words, { said: false, edited: placed.at })
  if (held.as.direction !== 'inbound' || held.kinds.some((kind) => kind !== 'text')) return undefined
  const [had, at] = [held.as.edited ?? -Infinity, placed.at]
  const wins = at > had || (at === had && words.folded > held.folded)
  return wins ? { ...held, ...words, as: { ...held.as, edited: at } } : undefined
}

function inbound(
  { at, subject }: Placed,
  { kinds, folded }: Words,
  as: { said: boolean; edited: number | null },
): TextRow {
  const { conversation, id } = subject
  return { noun: 'message', conversation, id, at, kinds, folded, gone: false, as: { direction: 'inbound', ...as } }
}

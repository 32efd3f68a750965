// What agents write for each other. Its author alone rewords it; who may delete it is the gateway's to say.
import { fold } from '@madoguchi/contracts/search/fold'
import { saidOf } from '@madoguchi/contracts/search/said'
import { bounded } from '@madoguchi/contracts/search/words'
import type { Placed } from './project.ts'
import { gone, hearing, type TextRow } from './row.ts'
import { clean, recordOf } from './value.ts'

function wording({ event }: Placed): Pick<TextRow, 'kinds' | 'folded'> {
  const { kinds, text } = saidOf('note', recordOf(event.data).text)
  return { kinds, folded: bounded(fold(text)) }
}

export function writtenNote(placed: Placed, held: TextRow | undefined): TextRow | undefined {
  if (held !== undefined) return undefined
  const { event, at, subject } = placed
  const { conversation, id } = subject
  const row = { noun: 'message' as const, conversation, id, at, direction: 'note' as const, sender: clean(event.by) }
  return { ...row, ...wording(placed), said: true, gone: false, edited: null, heard: [] }
}

/** In the log's order: the last one stands. A second copy of an earlier one must not bring its words back. */
export function editedNote(placed: Placed, held: TextRow | undefined): TextRow | undefined {
  const { event } = placed
  if (held?.direction !== 'note' || held.sender !== clean(event.by)) return undefined
  const heard = hearing(held, clean(event.id))
  return heard === null ? undefined : { ...held, ...wording(placed), heard }
}

export const deletedNote = ({ subject }: Placed, held: TextRow | undefined): TextRow | undefined =>
  held?.direction === 'note' ? gone(subject) : undefined

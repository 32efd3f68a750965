// What agents write for each other. Its author alone rewords it; who may delete it is the gateway's to say.
import { clean } from '@madoguchi/contracts/event/clean'
import { noteFilesIn } from '@madoguchi/contracts/event/note'
import { fold } from '@madoguchi/contracts/search/fold'
import { saidInNote } from '@madoguchi/contracts/search/said'
import { bounded } from '@madoguchi/contracts/search/words'
import type { Placed } from './placed.ts'
import { gone, type TextRow } from './row.ts'
import { recordOf } from '@madoguchi/contracts/event/value'

function wording({ event }: Placed, files: string[]): Pick<TextRow, 'kinds' | 'folded'> {
  const { kinds, text } = saidInNote(recordOf(event.data).text, files)
  return { kinds, folded: bounded(fold(text)) }
}

export function writtenNote(placed: Placed, held: TextRow | undefined): TextRow | undefined {
  if (held !== undefined) return undefined
  const { event, at, subject } = placed
  const { conversation, id } = subject
  const author = event.by === 'system' ? null : event.by
  const files = noteFilesIn(recordOf(event.data).files).map(({ name }) => clean(name))
  const as = { direction: 'note' as const, author, files }
  return { noun: 'message', conversation, id, at, ...wording(placed, files), gone: false, as }
}

/** In the log's order: the last one stands. */
export function editedNote(placed: Placed, held: TextRow | undefined): TextRow | undefined {
  if (held?.as.direction !== 'note' || held.as.author !== placed.event.by) return undefined
  return { ...held, ...wording(placed, held.as.files) }
}

export const deletedNote = ({ subject }: Placed, held: TextRow | undefined): TextRow | undefined =>
  held?.as.direction === 'note' ? gone(subject) : undefined

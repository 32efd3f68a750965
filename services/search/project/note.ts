// What agents write for each other. Its author alone rewords it; who may delete it is the gateway's to say.
import { fold } from '@madoguchi/contracts/search/fold'
import { saidOf } from '@madoguchi/contracts/search/said'
import { bounded } from '@madoguchi/contracts/search/words'
import type { Placed } from './placed.ts'
import { gone, type TextRow } from './row.ts'
import { recordOf } from '@madoguchi/contracts/event/value'

function wording({ event }: Placed): Pick<TextRow, 'kinds' | 'folded'> {
  const { kinds, text } = saidOf('note', recordOf(event.data).text)
  return { kinds, folded: bounded(fold(text)) }
}

export function writtenNote(placed: Placed, held: TextRow | undefined): TextRow | undefined {
  if (held !== undefined) return undefined
  const { event, at, subject } = placed
  const { conversation, id } = subject
  const author = event.by === 'system' ? null : event.by
  return { noun: 'message', conversation, id, at, ...wording(placed), gone: false, as: { direction: 'note', author } }
}

/** In the log's order: the last one stands. */
export function editedNote(placed: Placed, held: TextRow | undefined): TextRow | undefined {
  if (held?.as.direction !== 'note' || held.as.author !== placed.event.by) return undefined
  return { ...held, ...wording(placed) }
}

export const deletedNote = ({ subject }: Placed, held: TextRow | undefined): TextRow | undefined =>
  held?.as.direction === 'note' ? gone(subject) : undefined

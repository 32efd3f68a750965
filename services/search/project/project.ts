// One event and the row it speaks of → the row as it is afterwards; undefined = nothing changes. Pure. What is gone stays gone,
// whatever comes later and in whatever order (log.md §11, E6).
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { editedLine, saidLine } from './inbound.ts'
import { profiled } from './name.ts'
import { deletedNote, editedNote, writtenNote } from './note.ts'
import { deleted, queued, retried } from './outbound.ts'
import { gone, type NameRow, type SearchRow, type Subject, type TextRow } from './row.ts'

/** `at`: the event's time, or the log's where that is none. */
export type Placed = { event: Envelope; at: number; subject: Subject }

type ProjectText = (placed: Placed, held: TextRow | undefined) => TextRow | undefined

const forgotten: ProjectText = ({ subject }) => gone(subject)

const TEXTS: Record<string, ProjectText> = {
  'line.message': saidLine,
  'line.messageEdited': editedLine,
  'line.unsend': forgotten,
  'message.queued': queued,
  'message.retried': retried,
  'message.deleted': deleted,
  'message.redacted': forgotten,
  'note.written': writtenNote,
  'note.edited': editedNote,
  'note.deleted': deletedNote,
}

export function project(placed: Placed, held: SearchRow | undefined): SearchRow | undefined {
  if (placed.subject.noun === 'name') return profiled(placed, held as NameRow | undefined)
  const before = held as TextRow | undefined
  return before?.gone === true ? undefined : TEXTS[placed.event.type]?.(placed, before)
}

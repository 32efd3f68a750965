// One event and the row it speaks of → the row as it is afterwards; undefined = nothing changes. Pure. What is gone stays gone,
// whatever comes later and in whatever order (log.md §11, E6).
import { editedLine, saidLine } from './inbound.ts'
import { projectName } from './name.ts'
import { deletedNote, editedNote, writtenNote } from './note.ts'
import { changed, deleted, OUTBOUND_CHANGES, queued, scheduled } from './outbound.ts'
import type { Placed } from './placed.ts'
import { gone, type NameRow, type SearchRow, type TextRow } from './row.ts'

type ProjectText = (placed: Placed, held: TextRow | undefined) => TextRow | undefined

const forgotten: ProjectText = ({ subject }) => gone(subject)

const TEXTS: Record<string, ProjectText> = {
  'line.message': saidLine,
  'line.messageEdited': editedLine,
  'line.unsend': forgotten,
  'message.redacted': forgotten,
  'message.queued': queued,
  'message.scheduled': scheduled,
  'message.deleted': deleted,
  ...Object.fromEntries(OUTBOUND_CHANGES.map((type) => [type, changed])),
  'note.written': writtenNote,
  'note.edited': editedNote,
  'note.deleted': deletedNote,
}

/**
 * Facts that count in the log's order and not by what they say: a second copy of one must not bring an older name or wording back. All
 * others tell by themselves whether they are old.
 */
export const ONCE: ReadonlySet<string> = new Set([
  'contact.profiled',
  'conversation.profiled',
  'contact.edited',
  'contact.tagged',
  'note.edited',
  'message.retried',
])

export function project(placed: Placed, held: SearchRow | undefined): SearchRow | undefined {
  if (placed.subject.noun === 'name') return projectName(placed, held as NameRow | undefined)
  const before = held as TextRow | undefined
  return before?.gone === true ? undefined : TEXTS[placed.event.type]?.(placed, before)
}

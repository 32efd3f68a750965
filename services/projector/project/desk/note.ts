// What agents write for each other: a row in the timeline that moves nothing, counts for nothing and never reaches the customer.
import { noteFilesIn, type Mention } from '@madoguchi/contracts/event/note'
import type { Body, MessageRow } from '@madoguchi/contracts/row/message'
import { newConversation, seen } from '../person/conversation.ts'
import type { Held, Placed, Write } from '../placed.ts'
import { listOf, numberOf, recordOf, textOf } from '@madoguchi/contracts/event/value'
import { pillBy } from './desk.ts'
import { noticesOf } from './notice.ts'

type Note = Extract<Body, { kind: 'note' }>

export function projectNote(placed: Placed, held: Held): Write[] {
  const { event } = placed
  const conversation = seen(held.get('conversation', event.key) ?? newConversation(placed), event.at)
  const seenThere: Write = { noun: 'conversation', id: event.key, row: conversation }
  const id = noteIn(placed)!
  const row = noteAfter(held.get('message', id), placed)
  if (row === undefined) return [seenThere]
  return [seenThere, { noun: 'message', id, row }, ...noticesOf(placed, { item: id })]
}

/** The note an event speaks of: one that is written has its event's id. */
export const noteIn = ({ event }: Placed): string | null =>
  event.type === 'note.written' ? event.id : (textOf(recordOf(event.data).note) ?? event.id)

/** undefined = nothing changes: it stands elsewhere, is somebody else's, or is gone. A supervisor's deletion is the gateway's to allow. */
function noteAfter(before: MessageRow | undefined, placed: Placed): MessageRow | undefined {
  const { event } = placed
  if (event.type === 'note.written') return mayBegin(before) ? written(placed) : undefined
  if (before?.conversation !== event.key || before.body.kind !== 'note' || before.body.deleted) return undefined
  if (event.type === 'note.deleted') return { ...before, body: gone, preview: { kind: 'note' } }
  const mine = before.by.kind === 'agent' && before.by.id === event.by
  return mine ? worded({ ...before, body: { ...before.body, ...saysIn(placed), editedAt: event.at } }) : undefined
}

const mayBegin = (row: MessageRow | undefined) => row === undefined || row.body.kind === 'undisplayable'
const gone: Note = { kind: 'note', text: '', mentions: [], files: [], deleted: true }

function written(placed: Placed): MessageRow {
  const { about, files } = recordOf(placed.event.data)
  const item = textOf(about)
  const body: Note = {
    kind: 'note',
    ...saysIn(placed),
    files: noteFilesIn(files),
    ...(item !== undefined && { about: item }),
  }
  return worded({ ...pillBy(placed, body), direction: 'note' })
}

const worded = (row: MessageRow): MessageRow => ({
  ...row,
  preview: { kind: 'note', text: (row.body as Note).text.slice(0, 200).toWellFormed() },
})

function saysIn({ event }: Placed): Pick<Note, 'text' | 'mentions'> {
  const { text, mentions } = recordOf(event.data)
  return { text: textOf(text) ?? '', mentions: listOf(mentions).filter(isMention) as Mention[] }
}

function isMention(value: unknown): boolean {
  const { kind, id, start, length } = recordOf(value)
  const named = (kind === 'agent' || kind === 'team') && textOf(id) !== undefined
  return named && numberOf(start) !== undefined && numberOf(length) !== undefined
}

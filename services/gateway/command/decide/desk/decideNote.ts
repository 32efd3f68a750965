// note:write, :edit and :delete → facts, or why not (pure; CO-15). Notes are for colleagues and never locked. Words are changed by who
// wrote them; a supervisor may take them away.
import { channelOf } from '@madoguchi/contracts/ids'
import type { Mention, NoteDeleted, NoteEdited, NoteFile, NoteWritten } from '@madoguchi/contracts/event/note'
import type { RowOf } from '@madoguchi/contracts/row/row'
import type { Refusal } from '@madoguchi/contracts/socket/ack'
import type { NoteDelete, NoteEdit, NoteWrite } from '@madoguchi/contracts/socket/desk'
import { refuse, type Decision } from '../decision.ts'
import { answered, fact, type Known } from './known.ts'
import { namedIn, whyMisnamed } from './mentions.ts'
import type { Doer } from './staff.ts'
import type { Deed } from './standing.ts'

type Row = RowOf<'message'> | null

/** `files`: of each address what the upload says of it, null = none of ours in this channel. `about`: the row the note names. */
export type WriteKnown = Known & { files: (NoteFile | null)[]; about: Row }
/** `last`: the latest change of the note that was made here and no row shows yet. */
export type NoteKnown = { note: Row; last: Deed | null }

export function decideNoteWrite(wish: NoteWrite, known: WriteKnown, by: Doer): Decision {
  const before = answered(wish, known, by.agent)
  if (before !== null) return before
  if (known.conversation === null) return refuse('not_found')
  const channel = channelOf(wish.conversation)
  const no = whyUnfit(wish, known) ?? whyMisnamed(wish, channel, by.staff)
  if (no !== null) return no
  const { text, mentions, about } = wish
  const data: NoteWritten = {
    text,
    mentions,
    told: namedIn(mentions, channel, by.staff).filter((id) => id !== by.agent),
    files: known.files.filter((file) => file !== null),
    ...(about !== undefined && { about }),
  }
  return { append: fact(wish, known, by, { type: 'note.written', data }) }
}

function whyUnfit({ text, conversation, about: named }: NoteWrite, { files, about }: WriteKnown): Refusal | null {
  if (text.trim() === '' && files.length === 0) return refuse('invalid', { field: 'text', why: 'empty' })
  const foreign = files.indexOf(null)
  if (foreign >= 0) return refuse('invalid', { field: `files[${foreign}]`, why: 'unknown' })
  if (named === undefined || about?.row?.conversation === conversation) return null
  return refuse('invalid', { field: 'about', why: 'unknown' })
}

export function decideNoteEdit(wish: NoteEdit, known: NoteKnown, by: Doer): Decision {
  const found = noteOf(wish, known)
  if (found === null) return refuse('not_found')
  if (found.deleted) return refuse('wrong_state', { why: 'deleted' })
  if (found.author !== by.agent) return refuse('forbidden', { field: 'note', why: 'author' })
  const { text, mentions, note } = wish
  if (text.trim() === '' && !found.hasFiles) return refuse('invalid', { field: 'text', why: 'empty' })
  const channel = channelOf(wish.conversation)
  const no = whyMisnamed(wish, channel, by.staff)
  if (no !== null) return no
  if (text === found.text && sameMentions(mentions, found.mentions)) return { done: null }
  const before = new Set([by.agent, ...namedIn(found.mentions, channel, by.staff)])
  const told = namedIn(mentions, channel, by.staff).filter((id) => !before.has(id))
  const data: NoteEdited = { note, text, mentions, told }
  return { append: fact(wish, { newestAt: null }, by, { type: 'note.edited', data }) }
}

export function decideNoteDelete(wish: NoteDelete, known: NoteKnown, by: Doer): Decision {
  const found = noteOf(wish, known)
  if (found === null) return refuse('not_found')
  if (found.deleted) return { done: null }
  if (found.author !== by.agent && !by.isSupervisor) return refuse('forbidden', { field: 'note', why: 'author' })
  const data: NoteDeleted = { note: wish.note }
  return { append: fact(wish, { newestAt: null }, by, { type: 'note.deleted', data }) }
}

/** The note as it stands in this conversation; null = there is none of that id. */
function noteOf({ conversation }: { conversation: string }, { note, last }: NoteKnown) {
  const row = note?.row
  if (row?.body.kind !== 'note' || row.conversation !== conversation) return null
  const { text, mentions, files, deleted } = row.body
  const said = last?.event.type === 'note.edited' ? (last.event.data as NoteEdited) : { text, mentions }
  return {
    author: row.by.kind === 'agent' ? row.by.id : null,
    hasFiles: files.length > 0,
    deleted: deleted === true || last?.event.type === 'note.deleted',
    text: said.text,
    mentions: said.mentions,
  }
}

/** Rows come from jsonb, which sorts names. */
const sameMentions = (a: Mention[], b: Mention[]): boolean =>
  a.length === b.length &&
  a.every(({ kind, id, start, length }, i) => {
    const other = b[i]!
    return kind === other.kind && id === other.id && start === other.start && length === other.length
  })

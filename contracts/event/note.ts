// What agents write for each other beside the talk, under the conversation's key. A note never goes to the customer.
import { Type, type Static } from 'typebox'
import { listOf, numberOf, recordOf, textOf } from './value.ts'

export const NOTE_MAX = 5_000
export const MENTIONS_MAX = 50

/** `start`, `length`: of `@name` in the text, UTF-16 units. A team's members at that moment stand in `told`. */
export const Mention = Type.Object({
  kind: Type.Union([Type.Literal('agent'), Type.Literal('team')]),
  id: Type.String(),
  start: Type.Integer(),
  length: Type.Integer(),
})
export type Mention = Static<typeof Mention>

/** A file laid at our own address (`contracts/http/upload`), as the upload described it. */
export const NoteFile = Type.Object({
  address: Type.String(),
  name: Type.String(),
  type: Type.String(),
  size: Type.Integer(),
})
export type NoteFile = Static<typeof NoteFile>

/** What is no description of a file is left out. */
export const noteFilesIn = (files: unknown): NoteFile[] => listOf(files).filter(isNoteFile) as NoteFile[]

function isNoteFile(value: unknown): boolean {
  const { address, name, type, size } = recordOf(value)
  return [address, name, type].every((one) => textOf(one) !== undefined) && numberOf(size) !== undefined
}

/** The event's id is the note's id, and the row's. `told`: agents who were named, in person or by their team, and may read here. */
export const NoteWritten = Type.Object({
  text: Type.String(),
  mentions: Type.Array(Mention),
  told: Type.Array(Type.String()),
  files: Type.Array(NoteFile),
  /** Row it is about. */
  about: Type.Optional(Type.String()),
})
export type NoteWritten = Static<typeof NoteWritten>

/** By the author only. `told`: those who were not named before. */
export const NoteEdited = Type.Object({
  note: Type.String(),
  text: Type.String(),
  mentions: Type.Array(Mention),
  told: Type.Array(Type.String()),
})
export type NoteEdited = Static<typeof NoteEdited>

export const NoteDeleted = Type.Object({ note: Type.String() })
export type NoteDeleted = Static<typeof NoteDeleted>

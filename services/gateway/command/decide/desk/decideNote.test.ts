import { describe, expect, test } from 'vitest'
import type { Mention, NoteFile } from '@madoguchi/contracts/event/note'
import type { Body } from '@madoguchi/contracts/row/message'
import type { RowOf } from '@madoguchi/contracts/row/row'
import type { NoteWrite } from '@madoguchi/contracts/socket/desk'
import { messageAt } from '../../../rows.fixture.ts'
import { decideNoteDelete, decideNoteEdit, decideNoteWrite, type NoteKnown, type WriteKnown } from './decideNote.ts'
import { CONVERSATION, doer, known, NOW, pill } from './desk.fixture.ts'

const agent = (id: string, start = 0, length = 2): Mention => ({ kind: 'agent', id, start, length })
const team = (id: string, start = 0, length = 2): Mention => ({ kind: 'team', id, start, length })
const TEXT = '@k 確認して'
type NoteBody = Extract<Body, { kind: 'note' }>

function note(more: Partial<NoteBody> = {}, by = 'mika', conversation = CONVERSATION): RowOf<'message'> {
  const body: NoteBody = { kind: 'note', text: TEXT, mentions: [agent('ken')], files: [], ...more }
  return messageAt(
    conversation,
    7,
    { direction: 'note', by: { kind: 'agent', id: by }, body },
    'n1',
  ) as RowOf<'message'>
}

describe('writing', () => {
  const wish = (more: Partial<NoteWrite> = {}): NoteWrite => ({
    id: 'n1',
    conversation: CONVERSATION,
    text: TEXT,
    mentions: [],
    files: [],
    ...more,
  })
  const decide = (more: Partial<NoteWrite> = {}, given: Partial<WriteKnown> = {}, by = 'mika') =>
    decideNoteWrite(wish(more), { ...known({ assignee: 'ken' }), files: [], about: null, ...given }, doer(by, 'hard'))
  const no = (field: string, why: string, limit?: number) => ({
    ok: false,
    code: 'invalid',
    field,
    why,
    ...(limit !== undefined && { limit }),
  })

  test('becomes one event of the note’s id, in a colleague’s conversation too', () => {
    expect(decide()).toEqual({
      append: {
        id: 'n1',
        type: 'note.written',
        v: 1,
        key: CONVERSATION,
        at: NOW,
        by: 'mika',
        data: { text: TEXT, mentions: [], told: [], files: [] },
      },
    })
    expect(decide({}, { message: note() })).toHaveProperty('done')
    expect(decide({}, { message: pill('n1', 'ken') })).toMatchObject({ code: 'id_taken' })
    expect(decide({ text: ' ' })).toEqual(no('text', 'empty'))
  })

  test('tells everybody who is named once, in person or by their team, but not the author', () => {
    const mentions = [agent('mika', 0, 1), agent('ken', 1, 1), team('night', 3, 1)]
    expect(decide({ mentions })).toMatchObject({ append: { data: { mentions, told: ['ken', 'rin', 'vera'] } } })
  })

  test('names only who may read there, at places inside the text', () => {
    const of = (...mentions: Mention[]) => decide({ mentions })
    expect(of(agent('nobody'))).toEqual(no('mentions[0].id', 'unknown'))
    expect(of(agent('ken'), agent('gone', 2))).toEqual(no('mentions[1].id', 'inactive'))
    expect(of(agent('hana'))).toEqual(no('mentions[0].id', 'no_access'))
    expect(of(team('nowhere'))).toEqual(no('mentions[0].id', 'unknown'))
    expect(of(team('old'))).toEqual(no('mentions[0].id', 'inactive'))
    expect(of(team('night', TEXT.length - 2))).toHaveProperty('append')
    expect(of(agent('ken', TEXT.length - 1))).toEqual(no('mentions[0].length', 'too_long', TEXT.length))
    expect(of(agent('ken', TEXT.length))).toEqual(no('mentions[0].start', 'too_long', TEXT.length))
    expect(of(agent('ken', 1), agent('rin', 0))).toEqual(no('mentions[0].start', 'overlaps'))
  })

  test('carries files as their uploads describe them, and nothing that is not ours', () => {
    const file: NoteFile = { address: 'https://desk.example/m/1', name: '見積.pdf', type: 'application/pdf', size: 9 }
    expect(decide({}, { files: [file] })).toMatchObject({ append: { data: { files: [file] } } })
    expect(decide({}, { files: [file, null] })).toEqual(no('files[1]', 'unknown'))
    expect(decide({ text: ' ' }, { files: [file] })).toHaveProperty('append')
  })

  test('is about a row of its own conversation, or of none', () => {
    const about = 'm1'
    expect(decide({ about }, { about: pill(about) })).toMatchObject({ append: { data: { about } } })
    expect(decide({ about }, { about: pill(about, 'mika', 'c:U2') })).toEqual(no('about', 'unknown'))
    expect(decide({ about })).toEqual(no('about', 'unknown'))
  })
})

describe('changing', () => {
  const wish = { id: 'e1', note: 'n1', conversation: CONVERSATION }
  const of = (row: RowOf<'message'> | null, last: NoteKnown['last'] = null) => ({ note: row, last })
  const edit = (given: NoteKnown, by = 'mika', more: { text?: string; mentions?: Mention[] } = {}) =>
    decideNoteEdit({ ...wish, text: `${TEXT}ね`, mentions: [agent('ken')], ...more }, given, doer(by))
  const take = (given: NoteKnown, by = 'mika') => decideNoteDelete(wish, given, doer(by))
  const author = { ok: false, code: 'forbidden', field: 'note', why: 'author' }

  test('is the author’s; only who was not named before is told', () => {
    expect(edit(of(note()))).toMatchObject({
      append: { id: 'e1', type: 'note.edited', data: { note: 'n1', text: `${TEXT}ね`, told: [] } },
    })
    const mentions = [agent('ken'), team('night', 3)]
    expect(edit(of(note()), 'mika', { mentions })).toMatchObject({ append: { data: { told: ['rin', 'vera'] } } })
    expect(edit(of(note()), 'ken')).toEqual(author)
    expect(edit(of(note()), 'boss')).toEqual(author)
    expect(edit(of(note()), 'mika', { text: ' ', mentions: [] })).toMatchObject({ field: 'text', why: 'empty' })
    expect(edit(of(note()), 'mika', { mentions: [agent('gone')] })).toMatchObject({ field: 'mentions[0].id' })
  })

  test('to what stands there already is no change', () => {
    const { start, length, id, kind } = agent('ken')
    expect(edit(of(note()), 'mika', { text: TEXT, mentions: [{ start, length, id, kind }] })).toEqual({ done: null })
  })

  test('deleting is the author’s and a supervisor’s, once', () => {
    expect(take(of(note()))).toMatchObject({ append: { id: 'e1', type: 'note.deleted', data: { note: 'n1' } } })
    expect(take(of(note()), 'boss')).toHaveProperty('append')
    expect(take(of(note()), 'ken')).toEqual(author)
    expect(take(of(note({ deleted: true })))).toEqual({ done: null })
    expect(edit(of(note({ deleted: true })))).toEqual({ ok: false, code: 'wrong_state', why: 'deleted' })
  })

  test('only a note of this conversation is one', () => {
    const none = { ok: false, code: 'not_found' }
    for (const row of [null, pill('n1'), note({}, 'mika', 'c:U2'), { ...note(), row: null }]) {
      expect(edit(of(row))).toEqual(none)
      expect(take(of(row))).toEqual(none)
    }
  })

  test('what was changed a moment ago counts before its row shows it', () => {
    const last = (type: string, data: object) => ({
      off: 9,
      event: { id: 'e0', type, v: 1, key: CONVERSATION, at: NOW, by: 'mika', data },
    })
    const edited = last('note.edited', { note: 'n1', text: 'x', mentions: [agent('rin', 0, 1)], told: ['rin'] })
    expect(edit(of(note(), edited), 'mika', { mentions: [agent('rin')] })).toMatchObject({
      append: { data: { told: [] } },
    })
    const deleted = last('note.deleted', { note: 'n1' })
    expect(edit(of(note(), deleted))).toMatchObject({ code: 'wrong_state' })
    expect(take(of(note(), deleted))).toEqual({ done: null })
  })
})

// Notes over the wire: who is told, what they carry, who may change them.
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { NoteWritten } from '@madoguchi/contracts/event/note'
import { NEW_DESK } from '@madoguchi/contracts/row/desk'
import { addUpload, findUpload, recordPart } from '../http/upload/record.ts'
import { newToken } from '../http/upload/token.ts'
import { conversationAt, messageAt } from '../rows.fixture.ts'
import { NIGHT, openStaffed, type Staffed } from './staffed.fixture.ts'

let staffed: Staffed
let desk: Staffed['desk']
beforeAll(async () => {
  staffed = await openStaffed()
  desk = staffed.desk
})
afterAll(() => desk.stop())

let n = 0
let conversation = ''
beforeEach(async () => {
  n += 1
  conversation = `${desk.shop}:N${n}`
  staffed.rule({ lock: 'hard' })
  staffed.team('ken', 'rin')
  desk.log.events.length = 0
  await desk.commit([conversationAt(conversation, 0, { desk: { ...NEW_DESK, assignee: staffed.ids.ken } })])
})

type Name = keyof Staffed['ids']
const TEXT = '@ken 見てください'
const writing = (more: object = {}) => ({ id: uuidv7(), conversation, text: TEXT, mentions: [], files: [], ...more })
const write = (name: Name, more: object = {}) => staffed.screens[name].command('note:write', writing(more))
const mention = (kind: 'agent' | 'team', id: string, start = 0) => ({ kind, id, start, length: 4 })
const last = () => desk.log.events.at(-1)!

/** The row a projector would make of the note, at `rev`. */
const shown = ({ id, data }: { id: string; data: unknown }, by: Name, rev: number) => {
  const { text, mentions, files } = data as NoteWritten
  const body = { kind: 'note' as const, text, mentions, files }
  const more = { direction: 'note' as const, by: { kind: 'agent' as const, id: staffed.ids[by] }, body }
  return desk.commit([messageAt(conversation, rev, { ...more, countable: false }, id)])
}

async function upload(channel: string, parts = true): Promise<string> {
  const token = newToken()
  const { pool } = desk.database
  const agent = staffed.ids.mika
  await addUpload(pool, { token, channel, kind: 'file', name: '見積.pdf', agent, at: Date.now() })
  if (parts) await recordPart(pool, token, 'content', { type: 'application/pdf', bytes: 9, sha256: 'x' })
  return token
}
const addressOf = (token: string) => `https://desk.example/m/${token}`

test('a note goes into a colleague’s conversation under the hard rule, and tells whom it names', async () => {
  const { ken, rin } = staffed.ids
  const wish = writing({ mentions: [mention('agent', ken), mention('team', NIGHT, 4)], text: `@ken@nig${TEXT}` })
  expect(await staffed.screens.mika.command('note:write', wish)).toMatchObject({ ok: true })
  expect(last()).toMatchObject({
    id: wish.id,
    type: 'note.written',
    key: conversation,
    by: staffed.ids.mika,
    data: { text: wish.text, mentions: wish.mentions, told: [ken, rin], files: [] },
  })
  await shown(last(), 'mika', 0)
  expect(await staffed.screens.mika.command('note:write', wish)).toMatchObject({ ok: true })
  expect(desk.log.events).toHaveLength(1)
  expect(await write('mika', { text: 'a\u0000b' })).toMatchObject({ ok: true }) // as the log keeps it
  expect(await write('mika', { about: 'a\u0000b' })).toMatchObject({ code: 'malformed', field: 'about' })
})

test('nobody is named who may not read there, nor outside the text', async () => {
  const stranger = await desk.person(`stranger${n}`, { [desk.office]: ['agent'] })
  expect(await write('mika', { mentions: [mention('agent', stranger.id)] })).toEqual({
    ok: false,
    code: 'invalid',
    field: 'mentions[0].id',
    why: 'no_access',
  })
  expect(await write('mika', { mentions: [mention('agent', staffed.ids.ken, TEXT.length - 1)] })).toMatchObject({
    code: 'invalid',
    field: 'mentions[0].length',
    limit: TEXT.length,
  })
  expect(await write('mika', { text: 'x'.repeat(5_001) })).toMatchObject({ code: 'malformed', field: 'text' })
  expect(desk.log.events).toEqual([])
})

test('what a note carries is ours and of this channel, described as it was laid there, and kept from then on', async () => {
  const token = await upload(desk.shop)
  expect(await write('mika', { files: [addressOf(token)] })).toMatchObject({ ok: true })
  expect((last().data as NoteWritten).files).toEqual([
    { address: addressOf(token), name: '見積.pdf', type: 'application/pdf', size: 9 },
  ])
  expect((await findUpload(desk.database.pool, token))?.used).toBe(true)
  const [foreign, empty] = [await upload(desk.office), await upload(desk.shop, false)]
  for (const address of [
    addressOf(foreign),
    addressOf(empty),
    addressOf(newToken()),
    `https://evil.example/m/${token}`,
    `${addressOf(token)}/../x`,
    'rubbish',
  ])
    expect(await write('mika', { files: [addressOf(token), address] })).toEqual({
      ok: false,
      code: 'invalid',
      field: 'files[1]',
      why: 'unknown',
    })
  expect((await findUpload(desk.database.pool, foreign))?.used).toBe(false)
  expect(desk.log.events).toHaveLength(1)
})

test('it is about a row of its own conversation', async () => {
  const [here, there] = [uuidv7(), uuidv7()]
  await desk.commit([messageAt(conversation, 0, {}, here), messageAt(`${desk.shop}:Elsewhere`, 0, {}, there)])
  expect(await write('mika', { about: here })).toMatchObject({ ok: true })
  expect(last().data).toMatchObject({ about: here })
  expect(await write('mika', { about: there })).toMatchObject({ code: 'invalid', field: 'about' })
})

test('its author edits it, telling only who was not named before; author and supervisors delete it, once', async () => {
  const { ken, rin } = staffed.ids
  await write('mika', { mentions: [mention('agent', ken)] })
  const written = last()
  await shown(written, 'mika', 0)
  const change = (name: Name, more: object = {}) =>
    staffed.screens[name].command('note:edit', {
      id: uuidv7(),
      note: written.id,
      conversation,
      text: TEXT,
      mentions: [mention('agent', ken), mention('agent', rin, 4)],
      ...more,
    })
  expect(await change('mika')).toMatchObject({ ok: true })
  expect(last()).toMatchObject({ type: 'note.edited', data: { note: written.id, told: [rin] } })
  expect(await change('mika')).toEqual({ ok: true }) // not shown yet, and said already
  expect(await change('ken', { text: 'x' })).toMatchObject({ code: 'forbidden', field: 'note', why: 'author' })
  expect(await change('boss', { text: 'x' })).toMatchObject({ code: 'forbidden' })
  await desk.commit([conversationAt(`${desk.shop}:Elsewhere`, 0)])
  expect(await change('mika', { conversation: `${desk.shop}:Elsewhere` })).toEqual({ ok: false, code: 'not_found' })

  const take = (name: Name) =>
    staffed.screens[name].command('note:delete', { id: uuidv7(), note: written.id, conversation })
  expect(await take('ken')).toMatchObject({ code: 'forbidden' })
  expect(await take('boss')).toMatchObject({ ok: true })
  expect(await take('mika')).toEqual({ ok: true })
  expect(await change('mika', { text: 'x' })).toEqual({ ok: false, code: 'wrong_state', why: 'deleted' })
  expect(desk.log.events.map(({ type }) => type)).toEqual(['note.written', 'note.edited', 'note.deleted'])
  expect(await staffed.audit('note.deleted')).toMatchObject([{ by: staffed.ids.boss, subject: written.id }])
})

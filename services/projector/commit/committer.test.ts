import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import { partitionOf } from '@madoguchi/contracts/ids'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { openSchema } from '../schema.ts'
import { project } from '../project/project.ts'
import { CHANNEL, at, fact, line, queued, records, text } from './build.fixture.ts'
import type { Applied } from './apply.ts'
import { createCommitter } from './committer.ts'

let database: TestDatabase
let applied: Applied[]
const reader = 'inbox_v1'
beforeAll(async () => {
  database = await openTestDatabase()
  await openSchema(database.pool, 1)
})
afterAll(() => database.stop())
beforeEach(async () => {
  applied = []
  await database.pool.query(
    `truncate inbox_v1.event, inbox_v1.copy, inbox_v1.message, inbox_v1.conversation, inbox_v1.contact, inbox_v1.member, dead_letter, checkpoint`,
  )
})

const committer = (more: Partial<Parameters<typeof createCommitter>[0]> = {}) =>
  createCommitter({ pool: database.pool, reader, onApplied: (one) => void applied.push(one), ...more })

async function rowsOf<T>(noun: string): Promise<(T & { id: string; rev: number })[]> {
  const { rows } = await database.pool.query<{ id: string; rev: number; row: T }>(
    `select id, rev, row from rm.${noun} order by id`,
  )
  return rows.map(({ id, rev, row }) => ({ ...row, id, rev }))
}

test('a text becomes a message, its conversation and its contact, and the change says how far', async () => {
  await committer()({
    part: 0,
    records: records([line({ type: 'follow' }), text('こんにちは', { timestamp: at(1) })], 7),
  })
  const [conversation] = await rowsOf<ConversationRow>('conversation')
  expect(conversation).toMatchObject({
    id: 'shop:Ucustomer',
    rev: 8,
    friend: { state: 'friend' },
    lastAt: at(1),
    countable: [8],
    last: { preview: { kind: 'text', text: 'こんにちは' } },
  })
  expect((await rowsOf<MessageRow>('message')).map((m) => m.body.kind).toSorted()).toEqual(['follow', 'text'])
  expect(await rowsOf('contact')).toMatchObject([{ userId: 'Ucustomer', friend: { state: 'friend' } }])
  expect(applied).toMatchObject([{ part: 0, from: 0, next: 9 }])
  expect(applied[0]!.rows.find((row) => row.noun === 'conversation')?.row).toMatchObject({ countable: [8] })
})

test('tags stand in the row as they were typed, and beside it as they are found; with the last one gone there is none', async () => {
  const tag = (add: string[], remove: string[] = []) => fact('contact.tagged', { add, remove })
  const found = async () =>
    (await database.pool.query(`select tag_keys, row->'tags' as tags from rm.conversation`)).rows[0]
  await committer()({ part: 0, records: records([text('こんにちは'), tag(['ＶＩＰ', 'a,"b\\'])]) })
  expect(await found()).toEqual({ tag_keys: ['a,"b\\', 'vip'], tags: ['a,"b\\', 'ＶＩＰ'] })
  await committer()({ part: 0, records: records([tag([], ['vip', 'A,"b\\'])], 2) })
  expect(await found()).toEqual({ tag_keys: [], tags: [] })
})

test('an event has effect once: delivered again by the log, by LINE, in one batch or later, by three projectors at once', async () => {
  const events = Array.from({ length: 20 }, (_, i) => text(`line ${i}`, { timestamp: at(i), webhookEventId: `E${i}` }))
  const same = records(events)
  const [a, b, c] = [committer(), committer(), committer()]
  await Promise.all(
    [a, b, c].flatMap((commit) => [0, 5, 10].map((i) => commit({ part: 0, records: same.slice(i, i + 10) }))),
  )
  await a({ part: 0, records: records([...events, ...events], 20) })
  expect(await rowsOf('message')).toHaveLength(20)
  expect((await rowsOf<ConversationRow>('conversation'))[0]).toMatchObject({
    rev: 19,
    countable: Array.from({ length: 20 }, (_, i) => 19 - i),
  })
  expect((await database.pool.query('select * from rm.copy')).rows).toHaveLength(40)
  expect((await database.pool.query('select next from checkpoint')).rows).toEqual([{ next: 60 }])
})

test('what we say is queued, sent and tried again; a result with another cause is a late copy', async () => {
  const id = randomUUID()
  const commit = committer()
  const state = async () => (await rowsOf<MessageRow>('message')).find((m) => m.id === id)?.delivery
  await commit({ part: 0, records: records([text('?'), queued(id, 'はい', { at: at(10) })]) })
  expect(await state()).toMatchObject({ state: 'queued', ask: id })
  expect((await rowsOf<ConversationRow>('conversation'))[0]).toMatchObject({ last: { direction: 'inbound' } })
  const failed = fact('message.failed', { message: id, reason: 'quota' }, { cause: id, at: at(20) })
  await commit({ part: 0, records: records([failed], 2) })
  expect(await state()).toMatchObject({ state: 'failed', reason: 'quota' })
  expect((await rowsOf<ConversationRow>('conversation'))[0]).toMatchObject({
    troubled: 1,
    last: { direction: 'inbound' },
  })
  const retried = fact('message.retried', { message: id }, { id: randomUUID(), at: at(30) })
  await commit({ part: 0, records: records([retried, { ...failed, id: randomUUID() }], 3) })
  expect(await state()).toEqual({
    state: 'queued',
    notificationDisabled: false,
    ask: retried.id,
    askedAt: at(30),
    stateAt: at(30),
  })
  const sent = fact(
    'message.sent',
    { message: id, via: 'push', sentMessages: [{ id: '1' }] },
    { cause: retried.id, at: at(40) },
  )
  await commit({ part: 0, records: records([sent], 5) })
  expect(await state()).toMatchObject({ state: 'sent', via: 'push', sentMessages: [{ id: '1' }] })
  const named = `select id from rm.message where line_ids ? '1'`
  expect((await database.pool.query(named)).rows).toEqual([{ id }])
  expect((await rowsOf<ConversationRow>('conversation'))[0]).toMatchObject({
    troubled: 0,
    last: { direction: 'outbound', by: { kind: 'agent', id: 'agent-1' } },
  })
})

test('in a group the conversation names who spoke last, as soon as the name is known; an answer of ours has none', async () => {
  const source = { type: 'group', groupId: 'C1', userId: 'U1' }
  const key = `${CHANNEL}:C1`
  const part = partitionOf(key)
  const commit = committer()
  const last = async () => (await rowsOf<ConversationRow>('conversation'))[0]
  await commit({ part, records: records([text('はい', { source, timestamp: at(1) })]) })
  expect((await last())!.last).not.toHaveProperty('name')
  const named = (name: string, userId: string) =>
    fact('member.profiled', { userId, found: true, name }, { id: randomUUID(), key, at: at(2) })
  await commit({ part, records: records([named('さくら', 'U1'), named('Ken', 'U2')], 1) })
  expect(await last()).toMatchObject({ rev: 2, last: { by: { userId: 'U1' }, name: 'さくら' } })
  expect(applied.at(-1)!.rows.find(({ noun }) => noun === 'conversation')?.row).toMatchObject({
    last: { name: 'さくら' },
  })
  const id = randomUUID()
  const sent = fact('message.sent', { message: id, via: 'push', sentMessages: [] }, { key, cause: id, at: at(4) })
  await commit({ part, records: records([queued(id, 'どうも', { key, at: at(3) }), sent], 3) })
  expect((await last())!.last).toMatchObject({ direction: 'outbound' })
  expect((await last())!.last).not.toHaveProperty('name')
})

test('a projection that throws costs its event only: a dead letter, a row in its place, and redriven at its place', async () => {
  const poisoned = text('poison', { webhookEventId: 'P' })
  const broken = committer({
    project: (placed, held) => {
      if (placed.event.id === 'P') throw new Error('cannot')
      return project(placed, held)
    },
  })
  await broken({ part: 0, records: records([text('before'), poisoned, text('after')]) })
  expect((await database.pool.query('select event_id, type, off from dead_letter')).rows).toEqual([
    { event_id: 'P', type: 'line.message', off: 1 },
  ])
  expect((await rowsOf<MessageRow>('message')).map((m) => m.body.kind).toSorted()).toEqual([
    'text',
    'text',
    'undisplayable',
  ])
  const redriven = fact('event.redriven', { eventId: 'P', part: 0, off: 1, reason: 'fixed' })
  await committer()({ part: 0, records: records([redriven], 3) })
  expect((await database.pool.query('select 1 from dead_letter')).rows).toEqual([])
  expect((await rowsOf<MessageRow>('message')).find((m) => m.event === 'P' && m.body.kind === 'text')).toMatchObject({
    place: 1,
    rev: 3,
  })
})

test('a record the database refuses stands alone at the end, its neighbours are rows', async () => {
  const tooLong = fact(
    'contact.profiled',
    { found: true, profile: { name: 'x' } },
    { key: `shop:${randomBytes(6000).toString('hex')}` },
  )
  await committer()({ part: 0, records: records([text('a'), text('b'), tooLong, text('c'), text('d')]) })
  expect(await rowsOf('message')).toHaveLength(4)
  expect((await database.pool.query('select off from dead_letter')).rows).toEqual([{ off: 2 }])
  expect((await database.pool.query('select next from checkpoint')).rows).toEqual([{ next: 5 }])
})

test('U+0000, lone surrogates and fields of the wrong kind end as rows', async () => {
  const odd = [
    text('null \u0000 and \ud83d alone'),
    line({ type: 'message', message: { id: 'm1', type: 'text', text: 5 as never } }),
    line({ type: 'message', message: 'hello' as never }),
    line({ type: 'message', message: { type: 'hologram', id: 'm3' } }),
    line({ type: 'somethingNew', webhookEventId: 'n1' }),
    line({
      type: 'memberJoined',
      joined: { members: ['x', null, { userId: 3 }] as never },
      source: { type: 'group', groupId: 'C1' },
    }),
    line({ type: 'postback', postback: { data: ['a'] as never, params: { date: 5 as never } } }),
    line({ type: 'constructor', webhookEventId: 'n2' }),
    line({ type: 'message', message: { id: '__proto__', type: 'toString' } }),
  ]
  await committer()({ part: 0, records: records(odd) })
  expect((await database.pool.query('select error from dead_letter')).rows).toEqual([])
  const rows = await rowsOf<MessageRow>('message')
  expect(rows).toHaveLength(odd.length)
  expect(
    rows.map((m) => JSON.stringify(m.body)).filter((body) => body.includes('\\u0000') || body.includes('\\ud83d')),
  ).toEqual([])
})

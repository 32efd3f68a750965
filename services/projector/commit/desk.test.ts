import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { NEW_DESK, type Desk } from '@madoguchi/contracts/row/desk'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { openSchema } from '../schema.ts'
import { at, fact, line, queued, records, text } from './build.fixture.ts'
import { createCommitter } from './committer.ts'

let database: TestDatabase
let next = 0
beforeAll(async () => {
  database = await openTestDatabase()
  await openSchema(database.pool, 1)
})
afterAll(() => database.stop())
beforeEach(async () => {
  next = 0
  const tables = ['event', 'copy', 'message', 'conversation', 'contact', 'member', 'notice'].map((t) => `inbox_v1.${t}`)
  await database.pool.query(`truncate ${tables.join()}, dead_letter, checkpoint`)
})

/** Events after those before; each in a batch of its own, as they come on a quiet day. */
async function happen(...events: Envelope[]): Promise<Desk> {
  const commit = createCommitter({ pool: database.pool, reader: 'inbox_v1', onApplied: () => undefined })
  for (const event of events) {
    await commit({ part: 0, records: records([event], next) })
    next += 1
  }
  return desk()
}
async function desk(): Promise<Desk> {
  const { rows } = await database.pool.query<{ desk: Desk }>(`select row->'desk' as desk from rm.conversation`)
  return rows[0]!.desk
}
const items = async () =>
  (
    await database.pool.query<{ row: MessageRow }>(
      'select row from rm.message where row is not null order by at, event',
    )
  ).rows.map(({ row }) => row)
const notices = async () => (await database.pool.query('select agent, row from rm.notice order by at, agent')).rows

let said = 0
const writes = (ms: number) => text(`question ${(said += 1)}`, { timestamp: at(ms) })
const does = (type: string, data: object, ms: number, by = 'mika') =>
  fact(`conversation.${type}`, data, { at: at(ms), by, id: `${type}-${ms}` })
const note = (type: string, data: object, ms: number, by = 'mika') =>
  fact(`note.${type}`, data, { at: at(ms), by, id: `note-${ms}` })
const answers = (ms: number) => [
  queued(`A${ms}`, 'answer', { at: at(ms), by: 'mika' }),
  fact(
    'message.sent',
    { message: `A${ms}`, via: 'push', sentMessages: [] },
    { id: `S${ms}`, cause: `A${ms}`, at: at(ms + 1) },
  ),
]

test('who never said anything has nothing open; the first word opens case 1 and waits', async () => {
  expect(await happen(line({ type: 'follow', timestamp: at(1) }))).toMatchObject({ ...NEW_DESK, statusAt: 0 })
  expect(await happen(writes(2), writes(3))).toMatchObject({
    status: 'open',
    statusBy: 'contact',
    statusAt: at(2),
    needsReplySince: at(2),
    case: 1,
  })
})

test('a person’s answer that LINE took ends the waiting, not one that failed; "No reply needed" and "resolved" do too', async () => {
  const [asked, sent] = answers(10)
  expect((await happen(writes(1), asked!)).needsReplySince).toBe(at(1))
  expect((await happen(sent!)).needsReplySince).toBeNull()
  expect((await happen(writes(20))).needsReplySince).toBe(at(20))
  expect((await happen(does('replyWaived', {}, 21))).needsReplySince).toBeNull()
  await happen(writes(22), does('statusChanged', { status: 'resolved', reopenUntil: at(99) }, 23))
  expect(await desk()).toMatchObject({ status: 'resolved', statusBy: 'mika', needsReplySince: null })
})

test('the customer’s word opens whatever was said before it, and an unsend takes nothing of that back but the waiting', async () => {
  for (const [i, status] of ['pending', 'snoozed', 'resolved'].entries()) {
    const ms = 100 * (i + 1)
    await happen(writes(ms), does('statusChanged', { status, until: at(ms + 50) }, ms + 1))
    expect(await desk()).toMatchObject({ status })
    expect(await happen(writes(ms + 2))).toMatchObject({ status: 'open', statusBy: 'contact', statusAt: at(ms + 2) })
  }
  const last = (await items()).findLast(({ direction }) => direction === 'inbound')!
  const { rows } = await database.pool.query<{ id: string }>(`select id from rm.message where event = $1`, [last.event])
  const messageId = rows[0]!.id.split(':')[1]!
  expect(await happen(line({ type: 'unsend', timestamp: at(900), unsend: { messageId } }))).toMatchObject({
    status: 'open',
    needsReplySince: null,
  })
})

test('a rule’s word counts when it goes by what stands, and says nothing, not even a pill, when a person spoke meanwhile', async () => {
  await happen(writes(1), does('statusChanged', { status: 'snoozed', until: at(50) }, 2))
  const place = (await desk()).said.place
  await happen(does('statusChanged', { status: 'pending' }, 3, 'ken'))
  await happen(does('statusChanged', { status: 'open', rule: 'snoozeEnded', based: place }, 4, 'system'))
  expect(await desk()).toMatchObject({ status: 'pending', statusBy: 'ken' })
  expect((await items()).filter(({ body }) => body.kind === 'status')).toHaveLength(2)
  const based = (await desk()).said.place
  await happen(does('statusChanged', { status: 'open', rule: 'snoozeEnded', based }, 5, 'system'))
  expect(await desk()).toMatchObject({ status: 'open', statusBy: 'system' })
  expect(await notices()).toMatchObject([{ agent: 'ken', row: { kind: 'snoozeEnded' } }])
  await happen(does('assigned', { assignee: 'mika', team: null, how: 'taken', told: [] }, 6))
  await happen(does('assigned', { assignee: null, team: null, how: 'handed', told: [], based: null }, 7, 'system'))
  expect((await desk()).assignee).toBe('mika')
})

test('the next case begins once: the number goes with the fact, the status with the word that opened it', async () => {
  await happen(writes(1), does('statusChanged', { status: 'resolved', reopenUntil: at(5) }, 2), writes(9))
  const based = (await desk()).said.place
  const opened = { case: 2, fresh: true, based }
  expect(await happen(does('reopened', opened, 10, 'system'))).toMatchObject({ status: 'open', case: 2 })
  await happen(does('reopened', { ...opened, case: 3 }, 11, 'system'))
  expect((await desk()).case).toBe(2)
  expect((await items()).filter(({ body }) => body.kind === 'reopened')).toHaveLength(1)
})

test('assigned, escalated and returned stand on the desk, in a pill and before those who are told, never before who did it', async () => {
  await happen(
    writes(1),
    does('assigned', { assignee: 'ken', team: 'T', how: 'given', told: ['ken', 'mika'] }, 2),
    does('escalated', { text: '返金の相談です' }, 3, 'ken'),
  )
  expect(await desk()).toMatchObject({
    assignee: 'ken',
    team: 'T',
    assignedAt: at(2),
    escalated: { by: 'ken', at: at(3) },
  })
  await happen(does('returned', { text: '承認しました', told: ['ken'] }, 4))
  expect((await desk()).escalated).toBeNull()
  expect((await items()).map(({ body, direction }) => [direction, body.kind])).toEqual([
    ['inbound', 'text'],
    ['system', 'assigned'],
    ['system', 'escalated'],
    ['system', 'returned'],
  ])
  expect((await notices()).map(({ agent, row }) => [agent, row.kind])).toEqual([
    ['ken', 'assigned'],
    ['ken', 'returned'],
  ])
})

test('a tag and a changed field stand in a pill each and move nothing in the list', async () => {
  await happen(writes(1))
  const list = async () =>
    (
      await database.pool.query(
        `select row->'last' as last, last_at, row->'countable' as countable from rm.conversation`,
      )
    ).rows
  const before = await list()
  const own = (type: string, data: object, ms: number) => fact(`contact.${type}`, data, { at: at(ms), by: 'mika' })
  await happen(
    own('tagged', { add: ['VIP'], remove: [] }, 5),
    own('edited', { change: { phone: '03', memo: 'x' }, based: {} }, 6),
    own('tagged', { add: ['vip'], remove: ['新規'] }, 7),
  )
  expect(await list()).toEqual(before)
  expect((await items()).slice(1)).toMatchObject([
    { body: { kind: 'tagged', added: ['VIP'], removed: [] }, by: { kind: 'agent', id: 'mika' }, at: at(5) },
    { body: { kind: 'contactEdited', fields: ['phone', 'memo'] }, by: { kind: 'agent', id: 'mika' }, at: at(6) },
  ])
})

test('a note moves nothing, is changed by its author only, and leaves no word when it is deleted', async () => {
  await happen(writes(1))
  const before = (await database.pool.query(`select row->'last' as last, last_at from rm.conversation`)).rows
  const mentions = [{ kind: 'agent', id: 'ken', start: 0, length: 4 }]
  await happen(
    note('written', { text: '@ken 見て', mentions, told: ['ken'], files: [] }, 5),
    note('edited', { note: 'note-5', text: '@ken 至急', mentions, told: [] }, 6),
    note('edited', { note: 'note-5', text: 'not mine', mentions, told: [] }, 7, 'ken'),
  )
  expect((await database.pool.query(`select row->'last' as last, last_at from rm.conversation`)).rows).toEqual(before)
  expect(await items()).toMatchObject([
    {},
    {
      direction: 'note',
      countable: false,
      body: { kind: 'note', text: '@ken 至急', editedAt: at(6) },
      by: { id: 'mika' },
    },
  ])
  expect(await notices()).toMatchObject([{ agent: 'ken', row: { kind: 'mention', item: 'note-5', by: 'mika' } }])
  await happen(
    note('deleted', { note: 'note-5' }, 8),
    note('edited', { note: 'note-5', text: 'again', mentions: [], told: [] }, 9),
  )
  expect((await items())[1]).toMatchObject({
    body: { kind: 'note', text: '', deleted: true },
    preview: { kind: 'note' },
  })
})

test('who is told of a send: its author, once, when it failed or nobody knows', async () => {
  const failed = (ms: number, cause: string) =>
    fact('message.failed', { message: cause, reason: 'quota' }, { id: `F${ms}`, cause, at: at(ms) })
  await happen(queued('A1', 'answer', { at: at(1), by: 'mika' }), failed(2, 'A1'), failed(3, 'stranger'))
  expect(await notices()).toMatchObject([{ agent: 'mika', row: { kind: 'failed', item: 'A1', by: 'system' } }])
})

test('in a thread of a hundred thousand unanswered words each look at the desk is one step in an index', async () => {
  await happen(writes(1))
  await database.pool.query(
    `insert into inbox_v1.message (id, part, rev, row, conversation, at, event, place, countable, activity, opens, answers)
       select 'bulk' || n, 0, n, '{}', 'shop:Ucustomer', n, 'e' || n, n, true, true, true, false from generate_series(10, 100009) n`,
  )
  await database.pool.query('analyze inbox_v1.message')
  for (const look of [
    `select m.at from rm.message m where m.conversation = 'shop:Ucustomer' and m.opens and m.place > 3 order by m.place limit 1`,
    `select m.at from rm.message m where m.conversation = 'shop:Ucustomer' and m.countable and m.place > greatest(-1, null) order by m.place limit 1`,
    `select m.place from rm.message m where m.conversation = 'shop:Ucustomer' and m.answers order by m.place desc limit 1`,
  ]) {
    const { rows } = await database.pool.query<{
      'QUERY PLAN': [{ Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }]
    }>(`explain (analyze, buffers, format json) ${look}`)
    const { Plan } = rows[0]!['QUERY PLAN'][0]
    expect(Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks']).toBeLessThan(20)
  }
})

import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { project } from '../project/project.ts'
import { openSchema } from '../schema.ts'
import type { Applied } from './apply.ts'
import { CHANNEL, at, fact, line, records, text } from './build.fixture.ts'
import { createCommitter } from './committer.ts'
import type { Project } from './fold.ts'

const GROUP = { type: 'group', groupId: 'C1', userId: 'U9' }
let database: TestDatabase
let applied: Applied[]
let next: number
beforeAll(async () => {
  database = await openTestDatabase()
  await openSchema(database.pool, 1)
})
afterAll(() => database.stop())
beforeEach(async () => {
  applied = []
  next = 0
  const tables = ['event', 'copy', 'message', 'conversation', 'contact', 'member'].map((table) => `inbox_v1.${table}`)
  await database.pool.query(`truncate ${tables.join(', ')}, dead_letter, checkpoint`)
})

/** Refuses these events; everything else as ever. */
const refusing =
  (...ids: string[]): Project =>
  (placed, held) => {
    if (ids.includes(placed.event.id)) throw new Error(`cannot: ${JSON.stringify(placed.event.data)}`)
    return project(placed, held)
  }

async function take(events: Envelope[], how: Project = project) {
  const onApplied = (one: Applied) => void applied.push(one)
  const commit = createCommitter({ pool: database.pool, reader: 'inbox_v1', project: how, onApplied })
  const part = records(events, next)
  next += events.length
  await commit({ part: 0, records: part })
}

const redriven = (off: number, n: number, key = `${CHANNEL}:Ucustomer`) =>
  fact('event.redriven', { eventId: '?', part: 0, off, reason: 'fixed' }, { id: `again ${n}`, key })
const messages = async () =>
  (await database.pool.query('select id, rev, row, countable from inbox_v1.message order by at, id')).rows
const dead = async () => (await database.pool.query('select off, tries, envelope, error from dead_letter')).rows

test('a message that cannot be projected still counts, moves its conversation and is found by its unsend, which empties it', async () => {
  const poison = text('secret', { webhookEventId: 'P', message: { id: '77' } })
  await take([poison], refusing('P'))
  expect(await messages()).toMatchObject([
    { id: `${CHANNEL}:77`, countable: true, row: { body: { kind: 'undisplayable' } } },
  ])
  expect(applied[0]!.rows.map(({ noun }) => noun).toSorted()).toEqual(['conversation', 'message'])
  expect((await database.pool.query('select row from inbox_v1.conversation')).rows).toMatchObject([
    { row: { countable: [0], last: { id: `${CHANNEL}:77` } } },
  ])
  expect(JSON.stringify(await dead())).toContain('secret')

  await take([line({ type: 'unsend', timestamp: at(5), unsend: { messageId: '77' } })])
  expect(await messages()).toMatchObject([{ id: `${CHANNEL}:77`, row: { body: { kind: 'unsent' } } }])
  expect(await dead()).toEqual([{ off: 0, tries: 1, envelope: null, error: 'unsent' }])
  expect(JSON.stringify((await database.pool.query('select raw from inbox_v1.event')).rows)).not.toContain('secret')
  await take([redriven(0, 1)])
  expect(await messages()).toMatchObject([{ row: { body: { kind: 'unsent' } } }])
})

test('an edit redriven changes its message, and the row that stood for it is gone with a newer rev', async () => {
  const key = `${CHANNEL}:C1`
  const said = line({ type: 'message', source: GROUP, message: { id: '1', type: 'text', text: 'a' } })
  const edit = line({
    type: 'messageEdited',
    source: GROUP,
    timestamp: at(3),
    webhookEventId: 'P',
    message: { id: '1', type: 'text', text: 'b' },
  })
  await take([said, edit], refusing('P'))
  expect((await messages()).map(({ id, row }) => [id, row.body.kind])).toEqual([
    [`${CHANNEL}:1`, 'text'],
    ['P', 'undisplayable'],
  ])
  await take([redriven(1, 1, key)])
  expect(await messages()).toMatchObject([
    { id: `${CHANNEL}:1`, rev: 2, row: { body: { text: 'b', editedAt: at(3) } } },
    { id: 'P', rev: 2, row: null, countable: false },
  ])
  expect(applied.at(-1)!.rows).toContainEqual({ noun: 'message', id: 'P', part: 0, rev: 2, row: null })
  expect(await dead()).toEqual([])
})

test('what fails again stays where it was, with one try more, and no fourth', async () => {
  const how = refusing('P')
  await take([text('poison', { webhookEventId: 'P' })], how)
  for (let n = 1; n <= 4; n += 1) await take([redriven(0, n)], how)
  expect(await dead()).toMatchObject([{ off: 0, tries: 3 }])
  await take([redriven(0, 5)])
  expect(await messages()).toMatchObject([{ row: { body: { kind: 'undisplayable' } } }])
})

test('nobody redrives into another conversation', async () => {
  await take([text('poison', { webhookEventId: 'P' })], refusing('P'))
  await take([redriven(0, 1, `${CHANNEL}:Uanother`)])
  expect(await dead()).toMatchObject([{ off: 0, tries: 1 }])
})

test('a fact that would write rows of another key is a dead letter', async () => {
  const stranger: Project = (placed, held) =>
    project(placed, held).map((write) => (write.noun === 'contact' ? { ...write, id: `${CHANNEL}:Uanother` } : write))
  await take([text('hi')], stranger)
  expect(await dead()).toMatchObject([{ error: 'Error: line.message would write a contact of another key' }])
  expect((await database.pool.query('select id from inbox_v1.contact')).rows).toEqual([])
})

test('a fact whose row would lack what it is found by is a dead letter, and its neighbours are rows', async () => {
  await take([text('before'), fact('member.profiled', { found: true }), text('after', { timestamp: at(1) })])
  expect(await messages()).toHaveLength(3)
  expect(await dead()).toMatchObject([{ off: 1 }])
})

test('ids of any length and with U+0000 are no dead letters; a second delivery is still a copy', async () => {
  const odd = text('odd', { webhookEventId: `\u0000${'9'.repeat(9_000)}`, message: { id: '8'.repeat(9_000) } })
  await take([odd, odd])
  await take([odd])
  expect(await messages()).toHaveLength(1)
  expect(await dead()).toEqual([])
  expect((await database.pool.query('select 1 from inbox_v1.copy')).rowCount).toBe(2)
})

test('of five hundred records with three that the database refuses, all others are rows', async () => {
  const impossible = () =>
    fact(
      'member.profiled',
      { found: true },
      { id: randomBytes(4).toString('hex'), key: randomBytes(3_000).toString('hex') },
    )
  const events: Envelope[] = Array.from({ length: 500 }, (_, i) => text(`line ${i}`, { timestamp: at(i) }))
  for (const i of [3, 250, 499]) events[i] = impossible()
  await take(events)
  expect(await messages()).toHaveLength(497)
  expect((await dead()).map(({ off }) => off).toSorted((a, b) => a - b)).toEqual([3, 250, 499])
  expect((await database.pool.query('select next from checkpoint')).rows).toEqual([{ next: 500 }])
  expect(Math.max(...applied.map((one) => one.next))).toBe(500)
})

// The search role on the log a newcomer has: from append to what is found, whatever stands in the way.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { inboundMessageId } from '@madoguchi/contracts/ids'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Log } from '../log/log.ts'
import { openPostgresLog } from '../log/postgres.ts'
import { at, CHANNEL, fact, line, queued, text } from '../projector/commit/build.fixture.ts'
import { createHealth, type Health } from '../runtime/health.ts'
import { createStack } from '../runtime/lifecycle.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import { activeVersion } from './schema.ts'
import { startSearch } from './start.ts'

const logger = silentLogger()
const KEY = `${CHANNEL}:Ucustomer`

let stack: ReturnType<typeof createStack>
let database: TestDatabase
let log: Log
let health: Health
beforeEach(async () => {
  stack = createStack()
  database = stack.use(await openTestDatabase(), (opened) => opened.stop())
  health = stack.use(createHealth(), (opened) => opened.stop())
  const { pool, url: databaseUrl } = database
  const onReplaced = (error: Error) => expect.fail(error.message)
  const deps = { pool, databaseUrl, logger, metrics: createMetrics(), onReplaced }
  log = stack.use(await openPostgresLog(deps), (opened) => opened.close())
})
afterEach(() => stack.stop())

const start = (v = 1) => startSearch({ log, pool: database.pool, logger, metrics: createMetrics(), health, v })
const running = async (v?: number) => stack.use(await start(v), (opened) => opened.stop())
const append = async (...events: Envelope[]) => {
  for (const event of events) await log.append(event)
}
const rows = async (sql: string) => (await database.pool.query(sql)).rows
const words = async () =>
  (await rows('select folded from rm.search_message where not gone order by at')).map(({ folded }) => folded)
const untilWords = (all: string[]) =>
  vi.waitFor(async () => expect(await words()).toEqual(all), { timeout: 10_000, interval: 50 })
const unsend = (messageId: string) => line({ type: 'unsend', timestamp: at(90), unsend: { messageId } })
const letters = () =>
  rows(`select part, off, type, error, envelope from dead_letter where reader = 'search_v1' order by off`)

test('what customers, agents and notes say is found as they wrote it last, by what it is', async () => {
  await running()
  const card = {
    type: 'flex',
    altText: 'ご請求',
    contents: { type: 'bubble', body: { type: 'box', contents: [{ type: 'text', text: '三千円' }] } },
  }
  await append(
    text('ｺｰﾋｰを二つ', { message: { id: '1', type: 'text' }, timestamp: at(1) }),
    line({ type: 'messageEdited', timestamp: at(5), message: { id: '1', type: 'text', text: 'コーヒーを三つ' } }),
    line({ type: 'message', timestamp: at(2), message: { id: '2', type: 'file', fileName: '見積書.PDF' } }),
    line({ type: 'message', timestamp: at(3), message: { id: '3', type: 'location', title: '本店', address: '港区' } }),
    queued('00000000-0000-7000-8000-000000000001', 'かしこまりました', { at: at(4) }),
    fact('message.queued', { messages: [card], notificationDisabled: false }, { id: 'card', at: at(6), by: 'agent-1' }),
    fact('note.written', { text: 'VIP', mentions: [], told: [], files: [] }, { id: 'note', at: at(7), by: 'agent-1' }),
    fact('contact.profiled', { found: true, profile: { name: '高橋 アオイ' } }),
  )
  await untilWords(['こーひーを三つ', '見積書.pdf', '本店\n港区', 'かしこまりました', 'ご請求\n三千円', 'vip'])
  expect(await rows('select direction, kinds from rm.search_message order by at')).toEqual([
    { direction: 'inbound', kinds: ['text'] },
    { direction: 'inbound', kinds: ['file'] },
    { direction: 'inbound', kinds: ['location'] },
    { direction: 'outbound', kinds: ['text'] },
    { direction: 'outbound', kinds: ['card'] },
    { direction: 'note', kinds: ['note'] },
  ])
  expect(await rows('select id, folded from rm.search_name')).toEqual([{ id: KEY, folded: '高橋 あおい' }])
})

test('what is taken back holds no word, also when that came first', async () => {
  await running()
  await append(
    text('消えるはず', { message: { id: '1', type: 'text' } }),
    unsend('1'),
    unsend('2'),
    text('後から来た', { message: { id: '2', type: 'text' } }),
    line({ type: 'messageEdited', timestamp: at(99), message: { id: '1', type: 'text', text: '書き直し' } }),
    text('残る', { message: { id: '3', type: 'text' } }),
  )
  await untilWords(['残る'])
  expect(await rows('select id, folded, grams from rm.search_message where gone order by id')).toEqual(
    ['1', '2'].map((id) => ({ id: inboundMessageId(CHANNEL, id), folded: '', grams: [] })),
  )
})

test('an event that no row can hold becomes a dead letter, its neighbours are found, and a redrive takes it in', async () => {
  await (await start()).stop() // the tables
  await database.pool.query(`
    create function refuse() returns trigger language plpgsql as $$ begin raise exception using errcode = '22000'; end $$;
    create trigger refusing before insert on search_v1.message for each row when (new.folded like '%毒%') execute function refuse()`)
  await running()
  await append(
    text('一つ目', { message: { id: '1', type: 'text' }, timestamp: at(1) }),
    text('毒のある', { message: { id: '2', type: 'text' }, timestamp: at(2) }),
    fact('note.deleted', { note: 'x'.repeat(5_000) }),
    text('三つ目', { message: { id: '3', type: 'text' }, timestamp: at(3) }),
  )
  await untilWords(['一つ目', '三つ目'])
  const [poison, long, ...others] = await letters()
  expect(others).toEqual([])
  expect([poison.error, long.error]).toEqual(['22000', 'RangeError'])
  await database.pool.query('drop trigger refusing on search_v1.message')
  await append(fact('event.redriven', { part: poison.part, off: poison.off }))
  await untilWords(['一つ目', '毒のある', '三つ目'])
  expect((await letters()).map(({ type }) => type)).toEqual(['note.deleted'])
})

test('a rewording that became a dead letter is taken in when it is redriven, and once', async () => {
  await (await start()).stop()
  await database.pool.query(`
    create function refuse() returns trigger language plpgsql as $$ begin raise exception using errcode = '22000'; end $$;
    create trigger refusing before insert or update on search_v1.message for each row when (new.folded like '%毒%') execute function refuse()`)
  await running()
  const by = 'agent-1'
  const says = { mentions: [], told: [], files: [] }
  await append(
    fact('note.written', { text: '初め', ...says }, { id: 'note', by, at: at(1) }),
    fact('note.edited', { note: 'note', text: '毒のある', ...says }, { id: 'edit', by }),
    text('次', { message: { id: '3', type: 'text' }, timestamp: at(2) }),
  )
  await untilWords(['初め', '次'])
  const [{ part, off }] = await letters()
  await database.pool.query('drop trigger refusing on search_v1.message')
  await append(fact('event.redriven', { part, off }))
  await untilWords(['毒のある', '次'])
  await append(
    fact('note.edited', { note: 'note', text: '直した', ...says }, { id: 'edit2', by }),
    fact('event.redriven', { part, off }, { id: 'again' }),
    fact('note.edited', { note: 'note', text: '毒のある', ...says }, { id: 'edit', by }),
    text('最後', { message: { id: '4', type: 'text' }, timestamp: at(3) }),
  )
  await untilWords(['直した', '次', '最後'])
})

test('with a message that is taken back its dead letters go', async () => {
  await (await start()).stop()
  await database.pool.query(`
    create function refuse() returns trigger language plpgsql as $$ begin raise exception using errcode = '22000'; end $$;
    create trigger refusing before insert on search_v1.message for each row when (new.folded like '%毒%') execute function refuse()`)
  await running()
  await append(
    text('毒のある', { message: { id: '2', type: 'text' } }),
    text('次', { message: { id: '3', type: 'text' } }),
  )
  await untilWords(['次'])
  expect(await letters()).toHaveLength(1)
  await append(unsend('2'))
  await vi.waitFor(async () => expect(await letters()).toEqual([]), { timeout: 10_000 })
})

test('a newer version is built beside the old one, takes its place and leaves nothing of it', async () => {
  const first = await start()
  await append(text('前から', { message: { id: '1', type: 'text' }, timestamp: at(1) }))
  await untilWords(['前から'])
  await first.stop()
  await append(text('あいだに', { message: { id: '2', type: 'text' }, timestamp: at(2) }))
  await running(2)
  await vi.waitFor(async () => expect(await activeVersion(database.pool)).toBe(2), { timeout: 10_000 })
  await untilWords(['前から', 'あいだに'])
  expect(await rows(`select nspname from pg_namespace where nspname ~ '^search_v'`)).toEqual([{ nspname: 'search_v2' }])
  expect(await rows(`select from checkpoint where reader = 'search_v1'`)).toEqual([])
  await expect(start(1)).rejects.toThrow('start the newer program')
})

test('it is never a reason to take a process out of service', async () => {
  await running()
  await vi.waitFor(() => expect(health.ready().parts.search).toEqual({ state: 'ok' }), { timeout: 10_000 })
  await database.pool.query('alter table search_v1.message rename to elsewhere')
  await append(text('はい'))
  await vi.waitFor(() => expect(health.ready().parts.search!.state).toBe('degraded'), { timeout: 10_000 })
  expect(health.ready().ready).toBe(true)
  await database.pool.query('alter table search_v1.elsewhere rename to message')
  await untilWords(['はい'])
})

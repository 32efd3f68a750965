// From an unsend in the rows to a log that has forgotten: on a real log in PostgreSQL, with the projector's own transaction.
import { Readable } from 'node:stream'
import { PARTITIONS, partitionOf } from '@madoguchi/contracts/ids'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { MessageRedacted } from '@madoguchi/contracts/event/redacted'
import { Value } from 'typebox/value'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createMemoryBus } from '../bus/memory.ts'
import type { Log } from '../log/log.ts'
import { openPostgresLog } from '../log/postgres.ts'
import { openTestStore } from '../media/folder.fixture.ts'
import { placeOf } from '../media/key.ts'
import type { Store } from '../media/store.ts'
import { eraseStatus, verifyErased } from '../ops/erase.ts'
import { at, line } from '../projector/commit/build.fixture.ts'
import { startProjector } from '../projector/start.ts'
import { createHealth } from '../runtime/health.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import { beat, beatKeys } from './beats.ts'
import { startEraser } from './start.ts'

const SLOW = { timeout: 20_000, interval: 50 }
const logger = silentLogger()
const metrics = createMetrics()
const health = createHealth()
let database: TestDatabase
let log: Log
let store: Store
let projector: { stop(): Promise<void> }
const erasers: { stop(): Promise<void> }[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  const { pool, url: databaseUrl } = database
  log = await openPostgresLog({ pool, databaseUrl, logger, metrics, onReplaced: (error) => expect.fail(error.message) })
  store = await openTestStore()
  projector = await startProjector({ log, pool, bus: createMemoryBus({ logger }), logger, metrics, health })
})
afterEach(async () => {
  for (const one of erasers.splice(0)) await one.stop()
})
afterAll(async () => {
  await projector.stop()
  await store.stop()
  await log.close()
  await database.stop()
  health.stop()
})

async function erase(overLog: Log = log) {
  const deps = { log: overLog, pool: database.pool, store, logger, metrics, health, everyMs: 20 }
  const started = await startEraser(deps)
  erasers.push(started)
  return started
}
const one = async <T>(sql: string, values: unknown[] = []) =>
  (await database.pool.query(sql, values)).rows[0] as T | undefined
const values = async (): Promise<string> =>
  (await one<{ all: string }>(
    `select string_agg(coalesce(headers, '') || coalesce(value, ''), '') as all from log.record`,
  ))!.all ?? ''
const said = (user: string, id: string, text: string, more: object = {}) =>
  line({
    type: 'message',
    source: { type: 'user', userId: user },
    timestamp: at(0),
    webhookEventId: `E ${user} ${id}`,
    message: { id, type: 'text', text },
    ...more,
  })
const unsent = (user: string, id: string) =>
  line({ type: 'unsend', source: { type: 'user', userId: user }, timestamp: at(9_000), unsend: { messageId: id } })
const append = (...events: Envelope[]) => Promise.all(events.map((event) => log.append(event)))
const rowOf = async (id: string) =>
  (await one<{ row: Record<string, unknown> }>('select row from rm.message where id = $1', [id]))?.row
const gone = (words: string) => vi.waitFor(async () => expect(await values()).not.toContain(words), SLOW)

test('words, copies, late deliveries and bytes of what was taken back go, and a skeleton stays', async () => {
  const first = said('Uone', '101', 'marker-one')
  await append(
    first,
    first,
    said('Uone', '101', 'marker-one again', { webhookEventId: 'another webhook' }),
    said('Uone', '102', 'kept'),
  )
  for (const part of ['content', 'preview'] as const)
    await store.put(placeOf('shop:101', part), Readable.from([Buffer.from('bytes')]), { type: 'image/png', max: 100 })
  await append(unsent('Uone', '101'))
  await erase()
  await gone('marker-one')
  expect(await values()).toContain('kept')
  await vi.waitFor(
    async () => expect((await one<{ n: number }>('select count(*)::int as n from erased'))!.n).toBe(3),
    SLOW,
  )
  expect(await store.open(placeOf('shop:101', 'content'))).toBeNull()
  expect(await store.open(placeOf('shop:101', 'preview'))).toBeNull()
  const { key: conversation } = first
  expect(await rowOf('shop:101')).toEqual({
    channel: 'shop',
    conversation,
    direction: 'inbound',
    at: at(0),
    event: first.id,
    place: expect.any(Number) as number,
    by: { kind: 'contact', userId: 'Uone' },
    body: { kind: 'unsent' },
    preview: { kind: 'unsent' },
    countable: false,
    activity: false,
    skeleton: true,
  })
  await append(said('Uone', '101', 'marker-one comes late', { webhookEventId: 'late' }))
  await gone('marker-one')
  expect(await rowOf('shop:101')).toMatchObject({ body: { kind: 'unsent' }, skeleton: true })
})

test('what was taken back before it came is born erased', async () => {
  await append(unsent('Utwo', '201'))
  await vi.waitFor(async () => expect(await rowOf('shop:201')).toBeDefined(), SLOW)
  await erase()
  await append(said('Utwo', '201', 'marker-two'))
  await gone('marker-two')
})

test('one that died before it erased, and two at once after it, leave nothing and say it once', async () => {
  await append(said('Uthree', '301', 'marker-three'), unsent('Uthree', '301'))
  const dying: Log = { ...log, erase: () => Promise.reject(new Error('it dies here')) }
  const mortal = await erase(dying)
  await vi.waitFor(async () => expect(await rowOf('shop:301')).toMatchObject({ skeleton: true }), SLOW)
  expect(await values()).toContain('marker-three')
  await mortal.stop()
  await Promise.all([erase(), erase()])
  await gone('marker-three')
  const told = await one<{ n: number; raw: string }>(
    `select count(*)::int as n, min(raw) as raw from rm.event where message = 'shop:301' and type = 'message.redacted'`,
  )
  expect(told).toMatchObject({ n: 1 })
  expect(Value.Check(MessageRedacted, JSON.parse(told!.raw))).toBe(true)
})

test('the operator sees how much waits and was done, and a value that is still there', async () => {
  await append(said('Ufour', '401', 'marker-four'), unsent('Ufour', '401'))
  await vi.waitFor(async () => expect((await eraseStatus(database.pool))[0]).toMatch(/^1 taken back/), SLOW)
  await erase()
  await gone('marker-four')
  await vi.waitFor(
    async () =>
      expect((await eraseStatus(database.pool)).slice(0, 2)).toEqual([
        '0 taken back, not yet told on the log',
        '0 told, to be erased',
      ]),
    SLOW,
  )
  expect(await verifyErased({ pool: database.pool, log })).toMatchObject({ left: 0 })
  const kept = await append(said('Ufive', '501', 'kept'))
  await database.pool.query(
    'insert into erased (part, key) select part, key from log.record where (part, off) = ($1, $2)',
    [kept[0]!.part, kept[0]!.off],
  )
  const { left, lines } = await verifyErased({ pool: database.pool, log })
  expect(left).toBe(1)
  expect(lines[0]).toMatch(new RegExp(`^partition ${kept[0]!.part}: 1 still have a value`))
})

test('each partition has a key of its own for its daily beat, said once a day and after the first', async () => {
  expect(beatKeys().map(partitionOf)).toEqual(Array.from({ length: PARTITIONS }, (_, part) => part))
  const appended: Envelope[] = []
  const counting: Log = { ...log, append: (event) => (appended.push(event), log.append(event)) }
  const deps = { sql: database.pool, log: counting, now: at(0) }
  expect(await beat(deps)).toEqual([])
  await database.pool.query('update beat set day = day - 1 where part <> 3')
  expect(await beat(deps)).toHaveLength(PARTITIONS - 1)
  expect(await beat(deps)).toEqual([])
  await database.pool.query('update beat set day = day - 1 where part = 0')
  await beat(deps)
  expect(appended.at(-1)!.id).toBe(appended[0]!.id)
  expect(appended.every(({ type }) => type === 'log.beat')).toBe(true)
})

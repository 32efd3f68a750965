// The projector on the log a newcomer has, from append to what is published.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { partitionOf } from '@madoguchi/contracts/ids'
import type { Change } from '@madoguchi/contracts/row/row'
import type { Bus } from '../bus/bus.ts'
import { createMemoryBus } from '../bus/memory.ts'
import type { Log } from '../log/log.ts'
import { openPostgresLog } from '../log/postgres.ts'
import { createHealth, type Health } from '../runtime/health.ts'
import { createStack } from '../runtime/lifecycle.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics, type Metrics } from '../runtime/metrics.ts'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import { CHANNEL, at, fact, line, records, text } from './commit/build.fixture.ts'
import { mutated } from './commit/mutate.fixture.ts'
import { createReader } from './deliver.ts'
import { startProjector } from './start.ts'
import { dropOld, trySwap } from './swap.ts'
import { activeVersion, openSchema } from './schema.ts'
import { PROJECTION_VERSION } from './version.ts'

const logger = silentLogger()
const KEY = `${CHANNEL}:Ucustomer`
const PART = partitionOf(KEY)

let stack: ReturnType<typeof createStack>
let database: TestDatabase
let log: Log
let bus: Bus
let metrics: Metrics
let health: Health
let changes: Change[]
beforeEach(async () => {
  stack = createStack()
  database = stack.use(await openTestDatabase(), (opened) => opened.stop())
  metrics = createMetrics()
  health = stack.use(createHealth(), (opened) => opened.stop())
  bus = stack.use(createMemoryBus({ logger }), (opened) => opened.stop())
  changes = []
  bus.subscribe('rows', (change) => void changes.push(change as Change))
  const { pool, url: databaseUrl } = database
  const onReplaced = (error: Error) => expect.fail(error.message)
  log = stack.use(await openPostgresLog({ pool, databaseUrl, logger, metrics, onReplaced }), (opened) => opened.close())
})
afterEach(() => stack.stop())

const start = async (v?: number) =>
  stack.use(
    await startProjector({ log, pool: database.pool, bus, logger, metrics, health, ...(v && { v }) }),
    (opened) => opened.stop(),
  )
const append = (events: Envelope[]) => Promise.all(events.map((event) => log.append(event)))
const rowsOf = async (table: string) => (await database.pool.query(`select * from ${table} order by id`)).rows
const heardOf = (next: number) => vi.waitFor(() => expect(changes.at(-1)).toMatchObject({ next }), { timeout: 10_000 })

test('what is appended is published: one change follows the other, also where no row changed', async () => {
  await start()
  await append([line({ type: 'follow' }), text('こんにちは', { timestamp: at(1) })])
  await heardOf(2)
  await append([fact('somebody.invented', {}, { key: KEY })])
  await heardOf(3)
  expect(changes.every(({ v, part }) => v === PROJECTION_VERSION && part === PART)).toBe(true)
  expect(changes.map(({ from }) => from)).toEqual([0, ...changes.slice(0, -1).map(({ next }) => next)])
  expect(changes.at(-1)).toEqual({ v: PROJECTION_VERSION, part: PART, from: 2, next: 3, rows: [] })
  const published = changes.flatMap(({ rows }) => rows ?? [])
  for (const noun of ['message', 'conversation', 'contact'] as const) {
    const stored = (await rowsOf(`rm.${noun}`)).map(({ id, part, rev, row }) => ({ noun, id, part, rev, row }))
    const last = new Map(published.filter((row) => row.noun === noun).map((row) => [row.id, row]))
    expect([...last.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(stored)
  }
  expect(health.ready().parts.projector).toEqual({ state: 'ok' })
  expect(await metrics.registry.getSingleMetricAsString('projector_lag_events')).toContain(`{part="${PART}"} 0`)
  expect(await metrics.registry.getSingleMetricAsString('commit_batch_size')).toContain('commit_batch_size_sum 3')
})

test('a change above 256 kB says how far, and no rows', async () => {
  await start()
  await append([text('長'.repeat(100_000))])
  await heardOf(1)
  expect(changes).toEqual([{ v: PROJECTION_VERSION, part: PART, from: 0, next: 1, rows: null }])
  expect((await rowsOf('rm.message'))[0].row.body.text).toHaveLength(100_000)
})

test('it goes on where it stopped, and another projector takes nothing twice', async () => {
  const first = await start()
  await append([text('one')])
  await heardOf(1)
  await first.stop()
  await append([text('two')])
  await Promise.all([start(), start()])
  await heardOf(2)
  expect(changes.map(({ from, next }) => [from, next])).toEqual([
    [0, 1],
    [1, 2],
  ])
})

test('a database that does not answer is trouble that passes, said by health; the event is not a dead letter', async () => {
  await openSchema(database.pool, 1)
  let broken = true
  const pool = mutated(database.pool, {
    pause: async () => {
      if (broken) throw Object.assign(new Error('terminating connection'), { code: '57P01' })
    },
  })
  const onApplied = (applied: unknown) => expect(applied).toMatchObject({ next: 1, dead: [] })
  const { reader, failing } = createReader({ pool, name: 'inbox_v1', onApplied, logger, metrics, now: Date.now })
  await expect(reader.deliver(0, records([text('patience')]), 1)).rejects.toThrow('terminating')
  expect(failing()).toBe('terminating connection')
  broken = false
  await reader.deliver(0, records([text('patience')]), 5)
  expect(failing()).toBeNull()
  expect(await rowsOf('rm.message')).toHaveLength(1)
  const lag = () => metrics.registry.getSingleMetricAsString('projector_lag_events')
  expect(await lag()).toContain('{part="0"} 4')
  reader.lost?.(0)
  expect(await lag()).not.toContain('part="0"')
})

test('a log that has been silent for half a minute is said by health', async () => {
  let now = 1_000
  const silent: Log = { ...log, subscribe: async () => ({ stop: async () => undefined, lastFetch: () => 1_000 }) }
  const deps = { log: silent, pool: database.pool, bus, logger, metrics, health, now: () => now }
  stack.use(await startProjector(deps), (opened) => opened.stop())
  now = 31_000
  expect(health.ready().parts.projector).toEqual({ state: 'ok' })
  now = 31_001
  expect(health.ready().parts.projector).toEqual({ state: 'down', why: 'the log was last heard 30 s ago' })
})

test('a newer projection on kept data is built beside the old rows and takes their place when it is as far', async () => {
  const old = await start(1)
  await append(Array.from({ length: 250 }, (_, i) => text(`line ${i}`, { timestamp: at(i) })))
  await vi.waitFor(async () => expect(await rowsOf('rm.message')).toHaveLength(250), { timeout: 10_000 })
  await old.stop()
  const before = await rowsOf('rm.message')
  changes = []
  // The old rows claim to be further than the log is: the new ones wait.
  await database.pool.query(`update checkpoint set next = next + 2 where reader = 'inbox_v1' and part = $1`, [PART])

  await start(2)
  await vi.waitFor(
    () => expect(health.ready().parts.projector).toEqual({ state: 'degraded', why: 'rows are being rebuilt: 99 %' }),
    { timeout: 10_000 },
  )
  expect(health.ready().ready).toBe(true)
  expect(await activeVersion(database.pool)).toBe(1)
  expect(changes).toEqual([])

  await append([text('later', { timestamp: at(900) }), text('and later', { timestamp: at(901) })])
  await vi.waitFor(() => expect(health.ready().parts.projector).toEqual({ state: 'ok' }), { timeout: 10_000 })
  expect(await activeVersion(database.pool)).toBe(2)
  const after = await rowsOf('rm.message')
  expect(after).toHaveLength(252)
  const ids = new Set(before.map(({ id }) => id as string))
  expect(after.filter(({ id }) => ids.has(id))).toEqual(before)
  await append([text('live', { timestamp: at(999) })])
  await heardOf(253)
  expect(changes.map(({ v }) => v)).toEqual([2])
})

test('a program never touches rows of a newer one', async () => {
  await (await start(3)).stop()
  await expect(start(2)).rejects.toThrow('the rows are of projection version 3, this program makes 2')
})

test('the swap gives way to a long reader, happens once however many ask, and old rows go after a day', async () => {
  const { pool } = database
  await openSchema(pool, 1)
  await openSchema(pool, 2)
  const reading = await pool.connect()
  await reading.query('begin')
  await reading.query('select * from rm.message')
  await expect(trySwap(pool, 2)).rejects.toMatchObject({ code: '55P03' })
  await reading.query('commit')
  reading.release()
  expect(await Promise.all([trySwap(pool, 2), trySwap(pool, 2), trySwap(pool, 2)])).toEqual([true, true, true])
  expect(await activeVersion(pool)).toBe(2)
  expect(await dropOld(pool, 2)).toEqual([])
  await pool.query(`update active set at = now() - interval '25 hours'`)
  expect(await dropOld(pool, 1)).toEqual([])
  expect(await dropOld(pool, 2)).toEqual([1])
  expect(await rowsOf('rm.message')).toEqual([])
  await expect(rowsOf('inbox_v1.message')).rejects.toThrow('does not exist')
})

// What the check of the log in PostgreSQL must catch, and one fault alone that a storm would mend by its next.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openPool } from '../../db/pool.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { createMetrics } from '../../runtime/metrics.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { startProxy, type Proxy } from '../../test/faults/proxy.ts'
import { createLanes, type Write } from '../lanes.ts'
import type { Log } from '../log.ts'
import { openPostgresLog } from '../postgres.ts'
import { append } from '../postgres/write.ts'
import { SEEN, seeingReader } from '../reader.fixture.ts'
import { event, keyIn } from '../stage.fixture.ts'
import { appliedOf } from './readers.fixture.ts'
import { SEQUENCE, appendBySequence } from './sequence.fixture.ts'
import { startTail } from './tail.fixture.ts'

const PART = 3
const deps = () => ({ logger: silentLogger(), metrics: createMetrics() })

describe('two writers whose commits overlap', () => {
  let database: TestDatabase
  let log: Log
  beforeEach(async () => {
    database = await openTestDatabase()
    const { pool, url: databaseUrl } = database
    log = await openPostgresLog({ ...deps(), pool, databaseUrl, onReplaced: (error) => expect.fail(error.message) })
  })
  afterEach(async () => {
    await log.close()
    await database.stop()
  })

  /** The first waits after it has its number, the second does not; gives what a tailing reader saw of both. */
  async function overlap(writeOf: (numbered: () => Promise<void>) => Write, { overtakes = false } = {}) {
    const tail = await startTail(log, 'tail')
    const numbered = Promise.withResolvers<void>()
    const committing = Promise.withResolvers<void>()
    const slow = createLanes({
      ...deps(),
      write: writeOf(() => {
        numbered.resolve()
        return committing.promise
      }),
    })
    const quick = createLanes({ ...deps(), write: writeOf(async () => undefined) })
    const first = slow.append(event(keyIn(PART)))
    await numbered.promise
    const second = quick.append(event(keyIn(PART)))
    if (overtakes) {
      await second
      await vi.waitUntil(() => tail.next.get(PART) === 2, 10_000)
    } else await new Promise((resolve) => setTimeout(resolve, 300)) // time enough to overtake, if it could
    committing.resolve()
    await Promise.all([first, second])
    await vi.waitFor(() => expect(tail.next.get(PART)).toBe(2), 10_000)
    await tail.stop()
    return { read: tail.records().length, holes: tail.holes() }
  }

  test('offsets from the head row are read without a gap', async () => {
    const { pool } = database
    const inTransaction =
      (numbered: () => Promise<void>): Write =>
      async (part, records) => {
        const client = await pool.connect()
        try {
          await client.query('begin')
          const base = await append(client, part, records)
          await numbered()
          await client.query('commit')
          return base
        } finally {
          client.release()
        }
      }
    expect(await overlap(inTransaction)).toEqual({ read: 2, holes: 0 })
  })

  test('of offsets from a sequence the smaller one is never read', async () => {
    await database.pool.query(SEQUENCE)
    const bySequence =
      (numbered: () => Promise<void>): Write =>
      (part, records) =>
        appendBySequence(database.pool, part, records, numbered)
    expect(await overlap(bySequence, { overtakes: true })).toEqual({ read: 1, holes: 1 })
  })
})

describe('a wire that goes silent under a single process', () => {
  let database: TestDatabase
  let proxy: Proxy
  beforeEach(async () => {
    database = await openTestDatabase()
    await database.pool.query(SEEN)
    const { hostname: host, port } = new URL(database.url)
    proxy = await startProxy({ to: { host, port: Number(port) } })
  })
  afterEach(async () => {
    await proxy.stop()
    await database.stop()
  })

  test('writing and reading go on within 30 s over new connections', async () => {
    const databaseUrl = Object.assign(new URL(database.url), { port: String(proxy.port), hostname: '127.0.0.1' }).href
    const pool = openPool({ url: databaseUrl, logger: silentLogger() })
    const log = await openPostgresLog({
      ...deps(),
      pool,
      databaseUrl,
      onReplaced: (error) => expect.fail(error.message),
    })
    await log.subscribe(seeingReader({ pool, name: 'r' }))
    const count = async () => (await appliedOf(database.pool, 'r')).count
    const write = () => Promise.all(Array.from({ length: 12 }, (_, part) => log.append(event(keyIn(part)))))
    await write()
    await vi.waitFor(async () => expect(await count()).toBe(12), 10_000)
    proxy.halfOpen()
    await write()
    await vi.waitFor(async () => expect(await count()).toBeGreaterThanOrEqual(24), { timeout: 30_000, interval: 100 })
    await log.close()
    await pool.end()
  }, 60_000)
})

// A broker of its own that is killed, stopped and let go while eight keys are written and read: nothing acknowledged is lost,
// order holds, no record key stands twice, and once the fault is over the reader is at the end within 30 s.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { PARTITIONS } from '@madoguchi/contracts/ids'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { nodeFolder, startBrokers, type Brokers } from '../../deploy/kafka/brokers.ts'
import { livingPid } from '../../deploy/kafka/processes.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import { faultsOf, type Acked } from './history.fixture.ts'
import { openKafkaLog } from './kafka.ts'
import type { Log, Rec } from './log.ts'
import { SEEN, seeingReader, seen } from './reader.fixture.ts'
import { event, keyIn } from './stage.fixture.ts'

const TOPIC = 'faults'
const HEALED_MS = 30_000

describe.skipIf(!process.env.KAFKA_BROKERS)('Kafka under faults', { timeout: 240_000 }, () => {
  let folder: string
  let brokers: Brokers
  let database: TestDatabase
  let log: Log
  const options = () => ({ folder, port: 0, topic: TOPIC })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'madoguchi-kafka-'))
    brokers = await startBrokers(options())
    database = await openTestDatabase()
    await database.pool.query(SEEN)
    const { url: databaseUrl, pool } = database
    const deps = { pool, databaseUrl, logger: silentLogger(), metrics: createMetrics(), onReplaced: fail }
    log = await openKafkaLog({ ...deps, brokers: brokers.brokers.split(','), topic: TOPIC })
  }, 180_000)
  afterAll(async () => {
    await log?.close()
    await brokers?.stop()
    await database?.stop()
    await rm(folder, { recursive: true, force: true })
  }, 60_000)

  const fail = (error: Error) => {
    throw error
  }
  const signal = async (name: NodeJS.Signals) => process.kill((await livingPid(nodeFolder(folder, 1)))!, name)
  const faults: Record<string, () => Promise<void>> = {
    async 'killed and started again'() {
      await signal('SIGKILL')
      await vi.waitFor(async () => expect(await livingPid(nodeFolder(folder, 1))).toBeNull(), 10_000)
      await wait(1_000)
      await startBrokers(options())
    },
    /** Longer than a request may take: its connections are silent, not closed. */
    async 'stopped for 8 s'() {
      await signal('SIGSTOP')
      await wait(8_000)
      await signal('SIGCONT')
    },
  }

  test.for(Object.entries(faults))('%s', async ([name, fault]) => {
    const reader = `reader_${name.slice(0, 4)}`
    const subscription = await log.subscribe(seeingReader({ pool: database.pool, name: reader }))
    const keys = Array.from({ length: 8 }, (_, i) => keyIn(i % PARTITIONS))
    const acked: Acked[] = []
    const writing = new AbortController()
    const write = async (key: string) => {
      while (!writing.signal.aborted) {
        const one = event(key)
        acked.push({ id: one.id, key })
        await Promise.all([log.append(one), wait(2)])
      }
    }
    const writers = keys.map(write)
    const acknowledged = (count: number) =>
      vi.waitFor(() => expect(acked.length).toBeGreaterThanOrEqual(count), { timeout: HEALED_MS, interval: 20 })
    await acknowledged(100)
    await fault()
    const healed = Date.now()
    await acknowledged(acked.length + 100)
    writing.abort()
    await Promise.all(writers)
    const ids = () => seen(database.pool, reader).then((rows) => new Set(rows.map((row) => row.id)))
    await vi.waitFor(
      async () => {
        const read = await ids()
        expect(acked.filter(({ id }) => !read.has(id))).toEqual([])
      },
      { timeout: HEALED_MS, interval: 200 },
    )
    expect(Date.now() - healed).toBeLessThan(HEALED_MS)
    expect(faultsOf(acked, await everything(acked.length))).toEqual({ lost: 0, disordered: 0, keysTwice: 0 })
    const rows = await seen(database.pool, reader)
    for (const key of keys) {
      const firsts = [...new Set(rows.filter((row) => row.key === key).map((row) => row.id))]
      expect(firsts).toEqual(acked.filter((one) => one.key === key).map((one) => one.id))
    }
    await subscription.stop()
  })

  /** The whole log, partition by partition. */
  async function everything(atLeast: number): Promise<Rec[]> {
    const parts = new Map<number, { records: Rec[]; end: number }>()
    const subscription = await log.subscribe({
      name: `all_${Date.now()}`,
      position: async () => ({ next: 0, lastKey: null }),
      async deliver(part, records, end) {
        const before = parts.get(part)?.records ?? []
        parts.set(part, { records: [...before, ...records], end })
      },
    })
    const whole = () => [...parts.values()].every(({ records, end }) => (records.at(-1)?.off ?? -1) >= end - 1)
    await vi.waitFor(() => expect([parts.size, whole()]).toEqual([PARTITIONS, true]), 30_000)
    await subscription.stop()
    const all = [...parts.values()].flatMap(({ records }) => records)
    expect(all.length).toBeGreaterThanOrEqual(atLeast)
    return all
  }
})

if (!process.env.KAFKA_BROKERS) console.log('Kafka under faults was not tested: KAFKA_BROKERS is not set')

// The log in PostgreSQL with writers in three instances that contend, while connections are killed and the wire fails: nothing
// acknowledged is lost, order holds, no record key stands twice, and a tailing reader sees every offset, gapless.
import { PARTITIONS } from '@madoguchi/contracts/ids'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openPool } from '../../db/pool.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { createMetrics } from '../../runtime/metrics.ts'
import { checkOf } from '../../test/check/check.ts'
import { createDice, type Dice } from '../../test/check/dice.ts'
import { startFaultyPostgres, type FaultyPostgres } from '../../test/faults/postgres.ts'
import { faultsOf } from '../history.fixture.ts'
import { openPostgresLog } from '../postgres.ts'
import { SEEN, seeingReader } from '../reader.fixture.ts'
import { keyIn } from '../stage.fixture.ts'
import { postgresStorm } from './postgresStorm.fixture.ts'
import { appliedOf, delaysOf } from './readers.fixture.ts'
import { behind, readWhole, startTail } from './tail.fixture.ts'
import { startWriters } from './writers.fixture.ts'

const check = checkOf('postgres', {
  short: { kills: 20, seconds: 8, perSecond: 200, crash: false },
  long: { kills: 124, seconds: 120, perSecond: 300, crash: true },
})
const INSTANCES = 3
const HEALED_MS = 30_000

describe('the log in PostgreSQL', { timeout: check.long ? 600_000 : 120_000 }, () => {
  let postgres: FaultyPostgres
  beforeAll(async () => {
    postgres = await startFaultyPostgres()
  }, 60_000)
  afterAll(() => postgres?.stop(), 30_000)

  /** A process's door to the log, with a pool of its own, its writers, a share of the common reader and a reader of its own. */
  async function openInstance(i: number, seed: number, dice: Dice) {
    const logger = silentLogger()
    const pool = openPool({ url: postgres.url, logger })
    const onReplaced = (error: Error) => expect.fail(error.message)
    const log = await openPostgresLog({ pool, databaseUrl: postgres.url, logger, metrics: createMetrics(), onReplaced })
    await log.subscribe(seeingReader({ pool, name: `shared_${seed}`, by: String(i) }))
    const tail = await startTail(log, `tail_${seed}_${i}`)
    const keys = Array.from({ length: PARTITIONS }, (_, part) => keyIn(part))
    const perSecond = check.size.perSecond / INSTANCES
    const writers = startWriters({ log, keys, perSecond, dice: dice.fork(`writers ${i}`) })
    return { pool, log, tail, writers }
  }

  test.for(check.seeds)('survives killed connections and a failing wire (seed %i)', async (seed) => {
    const dice = createDice(seed)
    const admin = openPool({ url: postgres.url, logger: silentLogger() })
    await admin.query(SEEN)
    await admin.query('truncate log.record; update log.head set next = 0')
    const instances = await Promise.all(Array.from({ length: INSTANCES }, (_, i) => openInstance(i, seed, dice)))
    try {
      const struck = await postgresStorm({ postgres, dice: dice.fork('storm'), ...check.size })
      const healed = Date.now()
      await Promise.all(instances.map(({ writers }) => writers.stop()))
      const ends = new Map<number, number>()
      for (const { writers } of instances)
        for (const [part, end] of writers.ends) ends.set(part, Math.max(end, ends.get(part) ?? 0))
      const caughtUp = async () => {
        expect(behind((await appliedOf(instances[0]!.pool, `shared_${seed}`)).next, ends)).toEqual([])
        for (const { tail } of instances) expect(behind(tail.next, ends)).toEqual([])
      }
      await vi.waitFor(caughtUp, { timeout: HEALED_MS, interval: 200 })
      const caughtUpMs = Date.now() - healed

      const records = await readWhole(instances[0]!.log, `whole_${seed}`, ends)
      const called = instances.flatMap(({ writers }) => writers.called)
      const faults = faultsOf(called, records)
      const applied = await appliedOf(instances[0]!.pool, `shared_${seed}`)
      const [p50, p99, max] = await delaysOf(instances[0]!.pool, `shared_${seed}`)
      const copies = records.length - new Set(records.map(({ event }) => event!.id)).size
      console.log(
        `postgres, seed ${seed}: ${called.length} acknowledged, ${faults.lost} lost, ${faults.disordered} disordered, ` +
          `${faults.keysTwice} keys twice, ${copies} copies; ${JSON.stringify(struck)}; ` +
          `caught up after ${(caughtUpMs / 1_000).toFixed(1)} s; log → applied p50 ${p50}, p99 ${p99}, max ${max} ms`,
      )
      expect(faults).toEqual({ lost: 0, disordered: 0, keysTwice: 0 })
      expect(instances.map(({ tail }) => tail.holes())).toEqual([0, 0, 0])
      expect(applied).toMatchObject({ gaps: 0, count: records.length })
    } finally {
      for (const { pool, log, writers } of instances) {
        await writers.stop().catch(() => undefined)
        await log.close()
        await pool.end()
      }
      await admin.end()
    }
  })
})

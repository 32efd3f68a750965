// Three real brokers that are killed, stopped and cut off while 48 keys are written and read by processes that die too: nothing
// acknowledged is lost, order holds, no record key stands twice, each record is applied once, and 30 s after the last fault
// every reader is at the end.
import { PARTITIONS } from '@madoguchi/contracts/ids'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { checkOf } from '../../test/check/check.ts'
import { createDice } from '../../test/check/dice.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { startFaultyBrokers, type FaultyBrokers } from '../../test/faults/brokers.ts'
import { faultsOf } from '../history.fixture.ts'
import { SEEN } from '../reader.fixture.ts'
import { keyIn } from '../stage.fixture.ts'
import { appliedOf, delaysOf, startReaders } from './readers.fixture.ts'
import { anotherLog } from './anotherLog.fixture.ts'
import { deadLeader } from './deadLeader.fixture.ts'
import { HEALED_MS, createKit } from './kit.fixture.ts'
import { lostAnswer } from './lostAnswer.fixture.ts'
import { tooFewReplicas } from './tooFewReplicas.fixture.ts'
import { unheededCrash } from './unheededCrash.fixture.ts'
import { storm } from './storm.fixture.ts'
import { behind, percentiles, readWhole, startTail } from './tail.fixture.ts'
import { startWriters } from './writers.fixture.ts'

const check = checkOf('kafka', {
  short: { acknowledged: 6_000, seconds: 25, perSecond: 300, killReaderEveryMs: [10_000, 20_000] as [number, number] },
  long: {
    acknowledged: 200_000,
    seconds: 240,
    perSecond: 900,
    killReaderEveryMs: [20_000, 40_000] as [number, number],
  },
})
const KEYS = 48
const possible = Boolean(process.env.KAFKA_BROKERS)
if (!possible) console.log('three brokers under faults were not checked: KAFKA_BROKERS is not set')

describe.skipIf(!possible)('the log on three brokers', { timeout: check.long ? 1_200_000 : 180_000 }, () => {
  let brokers: FaultyBrokers
  let database: TestDatabase
  beforeAll(async () => {
    brokers = await startFaultyBrokers({ count: 3, topic: null })
    database = await openTestDatabase()
    await database.pool.query(SEEN)
  }, 180_000)
  afterAll(async () => {
    await brokers?.stop()
    await database?.stop()
  }, 60_000)

  const kit = createKit(() => ({ brokers, pool: database.pool, databaseUrl: database.url }))
  for (const planted of [deadLeader, lostAnswer, anotherLog, unheededCrash, tooFewReplicas]) planted(kit)

  test.for(check.seeds)('survives a storm of faults (seed %i)', async (seed, { onTestFailed }) => {
    const dice = createDice(seed)
    const said: string[] = []
    let phase = 'opening'
    const { acknowledged, seconds, perSecond, killReaderEveryMs } = check.size
    const { pool, url: databaseUrl } = database
    const kafka = await kit.fresh()
    const logger = pino({ level: 'warn', base: null }, { write: (line) => void said.push(line) })
    const log = await kit.open(kafka, { logger })
    const reader = `storm_${seed}`
    const args = { databaseUrl, reader, kafka }
    const readers = await startReaders({ args, count: 2, everyMs: killReaderEveryMs, dice: dice.fork('readers') })
    const tail = await startTail(log, `tail_${seed}`)
    const keys = Array.from({ length: KEYS }, (_, i) => keyIn(i % PARTITIONS))
    const writers = startWriters({ log, keys, perSecond, dice: dice.fork('writers') })
    // A run that hangs says where, and what the log said last.
    onTestFailed(async () => {
      const { next } = await appliedOf(pool, reader)
      const [written, tailed, applied] = [writers.ends, tail.next, next].map((of) =>
        JSON.stringify([...of].toSorted((a, b) => a[0] - b[0])),
      )
      console.log(
        `seed ${seed} failed while ${phase}: ${writers.called.length} written, ${writers.acknowledged()} acknowledged, trouble ${JSON.stringify(log.trouble?.())}`,
      )
      console.log(`ends ${written}\nhere ${tailed}\nprocesses ${applied}\n${said.slice(-40).join('')}`)
    })
    try {
      phase = 'under faults'
      const late = Date.now() + seconds * 1_000
      const over = () => Date.now() > late && writers.acknowledged() >= acknowledged
      const struck = await storm({ nodes: brokers.nodes, dice: dice.fork('storm'), over })
      const healed = Date.now()
      phase = 'the last appends are acknowledged'
      await readers.calm()
      await writers.stop()
      phase = 'readers catch up'
      const caughtUp = async () => {
        expect(behind((await appliedOf(pool, reader)).next, writers.ends)).toEqual([])
        expect(behind(tail.next, writers.ends)).toEqual([])
      }
      // Waited for longer than allowed, so that a run that is late still says by how much and whether anything is lost.
      await vi.waitFor(caughtUp, { timeout: 4 * HEALED_MS, interval: 200 })
      const caughtUpMs = Date.now() - healed

      phase = 'the log is read whole'
      const records = await readWhole(log, `whole_${seed}`, writers.ends)
      const applied = await appliedOf(pool, reader)
      const faults = faultsOf(writers.called, records)
      const [processes, here] = [await delaysOf(pool, reader), percentiles(tail.delays)]
      const copies = records.length - new Set(records.map(({ event }) => event!.id)).size
      console.log(
        `kafka, seed ${seed}: ${writers.called.length} acknowledged, ${faults.lost} lost, ${faults.disordered} disordered, ` +
          `${faults.keysTwice} keys twice, ${copies} copies; ${JSON.stringify(struck)}, ${readers.kills()} readers killed; ` +
          `caught up after ${(caughtUpMs / 1_000).toFixed(1)} s; log → applied p50, p99, max: ` +
          `by dying processes ${processes.join(', ')} ms, by one that lives ${here.join(', ')} ms`,
      )
      expect(faults).toEqual({ lost: 0, disordered: 0, keysTwice: 0 })
      expect({ holes: tail.holes(), gaps: applied.gaps }).toEqual({ holes: 0, gaps: 0 })
      expect(applied.count).toBe(records.length)
      expect(caughtUpMs).toBeLessThan(HEALED_MS)
    } finally {
      readers.stop()
      await writers.stop().catch(() => undefined)
      await log.close()
    }
  })
})

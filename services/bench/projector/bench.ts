// The projector against bare UNNEST: events per second at several batch sizes, and a rebuild of a whole log until its rows are
// what everybody reads. `BENCH_SCALE` makes it smaller for trials.
import type { Pool } from '../../db/pool.ts'
import { createReader } from '../../projector/deliver.ts'
import { finishSchema, openSchema } from '../../projector/schema.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { createMetrics } from '../../runtime/metrics.ts'
import type { Bench } from '../bench.ts'
import { openBenchDatabase } from '../database.ts'
import type { Figure } from '../figure.ts'
import { scaled } from '../scale.ts'
import { createStream } from './events.ts'
import { batchOf, writeBare, type Ready } from './floor.ts'
import { rebuildSeconds } from './rebuild.ts'

const PEOPLE = 20_000
/** Events given at once; what a projector of 12 partitions finds queued. */
const BATCHES = [1, 10, 100, 500]
const EVENTS: Record<number, number> = { 1: 4_000, 10: 20_000, 100: 60_000, 500: 100_000 }
const REBUILT = 1_000_000
const [OURS, BARE, BARE_BUILDING] = ['inbox_v1', 'inbox_v2', 'inbox_v3']

export const bench: Bench = async (say) => {
  const database = await openBenchDatabase()
  const { pool } = database
  try {
    for (const v of [1, 2, 3]) await openSchema(pool, v)
    await finishSchema(pool, 2)
    const ours = createOurs(pool)
    await ours(200, 2_000) // warm: plans, code and the first pages
    const rows = await readyRows(pool)
    const bare = createBare(pool, BARE, rows)
    await bare(200, 2_000)
    const figures: Figure[] = []
    for (const batch of BATCHES) {
      const events = scaled(EVENTS[batch]!, 2 * batch)
      // Twice each, in turns, so that neither always has the fuller tables.
      const floor = [await bare(batch, events)]
      const mine = [await ours(batch, events), await ours(batch, events)]
      floor.push(await bare(batch, events))
      figures.push(figureOf(batch, mean(mine), mean(floor)))
      say(`${batch} at once: ours ${Math.round(mean(mine))}/s, floor ${Math.round(mean(floor))}/s`)
    }
    const building = await createBare(pool, BARE_BUILDING, rows)(500, scaled(REBUILT / 5, 1_000))
    return [...figures, await rebuilt(building, say)]
  } finally {
    await database.stop()
  }
}

const mean = (all: number[]) => all.reduce((sum, one) => sum + one, 0) / all.length

const figureOf = (batch: number, ours: number, floor: number): Figure => ({
  what: `events a second, ${batch} at once`,
  unit: '/s',
  ours,
  floor,
  ...(batch >= 100 ? { wanted: { of: 'ratio', atLeast: 0.7 } as const } : {}),
})

/** `floor`: bare events per second into tables that only a projector needs. */
async function rebuilt(floor: number, say: (line: string) => void): Promise<Figure> {
  const database = await openBenchDatabase()
  try {
    const count = scaled(REBUILT, 12)
    const seconds = await rebuildSeconds({ ...database, count, people: PEOPLE, say })
    const what = `a rebuild of ${count.toLocaleString('en')} events, from the log to the swap`
    const wanted = { of: 'ours', atMost: (60 * count) / REBUILT } as const
    return { what, unit: 's', ours: seconds, floor: count / floor, wanted }
  } finally {
    await database.stop()
  }
}

/** Events per second. */
type Run = (batch: number, events: number) => Promise<number>

async function rate(batches: number, batch: number, one: (i: number) => Promise<unknown>): Promise<number> {
  const from = performance.now()
  for (let i = 0; i < batches; i += 1) await one(i)
  return (batches * batch * 1_000) / (performance.now() - from)
}

/** As the log hands it over: every partition's records of the batch at once. */
function createOurs(pool: Pool): Run {
  const stream = createStream(PEOPLE)
  const deps = { pool, logger: silentLogger(), metrics: createMetrics(), now: Date.now }
  const { reader } = createReader({ ...deps, name: OURS, onApplied: () => undefined })
  return async (batch, events) => {
    const batches = Array.from({ length: Math.ceil(events / batch) }, () => stream.take(batch))
    return rate(batches.length, batch, (i) =>
      Promise.all([...batches[i]!].map(([part, records]) => reader.deliver(part, records, records.at(-1)!.off + 1))),
    )
  }
}

function createBare(pool: Pool, schema: string, rows: Ready): Run {
  const stream = createStream(PEOPLE)
  return async (batch, events) => {
    const batches = Array.from({ length: Math.ceil(events / batch) }, () =>
      batchOf([...stream.take(batch).values()].flat(), rows),
    )
    return rate(batches.length, batch, (i) => writeBare(pool, schema, batches[i]!))
  }
}

/** Rows as large as the projector makes them. */
async function readyRows(pool: Pool): Promise<Ready> {
  const read = async (noun: string) =>
    (await pool.query<{ row: object }>(`select row from ${OURS}.${noun} limit 1`)).rows[0]!.row
  return { conversation: await read('conversation'), message: await read('message'), contact: await read('contact') }
}

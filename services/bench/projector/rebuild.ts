// A rebuild as an operator sees it: a log that is full, rows of an older projection that stand at its end, a newer projector
// that begins at 0 through the real reader, and the time until everybody reads the new rows.
import type { Pool } from '../../db/pool.ts'
import { createMemoryBus } from '../../bus/memory.ts'
import { append } from '../../log/postgres/write.ts'
import { openPostgresLog } from '../../log/postgres.ts'
import { encode } from '../../log/wire.ts'
import { activeVersion, openSchema } from '../../projector/schema.ts'
import { startProjector } from '../../projector/start.ts'
import { createHealth } from '../../runtime/health.ts'
import { createStack } from '../../runtime/lifecycle.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { createMetrics } from '../../runtime/metrics.ts'
import { createStream } from './events.ts'

type Wish = { pool: Pool; url: string; count: number; people: number; say: (line: string) => void }

const BATCH = 5_000

export async function rebuildSeconds({ pool, url, count, people, say }: Wish): Promise<number> {
  await fill(pool, count, people)
  say(`${count} events on the log`)
  await openSchema(pool, 1)
  await pool.query(`insert into checkpoint (reader, part, next) select 'inbox_v1', part, next from log.head`)
  const stack = createStack()
  try {
    const logger = silentLogger()
    const metrics = createMetrics()
    const health = stack.use(createHealth(), (opened) => opened.stop())
    const bus = stack.use(createMemoryBus({ logger }), (opened) => opened.stop())
    const onReplaced = (error: Error) => {
      throw error
    }
    const deps = { pool, databaseUrl: url, logger, metrics, onReplaced }
    const log = stack.use(await openPostgresLog(deps), (opened) => opened.close())
    const from = performance.now()
    stack.use(await startProjector({ log, pool, bus, logger, metrics, health, v: 2 }), (opened) => opened.stop())
    await untilSwapped(pool, (read) => say(`${read} rebuilt`))
    return (performance.now() - from) / 1_000
  } finally {
    await stack.stop()
  }
}

/** Without lanes: many events a statement. */
async function fill(pool: Pool, count: number, people: number) {
  const stream = createStream(people)
  for (let left = count; left > 0; left -= BATCH) {
    const parts = stream.take(Math.min(BATCH, left))
    const writes = [...parts].map(([part, records]) =>
      append(
        pool,
        part,
        records.map(({ key, event }) => ({ key, ...encode(event!) })),
      ),
    )
    await Promise.all(writes)
  }
}

async function untilSwapped(pool: Pool, tell: (read: number) => void) {
  for (let i = 1; (await activeVersion(pool)) !== 2; i += 1) {
    if (i % 50 === 0) tell(await readSoFar(pool))
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function readSoFar(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ read: number }>(
    `select coalesce(sum(next), 0)::bigint as read from checkpoint where reader = 'inbox_v2'`,
  )
  return rows[0]!.read
}

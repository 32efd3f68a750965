// log → rows. Each event takes effect once; rows and position commit together; after the commit one change per partition is
// published, also when no row changed, and may be lost.
import type { Change } from '@madoguchi/contracts/row/row'
import type { Bus } from '../bus/bus.ts'
import type { Pool } from '../db/pool.ts'
import { readPosition } from '../log/checkpoint.ts'
import type { Log, Rec } from '../log/log.ts'
import type { Health } from '../runtime/health.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'
import type { Applied } from './commit/apply.ts'
import { createCommitter } from './commit/committer.ts'
import { activeVersion, openSchema } from './schema.ts'
import { PROJECTION_VERSION, readerName } from './version.ts'

type Deps = { log: Log; pool: Pool; bus: Bus; logger: Logger; metrics: Metrics; health: Health }

/** Above this a change is published without its rows, which receivers treat as a gap. */
const NOTICE_MAX = 256 * 1024
const SLICE = 100

export async function startProjector({
  log,
  pool,
  bus,
  logger,
  metrics,
  health,
}: Deps): Promise<{ stop(): Promise<void> }> {
  const v = PROJECTION_VERSION
  const reader = readerName(v)
  await openSchema(pool, v)
  const active = await activeVersion(pool)
  if (active !== v)
    throw new Error(
      `rows are of projection version ${active}, this program makes ${v}: start it with kept rows of its own version`,
    )
  let failing: string | undefined

  function onApplied(applied: Applied) {
    publish(bus, v, applied)
    metrics.commitBatchSize.observe(applied.applied)
    if (applied.newestAt !== null) metrics.projectorLagSeconds.set(Math.max(0, (Date.now() - applied.newestAt) / 1000))
    for (const { type, event } of applied.dead) {
      metrics.deadLetters.inc({ type })
      logger.error({ type, event, part: applied.part }, 'an event became a dead letter')
    }
  }

  const commit = createCommitter({ pool, reader, onApplied })
  const deliver = async (part: number, records: Rec[], highWatermark: number) => {
    try {
      for (let i = 0; i < records.length; i += SLICE) await commit({ part, records: records.slice(i, i + SLICE) })
      failing = undefined
    } catch (error) {
      failing = (error as Error).message
      throw error
    }
    const next = records.at(-1)?.off
    if (next !== undefined)
      metrics.projectorLagEvents.set({ part: String(part) }, Math.max(0, highWatermark - next - 1))
  }
  health.check('projector', () => (failing === undefined ? { state: 'ok' } : { state: 'down', why: failing }))
  return log.subscribe({ name: reader, position: (part) => readPosition(pool, reader, part), deliver })
}

function publish(bus: Bus, v: number, { part, from, next, rows }: Applied) {
  const whole: Change = { v, part, from, next, rows }
  const fits = rows.length === 0 || JSON.stringify(rows).length <= NOTICE_MAX
  bus.publish('rows', fits ? whole : { ...whole, rows: null })
}

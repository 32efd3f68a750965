// What the log hands over, committed in slices; a failure is thrown, so that the log brings the same records again.
import type { Pool } from '../db/pool.ts'
import { readPosition } from '../log/checkpoint.ts'
import type { Rec, Reader } from '../log/log.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'
import type { Applied } from './commit/apply.ts'
import { createCommitter } from './commit/committer.ts'
import { createLag } from './lag.ts'

type Deps = {
  pool: Pool
  name: string
  onApplied: (applied: Applied) => void
  logger: Logger
  metrics: Metrics
  now: () => number
}

const SLICE = 100
/**
 * Transactions under way at a time, each over its own half of the partitions: while the database writes one, the next is
 * folded. More would make the groups smaller and the commits more.
 */
const COMMITTERS = 2

/** `failing`: why the last delivery could not be committed, null when it could. */
export function createReader(deps: Deps): { reader: Reader; failing: () => string | null } {
  const { pool, name, logger, metrics, now } = deps
  const lag = createLag({ metrics, now })
  let failing: string | null = null

  function onApplied(applied: Applied) {
    deps.onApplied(applied)
    if (applied.newestAt !== null) lag.applied(applied.newestAt)
    for (const { type, event } of applied.dead) {
      metrics.deadLetters.inc({ type })
      logger.error({ type, event, part: applied.part }, 'an event became a dead letter')
    }
  }
  const onCommitted = (events: number) => metrics.commitBatchSize.observe(events)
  const committers = Array.from({ length: COMMITTERS }, () =>
    createCommitter({ pool, reader: name, onApplied, onCommitted }),
  )

  const reader: Reader = {
    name,
    async position(part) {
      const at = await readPosition(pool, name, part)
      lag.starts(part, at.next)
      return at
    },
    async deliver(part, records, highWatermark) {
      try {
        const commit = committers[part % COMMITTERS]!
        for (const slice of slicesOf(records)) await commit({ part, records: slice })
        failing = null
      } catch (error) {
        failing = (error as Error).message
        throw error
      }
      lag.delivered(part, records.at(-1)?.off, highWatermark)
    },
    lost: (part) => lag.lost(part),
  }
  return { reader, failing: () => failing }
}

function* slicesOf(records: Rec[]): Generator<Rec[]> {
  for (let i = 0; i < records.length; i += SLICE) yield records.slice(i, i + SLICE)
}

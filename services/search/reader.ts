// The reader of one version: what stands on the log becomes search rows, in one transaction with its position.
import type { Pool } from '../db/pool.ts'
import { readPosition } from '../log/checkpoint.ts'
import type { Reader, Rec } from '../log/log.ts'
import { createSharedCommit } from '../log/reading/sharedCommit.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'
import { apply } from './apply.ts'

/** A screen goes first; who looks for something said a moment ago does not notice. */
const LINGER_MS = 200
const SLICE = 250

type Deps = { pool: Pool; name: string; logger: Logger; metrics: Metrics; lingerMs?: number }

/** `failing`: why the last delivery could not be committed, null when it could. */
export function createSearchReader(deps: Deps): { reader: Reader; failing: () => string | null } {
  const { pool, name, logger, metrics, lingerMs = LINGER_MS } = deps
  let failing: string | null = null
  const commit = createSharedCommit({ pool, reader: name, lingerMs, apply: (tx, fresh) => apply(tx, name, fresh) })

  async function take(part: number, records: Rec[], highWatermark: number) {
    const { next, result } = await commit({ part, records, highWatermark })
    metrics.searchLagEvents.set({ part: String(part) }, Math.max(0, highWatermark - next))
    for (const { due } of (result ?? []).filter((dead) => dead.due.part === part)) {
      metrics.searchDeadLetters.inc({ type: due.event.type })
      logger.error({ type: due.event.type, event: due.event.id, part }, 'an event became a dead letter of search')
    }
  }

  const reader: Reader = {
    name,
    position: (part) => readPosition(pool, name, part),
    async deliver(part, records, highWatermark) {
      try {
        for (const slice of slicesOf(records)) await take(part, slice, highWatermark)
        failing = null
      } catch (error) {
        failing = (error as Error).message
        throw error
      }
    },
    lost: (part) => metrics.searchLagEvents.remove({ part: String(part) }),
  }
  return { reader, failing: () => failing }
}

function* slicesOf(records: Rec[]): Generator<Rec[]> {
  for (let i = 0; i < records.length; i += SLICE) yield records.slice(i, i + SLICE)
}

// What keeps lanes from being written: counted, said, and shown on /ready until a write of that lane succeeds.
import type { Logger } from '../../runtime/logger.ts'
import type { Metrics } from '../../runtime/metrics.ts'
import { causeOf, explained } from './cause.ts'
import type { Trouble } from '../log.ts'

export type Troubles = {
  /** Gives the cause. */
  failed(part: number, attempt: number, error: Error): string
  written(part: number): void
  /** The one that has lasted longest. */
  state(): Trouble | null
}

type Deps = { logger: Logger; metrics: Metrics; now?: () => number }

export function createTroubles({ logger, metrics, now = Date.now }: Deps): Troubles {
  const open = new Map<number, Trouble>()
  return {
    failed(part, attempt, error) {
      const cause = causeOf(error)
      metrics.appendFailures.labels(cause).inc()
      logger.warn({ part, attempt, cause, error: error.message }, `append is repeated: ${explained(cause)}`)
      open.set(part, { cause, since: open.get(part)?.since ?? now() })
      return cause
    },
    written: (part) => void open.delete(part),
    state: () => [...open.values()].toSorted((a, b) => a.since - b.since)[0] ?? null,
  }
}

// How far the rows are behind the log: free with every delivery.
import type { Metrics } from '../runtime/metrics.ts'

export type Lag = ReturnType<typeof createLag>

export function createLag({ metrics, now }: { metrics: Metrics; now: () => number }) {
  const reached = new Map<number, number>()
  return {
    /** `next`: first offset not yet applied. */
    starts: (part: number, next: number) => void reached.set(part, next),
    /** `last`: offset of the last record taken, undefined when there was none. `highWatermark`: the log's next offset. */
    delivered(part: number, last: number | undefined, highWatermark: number) {
      if (last !== undefined) reached.set(part, last + 1)
      const next = reached.get(part)
      if (next !== undefined) metrics.projectorLagEvents.set({ part: String(part) }, Math.max(0, highWatermark - next))
    },
    /** `loggedAt`: the log's time of the last event applied, ms. */
    applied: (loggedAt: number) => metrics.projectorLagSeconds.set(Math.max(0, (now() - loggedAt) / 1000)),
    /** Another process reads the partition now. */
    lost(part: number) {
      reached.delete(part)
      metrics.projectorLagEvents.remove({ part: String(part) })
    },
  }
}

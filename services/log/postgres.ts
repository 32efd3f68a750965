// The event log in PostgreSQL, for one machine without Kafka: the same promises, partitions, keys and offsets, so no reader
// knows which log runs. An erased record keeps its offset and arrives with `event: null`.
import type { Pool } from '../db/pool.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'
import { startAssignment } from './assignment.ts'
import { insist } from './insist.ts'
import { createLanes } from './lanes.ts'
import type { Log, LogReplaced, Reader, Subscription } from './log.ts'
import { openDoorbell } from './postgres/doorbell.ts'
import { tail } from './postgres/tail.ts'
import { appendAll, erase } from './postgres/write.ts'
import { groupByPart, subscriptionOf, telling } from './reading/subscription.ts'
import { together } from './together.ts'

type Deps = {
  pool: Pool
  databaseUrl: string
  logger: Logger
  metrics: Metrics
  /** A reader met another log than the one its checkpoint was written against; it has stopped. */
  onReplaced: (error: LogReplaced) => void
}

export async function openPostgresLog({ pool, databaseUrl, logger, metrics, onReplaced }: Deps): Promise<Log> {
  const lanes = createLanes({ write: together((slices) => appendAll(pool, slices)), logger, metrics })
  const doorbell = openDoorbell({ pool, databaseUrl, logger })
  const subscriptions = new Set<Subscription>()

  return {
    append: lanes.append,
    trouble: lanes.trouble,
    async subscribe(reader: Reader) {
      const subscription = subscriptionOf({
        reader,
        onReplaced,
        lastFetch: doorbell.seenAt,
        start: (stopFor) => {
          const take = (part: number) =>
            telling(reader, part, tail({ pool, doorbell, reader, part, logger, onReplaced: stopFor }))
          return startAssignment({ pool, databaseUrl, reader: reader.name, take, ends: doorbell.ends, logger })
        },
        onStopped: () => subscriptions.delete(subscription),
      })
      subscriptions.add(subscription)
      return subscription
    },
    async erase(records) {
      for (const [part, keys] of groupByPart(records))
        await insist(
          lanes.closed,
          () => erase(pool, part, keys),
          (error) => logger.warn({ part, error: error.message }, 'erasing is repeated'),
        )
    },
    async close() {
      await Promise.all([...subscriptions].map((subscription) => subscription.stop()))
      await lanes.close()
      await doorbell.stop()
    },
  }
}

// The event log on Kafka, through kafkajs 2.2.4 behind this port; each odd setting in kafka/ has its measured reason there.
// An erased record arrives with its value until the log cleaner has passed, and its tombstone as `event: null`.
import type { Pool } from '../db/pool.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'
import { startAssignment } from './assignment.ts'
import { insist } from './insist.ts'
import { startConsuming } from './kafka/consume.ts'
import { createEnds } from './kafka/ends.ts'
import { createProducer } from './kafka/produce.ts'
import { createLanes, cut } from './lanes.ts'
import type { Log, LogReplaced, Reader, Subscription } from './log.ts'
import { groupByPart, subscriptionOf, telling } from './reading/subscription.ts'
import { together } from './together.ts'

type Deps = {
  brokers: string[]
  topic: string
  pool: Pool
  databaseUrl: string
  logger: Logger
  metrics: Metrics
  /** A reader met another log than the one its checkpoint was written against; it has stopped. */
  onReplaced: (error: LogReplaced) => void
}

/** Opens also while no broker answers: writing waits for one, and so does reading. */
export async function openKafkaLog(deps: Deps): Promise<Log> {
  const { brokers, topic, logger, metrics } = deps
  const producer = createProducer({ brokers, topic, logger })
  const lanes = createLanes({ write: together(producer.write, brokers.length), logger, metrics })
  const ends = createEnds({ brokers, topic, logger })
  const subscriptions = new Set<Subscription>()

  return {
    append: lanes.append,
    trouble: lanes.trouble,
    async subscribe(reader) {
      const subscription = subscribe(deps, reader, ends.ask, () => subscriptions.delete(subscription))
      subscriptions.add(subscription)
      return subscription
    },
    async erase(records) {
      const trouble = (error: Error) => logger.warn({ error: error.message }, 'erasing is repeated')
      for (const [part, keys] of groupByPart(records))
        for (const some of cut(
          keys.map((key) => ({ key, bytes: key.length })),
          { count: 500, bytes: 100_000 },
        ))
          await insist(
            lanes.closed,
            () =>
              producer.forget(
                part,
                some.map(({ key }) => key),
              ),
            trouble,
          )
    },
    async close() {
      await Promise.all([...subscriptions].map((subscription) => subscription.stop()))
      await lanes.close()
      await Promise.all([producer.stop(), ends.stop()])
    },
  }
}

function subscribe(
  deps: Deps,
  reader: Reader,
  ends: () => Promise<Map<number, number>>,
  onStopped: () => void,
): Subscription {
  const { brokers, topic, pool, databaseUrl, logger, onReplaced } = deps
  let heardAt = Date.now()
  const onHeard = () => void (heardAt = Date.now())
  return subscriptionOf({
    reader,
    onReplaced,
    lastFetch: () => heardAt,
    onStopped,
    start(stopFor) {
      const consuming = startConsuming({ brokers, topic, reader, ends, onReplaced: stopFor, onHeard, logger })
      const take = (part: number) => telling(reader, part, consuming.take(part))
      const assignment = startAssignment({ pool, databaseUrl, reader: reader.name, take, ends, logger })
      return {
        async stop() {
          await assignment.stop()
          await consuming.stop()
        },
      }
    },
  })
}

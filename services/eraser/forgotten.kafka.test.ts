// An unsend to its end, on Kafka, after compaction (log.md §11).
import { describe, inject } from 'vitest'
import { openKafkaLog } from '../log/kafka.ts'
import { createTopic, deleteTopic } from '../log/topics.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { createOwnDatabase } from '../test/ownDatabase.ts'
import { beatKeys } from './beats.ts'
import { forgottenContract } from './forgotten.contract.ts'

const brokers = process.env.KAFKA_BROKERS?.split(',') ?? []
if (brokers.length === 0) console.log('erasing from Kafka was not tested: KAFKA_BROKERS is not set')

/** The cleaner passes every 15 s; what it may clean must be closed by an append first. */
const QUICK = {
  'segment.ms': '1000',
  'max.compaction.lag.ms': '1000',
  'delete.retention.ms': '1000',
  'min.cleanable.dirty.ratio': '0.01',
}

describe.skipIf(brokers.length === 0)('on Kafka', () => {
  forgottenContract(async () => {
    const database = await createOwnDatabase({ server: inject('databaseUrl'), prefix: 'madoguchi_test' })
    const { name: topic, url: databaseUrl } = database
    await createTopic({ brokers, topic, replication: 1, configs: QUICK })
    const base = { brokers, topic, databaseUrl, logger: silentLogger(), metrics: createMetrics() }
    let n = 0
    return {
      databaseUrl,
      settings: { KAFKA_BROKERS: brokers.join(), KAFKA_TOPIC: topic },
      openLog: (pool) => openKafkaLog({ ...base, pool, onReplaced: () => undefined }),
      /** A beat closes the segments of the records and of their tombstones. */
      async nudge({ log }) {
        n += 1
        const beat = { type: 'log.beat', v: 1, at: Date.now(), by: 'system', data: {} }
        await Promise.all(beatKeys().map((key) => log.append({ ...beat, id: `${key} ${n}`, key })))
      },
      async stop() {
        await deleteTopic({ brokers, topic })
        await database.drop()
      },
    }
  })
})

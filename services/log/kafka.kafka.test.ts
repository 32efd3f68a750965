import { randomBytes } from 'node:crypto'
import { describe } from 'vitest'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { openTestDatabase } from '../test/database.ts'
import { openKafkaLog } from './kafka.ts'
import { logContract } from './log.contract.ts'
import { readersContract } from './readers.contract.ts'
import { event, keyIn, type LogStage } from './stage.fixture.ts'
import { createTopic, deleteTopic } from './topics.ts'

const brokers = process.env.KAFKA_BROKERS?.split(',') ?? []
if (brokers.length === 0)
  console.log('the log on Kafka was not tested: KAFKA_BROKERS is not set (deploy/kafka starts a broker)')

/** The cleaner passes every 15 s; what it may clean must be closed by an append first. */
const QUICK = {
  'segment.ms': '1000',
  'max.compaction.lag.ms': '1000',
  'delete.retention.ms': '1000',
  'min.cleanable.dirty.ratio': '0.01',
}

async function openStage(): Promise<LogStage> {
  const database = await openTestDatabase()
  const { url: databaseUrl, pool } = database
  const topic = `madoguchi.test.${randomBytes(6).toString('hex')}`
  const create = () => createTopic({ brokers, topic, replication: 1, configs: QUICK })
  await create()
  return {
    pool,
    databaseUrl,
    kafka: { brokers, topic },
    open: (onReplaced) =>
      openKafkaLog({ brokers, topic, pool, databaseUrl, logger: silentLogger(), metrics: createMetrics(), onReplaced }),
    /** A beat closes the segments of the record and of its tombstone. */
    async nudge(log, part) {
      await log.append(event(keyIn(part)))
    },
    async recreate() {
      await deleteTopic({ brokers, topic })
      await create()
    },
    async stop() {
      await deleteTopic({ brokers, topic })
      await database.stop()
    },
  }
}

describe.skipIf(brokers.length === 0)('Kafka', () => {
  logContract('Kafka', openStage)
  readersContract('Kafka', openStage)
})

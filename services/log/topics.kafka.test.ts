import { randomBytes } from 'node:crypto'
import { ConfigResourceTypes, type Admin } from 'kafkajs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { silentLogger } from '../runtime/logger.ts'
import { createClient } from './kafka/client.ts'
import { createTopic, deleteTopic } from './topics.ts'

const brokers = process.env.KAFKA_BROKERS?.split(',') ?? []
if (brokers.length === 0) console.log('topics were not tested: KAFKA_BROKERS is not set')

describe.skipIf(brokers.length === 0)('the log’s topic', () => {
  const topic = `madoguchi.test.${randomBytes(6).toString('hex')}`
  let admin: Admin
  beforeEach(async () => {
    admin = createClient({ brokers, logger: silentLogger() }).kafka.admin()
    await admin.connect()
  })
  afterEach(async () => {
    await deleteTopic({ brokers, topic })
    await admin.disconnect()
  })

  test('it is made with the log’s settings, and making it again changes nothing', async () => {
    await createTopic({ brokers, topic, replication: 1, configs: { 'segment.ms': '1000' } })
    await createTopic({ brokers, topic, replication: 1 })
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
    expect(topics[0]!.partitions).toHaveLength(12)
    const resources = [{ type: ConfigResourceTypes.TOPIC, name: topic }]
    const described = await admin.describeConfigs({ includeSynonyms: false, resources })
    const configs = Object.fromEntries(described.resources[0]!.configEntries.map((e) => [e.configName, e.configValue]))
    expect(configs).toMatchObject({
      'cleanup.policy': 'compact',
      'message.timestamp.type': 'LogAppendTime',
      'unclean.leader.election.enable': 'false',
      'max.compaction.lag.ms': '604800000',
      'min.insync.replicas': '1',
      'segment.ms': '1000',
    })
  })

  test('one that exists with another number of partitions is refused', async () => {
    await admin.createTopics({ topics: [{ topic, numPartitions: 3, replicationFactor: 1 }] })
    await expect(createTopic({ brokers, topic, replication: 1 })).rejects.toThrow('exists with 3 partitions')
  })
})

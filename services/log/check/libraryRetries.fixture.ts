// Rejected: lanes whose repeats the library makes, under the record keys of the first try.
import { Partitioners } from 'kafkajs'
import { silentLogger } from '../../runtime/logger.ts'
import { createMetrics } from '../../runtime/metrics.ts'
import { createClient } from '../kafka/client.ts'
import { createLanes } from '../lanes.ts'
import type { Sending } from './severalPerSend.fixture.ts'

export async function openLibraryRetries({ brokers, topic }: { brokers: string[]; topic: string }): Promise<Sending> {
  const logger = silentLogger()
  const { kafka, sockets } = createClient({ brokers, logger })
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
    retry: { initialRetryTime: 100, retries: 20 },
  })
  await producer.connect()
  const lanes = createLanes({
    async write(partition, records) {
      const [ack] = await producer.send({
        topic,
        acks: -1,
        messages: records.map((record) => ({ ...record, partition })),
      })
      return Number(ack!.baseOffset)
    },
    logger,
    metrics: createMetrics(),
  })
  return {
    append: lanes.append,
    async stop() {
      await lanes.close()
      await producer.disconnect()
      sockets.destroyAll()
    },
  }
}

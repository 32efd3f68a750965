// Rejected: one send for all partitions, repeated by the library, whose resolving counts as the acknowledgement of everything
// in it. kafkajs remembers answers by broker: what moves to a broker that has answered is not sent again.
import { partitionOf } from '@madoguchi/contracts/ids'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { Partitioners } from 'kafkajs'
import { v7 as uuidv7 } from 'uuid'
import { silentLogger } from '../../runtime/logger.ts'
import { singleFlight } from '../../runtime/singleFlight.ts'
import { createClient } from '../kafka/client.ts'
import { encode } from '../wire.ts'

export type Sending = { append: (event: Envelope) => Promise<unknown>; stop: () => Promise<void> }

export async function openSeveralPerSend({ brokers, topic }: { brokers: string[]; topic: string }): Promise<Sending> {
  const { kafka, sockets } = createClient({ brokers, logger: silentLogger() })
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
    retry: { initialRetryTime: 100, maxRetryTime: 500, retries: 100 },
  })
  await producer.connect()
  const append = singleFlight(async (events: Envelope[]) => {
    const messages = events.map((event) => ({ ...encode(event), key: uuidv7(), partition: partitionOf(event.key) }))
    await producer.send({ topic, acks: -1, messages })
    return events.map(() => true)
  })
  return {
    append,
    async stop() {
      await producer.disconnect()
      sockets.destroyAll()
    },
  }
}

// Writing to one partition: a throw means "in doubt", and the lane repeats under fresh keys. The library itself repeats
// nothing: it would send the same record key again, and compaction would later drop the first copy and move the event.
// One send = one partition: over several, kafkajs acknowledges what it has not sent when a leader moves (#1303).
import { Partitioners, type Message } from 'kafkajs'
import type { Logger } from '../../runtime/logger.ts'
import type { Outgoing } from '../lanes.ts'
import { createClient } from './client.ts'

type Deps = { brokers: string[]; topic: string; logger: Logger }

export type Producer = {
  /** Offset of the first record. */
  write: (part: number, records: Outgoing[]) => Promise<number>
  /** Tombstones: compaction takes the values of these keys away. */
  forget: (part: number, keys: string[]) => Promise<void>
  stop: () => Promise<void>
}

export function createProducer({ brokers, topic, logger }: Deps): Producer {
  const { kafka, sockets } = createClient({ brokers, logger })
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
    idempotent: false,
    retry: { retries: 0 },
  })
  producer.on(producer.events.REQUEST_TIMEOUT, sockets.onRequestTimeout)
  let connecting: Promise<void> | undefined

  /** Once; a failure is forgotten, so that the next write tries again. */
  const connected = () =>
    (connecting ??= producer.connect().catch((error: unknown) => {
      connecting = undefined
      throw error
    }))

  async function send(part: number, messages: Message[]): Promise<number> {
    await connected()
    const [ack] = await producer.send({ topic, acks: -1, messages })
    if (ack?.partition !== part || ack.errorCode !== 0 || ack.baseOffset === undefined)
      throw new Error(`no acknowledgement for partition ${part}`)
    return Number(ack.baseOffset)
  }

  connected().catch((error: Error) => logger.warn({ error: error.message }, 'Kafka is not reachable yet'))
  return {
    write: (partition, records) =>
      send(
        partition,
        records.map((record) => ({ partition, ...record })),
      ),
    async forget(partition, keys) {
      await send(
        partition,
        keys.map((key) => ({ partition, key, value: null })),
      )
    },
    async stop() {
      await connecting?.catch(() => undefined)
      await producer.disconnect().catch(() => undefined)
      sockets.destroyAll()
    },
  }
}

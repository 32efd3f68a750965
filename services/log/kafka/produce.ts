// Writing to partitions: a throw means "in doubt", and the lanes repeat under fresh keys. The library itself repeats nothing: it
// would send the same record key again, and compaction would later drop the first copy and move the event. Repeating over several
// partitions it would also acknowledge what it has not sent when a leader moves (#1303); trying once, and with each partition's
// acknowledgement looked for, it cannot.
import { Partitioners, type Message, type RecordMetadata } from 'kafkajs'
import type { Logger } from '../../runtime/logger.ts'
import type { WriteAll } from '../together.ts'
import { createClient } from './client.ts'
import { answered, CONNECT_MS, leave, NoAnswer } from './patience.ts'

type Deps = { brokers: string[]; topic: string; logger: Logger; answerMs?: number }

export type Producer = {
  /** One request a broker. */
  write: WriteAll
  /** Tombstones: compaction takes the values of these keys away. */
  forget: (part: number, keys: string[]) => Promise<void>
  stop: () => Promise<void>
}

export function createProducer({ brokers, topic, logger, answerMs }: Deps): Producer {
  let current = open({ brokers, logger })
  current.connected().catch((error: Error) => logger.warn({ error: error.message }, 'Kafka is not reachable yet'))

  async function send(parts: number[], messages: Message[]): Promise<number[]> {
    const mine = current
    try {
      await answered('connecting', mine.connected(), CONNECT_MS)
      const acks = await answered('a write', mine.producer.send({ topic, acks: -1, messages }), answerMs)
      return parts.map((part) => acknowledged(acks, part))
    } catch (error) {
      if (error instanceof NoAnswer && mine === current) {
        logger.error({ error: error.message }, 'producer is replaced')
        current = open({ brokers, logger })
        void mine.stop() // its sockets are gone within 3 s, and with them what others still have in hand on it
      }
      throw error
    }
  }

  return {
    write: (slices) =>
      send(
        slices.map(({ part }) => part),
        slices.flatMap(({ part, records }) => records.map((record) => ({ partition: part, ...record }))),
      ),
    async forget(partition, keys) {
      await send(
        [partition],
        keys.map((key) => ({ partition, key, value: null })),
      )
    },
    stop: () => current.stop(),
  }
}

function acknowledged(acks: RecordMetadata[], part: number): number {
  const ack = acks.find(({ partition }) => partition === part)
  if (ack?.errorCode !== 0 || ack.baseOffset === undefined) throw new Error(`no acknowledgement for partition ${part}`)
  return Number(ack.baseOffset)
}

function open({ brokers, logger }: { brokers: string[]; logger: Logger }) {
  const { kafka, sockets } = createClient({ brokers, logger })
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
    idempotent: false,
    retry: { retries: 0 },
  })
  producer.on(producer.events.REQUEST_TIMEOUT, sockets.onRequestTimeout)
  let connecting: Promise<void> | undefined
  return {
    producer,
    /** Once; a failure is forgotten, so that the next write tries again. */
    connected: () =>
      (connecting ??= producer.connect().catch((error: unknown) => {
        connecting = undefined
        throw error
      })),
    stop: () =>
      leave(sockets, async () => {
        await connecting
        await producer.disconnect()
      }),
  }
}

// One consumer from its first connection to its end. A group of its own, which commits nothing: the checkpoint row is the
// truth, and who reads what is decided in Postgres. A shared group would stop every reader at each restart.
import { randomUUID } from 'node:crypto'
import { PARTITIONS } from '@madoguchi/contracts/ids'
import type { Consumer, EachBatchPayload } from 'kafkajs'
import type { Logger } from '../../runtime/logger.ts'
import { createClient, type Client } from './client.ts'
import type { Partition, Seat } from './partition.ts'
import { leave } from './patience.ts'
import { recordOf } from './record.ts'

type Deps = {
  brokers: string[]
  topic: string
  reader: string
  /** Ours at this moment; the same map for every session of a reader. */
  partitions: Map<number, Partition>
  /** Called with every sign of life from Kafka. */
  onHeard: () => void
  logger: Logger
}

export type Session = {
  /** Begins reading it if the group is joined; else joining will. */
  begin: (partition: Partition) => void
  pause: (part: number) => void
  /** Resolves when this consumer is of no more use, with the reason. */
  ended: Promise<string>
  end: () => Promise<void>
}

/** Neither a fetch nor a heartbeat for so long: the consumer is dead, whatever it says of itself. */
const SILENCE_MS = 30_000
const LOOK_MS = 5_000

export function openSession(deps: Deps): Session {
  const { topic, partitions, onHeard } = deps
  const client = createClient(deps)
  const consumer = createConsumer(client, deps.reader)
  const { promise: ended, resolve: end } = Promise.withResolvers<string>()
  let joined = false
  let over = false
  let heardAt = Date.now()
  const heard = () => {
    heardAt = Date.now()
    onHeard()
  }

  const seat: Seat = {
    seek(part, off) {
      if (over) return
      consumer.seek({ topic, partition: part, offset: String(off) })
      consumer.resume([{ topic, partitions: [part] }])
    },
    pause: (part) => (over ? undefined : consumer.pause([{ topic, partitions: [part] }])),
  }

  async function eachBatch(payload: EachBatchPayload) {
    const { batch } = payload
    const partition = over ? undefined : partitions.get(batch.partition)
    if (!partition || payload.isStale()) return
    const records = batch.messages.map((message) => recordOf(batch.partition, message))
    const taken = { records, highWatermark: Number(batch.highWatermark) }
    const fine = () => !over && payload.isRunning() && !payload.isStale()
    await partition.take(taken, seat, { heartbeat: () => payload.heartbeat(), fine })
  }

  // Listeners are not awaited: pausing must happen at once, or the library delivers from 0 before anybody has sought.
  consumer.on(consumer.events.GROUP_JOIN, () => {
    consumer.pause([{ topic, partitions: ALL }])
    joined = true
    heard()
    for (const partition of partitions.values()) partition.begin(seat)
  })
  consumer.on(consumer.events.FETCH, heard)
  consumer.on(consumer.events.HEARTBEAT, heard)
  consumer.on(consumer.events.REQUEST_TIMEOUT, client.sockets.onRequestTimeout)
  consumer.on(consumer.events.CRASH, ({ payload }) => end(payload.error.message))
  const watch = setInterval(() => {
    if (Date.now() - heardAt > SILENCE_MS) end('silent')
  }, LOOK_MS)

  start(consumer, topic, eachBatch).catch((error: Error) => end(error.message))
  return {
    begin(partition) {
      if (joined && !over) partition.begin(seat)
    },
    pause: (part) => (joined ? seat.pause(part) : undefined),
    ended,
    async end() {
      over = true
      clearInterval(watch)
      end('ended')
      for (const partition of partitions.values()) partition.leave()
      await leave(client.sockets, () => consumer.disconnect())
    },
  }
}

const ALL = Array.from({ length: PARTITIONS }, (_, part) => part)

function createConsumer({ kafka }: Client, reader: string): Consumer {
  return kafka.consumer({
    groupId: `madoguchi.${reader}.${randomUUID()}`,
    sessionTimeout: 10_000,
    rebalanceTimeout: 12_000,
    heartbeatInterval: 2_000,
    // An empty or paused fetch sleeps so long.
    maxWaitTimeInMs: 250,
    minBytes: 1,
    allowAutoTopicCreation: false,
    // The library's own restarts pile up members: a consumer that crashes is replaced by a new one in a new group.
    retry: { retries: 2, restartOnFailure: async () => false },
  })
}

async function start(consumer: Consumer, topic: string, eachBatch: (payload: EachBatchPayload) => Promise<void>) {
  await consumer.connect()
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
  await consumer.run({ autoCommit: false, partitionsConsumedConcurrently: PARTITIONS, eachBatch })
}

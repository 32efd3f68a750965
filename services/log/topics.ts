// The log's topic on Kafka: 12 partitions, never changed, because keys would move and cursors lose their meaning.
import { PARTITIONS } from '@madoguchi/contracts/ids'
import type { Admin, PartitionMetadata } from 'kafkajs'
import { sleep } from '../runtime/backoff.ts'
import { silentLogger } from '../runtime/logger.ts'
import { ADMIN_RETRY, createClient } from './kafka/client.ts'

/**
 * `compact` alone: nothing disappears except what `erase` names; `compact,delete` would drop old segments. The log's own clock
 * keeps a search by time monotonic. A cleaning pass is due after 7 days at the latest: by default erasure could take for ever.
 */
const CONFIGS = {
  'cleanup.policy': 'compact',
  'unclean.leader.election.enable': 'false',
  'message.timestamp.type': 'LogAppendTime',
  'segment.bytes': '268435456',
  'max.compaction.lag.ms': '604800000',
  'delete.retention.ms': '86400000',
  'min.cleanable.dirty.ratio': '0.5',
}

type Wish = { brokers: string[]; topic: string; replication: number; configs?: Record<string, string> }

/** Makes it, or leaves one that is right as it is. Refuses a topic that exists with another number of partitions. */
export async function createTopic({ brokers, topic, replication, configs = {} }: Wish): Promise<void> {
  // Acknowledged by one replica is not "no loss"; with one broker there is no other.
  const inSync = { 'min.insync.replicas': replication >= 3 ? '2' : '1' }
  const configEntries = Object.entries({ ...CONFIGS, ...inSync, ...configs }).map(([name, value]) => ({ name, value }))
  await withAdmin(brokers, async (admin) => {
    const wanted = { topic, numPartitions: PARTITIONS, replicationFactor: replication, configEntries }
    await admin.createTopics({ topics: [wanted], waitForLeaders: false })
    await untilLed(admin, topic)
  })
}

const LED_MS = 30_000
const LOOK_MS = 50
/** A broker may not have heard of it for a moment, and its partitions have no leader at first. */
async function untilLed(admin: Admin, topic: string): Promise<void> {
  const late = Date.now() + LED_MS
  for (;;) {
    const partitions = await partitionsOf(admin, topic)
    if (partitions) check(topic, partitions.length)
    if (partitions?.every(({ leader }) => leader >= 0)) return
    if (Date.now() > late) throw new Error(`topic ${topic} has partitions without a leader after ${LED_MS / 1_000} s`)
    await sleep(LOOK_MS)
  }
}

async function partitionsOf(admin: Admin, topic: string): Promise<PartitionMetadata[] | null> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
    return topics[0]?.partitions ?? null
  } catch (error) {
    const type = typeOf(error)
    if (type === 'UNKNOWN_TOPIC_OR_PARTITION' || type === 'LEADER_NOT_AVAILABLE') return null
    throw error
  }
}

/** Kafka's name for what went wrong; the library wraps it when it has repeated in vain. */
function typeOf(error: unknown): string | undefined {
  const { type, cause } = error as { type?: string; cause?: { type?: string } }
  return type ?? cause?.type
}

function check(topic: string, partitions: number): void {
  if (partitions !== PARTITIONS)
    throw new Error(
      `topic ${topic} exists with ${partitions} partitions; the log has ${PARTITIONS} and that cannot change`,
    )
}

/** Takes everything on it along. Resolves when the brokers have forgotten it. */
export async function deleteTopic({ brokers, topic }: { brokers: string[]; topic: string }): Promise<void> {
  await withAdmin(brokers, async (admin) => {
    await admin.deleteTopics({ topics: [topic] }).catch((error: unknown) => {
      if (typeOf(error) !== 'UNKNOWN_TOPIC_OR_PARTITION') throw error
    })
    while ((await admin.listTopics()).includes(topic)) await sleep(LOOK_MS)
  })
}

async function withAdmin<T>(brokers: string[], run: (admin: Admin) => Promise<T>): Promise<T> {
  const { kafka, sockets } = createClient({ brokers, logger: silentLogger() })
  const admin = kafka.admin({ retry: ADMIN_RETRY })
  admin.on(admin.events.REQUEST_TIMEOUT, sockets.onRequestTimeout)
  try {
    await admin.connect()
    return await run(admin)
  } finally {
    await admin.disconnect()
    sockets.destroyAll()
  }
}

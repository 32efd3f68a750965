// A topic that was recreated is another log: readers stop with code 1 and say what to do; a person adopts it.
import { randomBytes, randomUUID } from 'node:crypto'
import { Kafka, logLevel } from 'kafkajs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openKafkaLog } from '../log/kafka.ts'
import { createTopic } from '../log/topics.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { startChild, type Child } from './child.ts'
import { runMain } from './command.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

const brokers = process.env.KAFKA_BROKERS?.split(',') ?? []
const possible = brokers.length > 0
if (!possible) console.log('replaced.kafka.test.ts is not run: KAFKA_BROKERS is not set')

const topic = `replaced-${randomBytes(6).toString('hex')}`
let database: TestDatabase
const children: Child[] = []
beforeAll(async () => {
  if (possible) database = await openTestDatabase()
})
afterAll(async () => {
  for (const child of children) await child.kill('SIGKILL')
  await database?.stop()
})

const settings = () => ({
  DATABASE_URL: database.url,
  KAFKA_BROKERS: brokers.join(','),
  KAFKA_TOPIC: topic,
  SECRET_KEY: 'k'.repeat(32),
})

async function startProjector() {
  const child = await startChild({ args: ['projector'], env: settings(), ready: /ready on/ })
  children.push(child)
  return child
}

/** Events onto the topic as it is now. */
async function fill(n: number) {
  const deps = { pool: database.pool, databaseUrl: database.url, logger: silentLogger(), metrics: createMetrics() }
  const log = await openKafkaLog({ ...deps, brokers, topic, onReplaced: () => undefined })
  await Promise.all(
    Array.from({ length: n }, (_, i) =>
      log.append({
        id: randomUUID(),
        type: 'log.beat',
        v: 1,
        key: `-:${i % 40}`,
        at: Date.now(),
        by: 'system',
        data: {},
      }),
    ),
  )
  await log.close()
}

const readTo = async () =>
  Number(
    (
      await database.pool.query<{ read: string }>(
        `select coalesce(sum(next), 0) as read from checkpoint where reader like 'inbox%'`,
      )
    ).rows[0]!.read,
  )

test.skipIf(!possible)(
  'a recreated topic stops the reader with code 1 and a line that says what to do; adopted, it goes on',
  async () => {
    await createTopic({ brokers, topic, replication: 1 })
    await fill(200)
    const before = await startProjector()
    await expect.poll(readTo, { timeout: 20_000 }).toBe(200)
    expect(await before.kill()).toBe(0)

    const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin()
    await admin.connect()
    await admin.deleteTopics({ topics: [topic] })
    await expect.poll(async () => (await admin.listTopics()).includes(topic), { timeout: 20_000 }).toBe(false)
    await admin.disconnect()
    await createTopic({ brokers, topic, replication: 1 })
    await fill(300)

    const after = await startProjector()
    expect(await after.exited).toBe(1)
    expect(after.output()).toMatch(/log adopt/)
    await runMain(['log', 'adopt', '--yes'], settings())
    const adopted = await startProjector()
    await expect.poll(readTo, { timeout: 20_000 }).toBe(300)
    expect(await adopted.kill()).toBe(0)
  },
  120_000,
)

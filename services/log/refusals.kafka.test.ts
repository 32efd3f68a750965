// Brokers that refuse: said by name in the log, counted, shown on /ready; what waits is written once they take it again.
import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMetrics } from '../runtime/metrics.ts'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import { readWhole } from './check/tail.fixture.ts'
import { openKafkaLog } from './kafka.ts'
import { EventTooLarge, type Log } from './log.ts'
import { event, keyIn } from './stage.fixture.ts'
import { createTopic, deleteTopic } from './topics.ts'

const brokers = process.env.KAFKA_BROKERS?.split(',') ?? []
if (brokers.length === 0) console.log('brokers that refuse were not tested: KAFKA_BROKERS is not set')

describe.skipIf(brokers.length === 0)('a broker refuses', { timeout: 60_000 }, () => {
  const PART = 2
  const key = keyIn(PART)
  let topic: string
  let database: TestDatabase
  let log: Log
  let metrics: ReturnType<typeof createMetrics>
  let lines: string[]

  beforeEach(async () => {
    topic = `madoguchi.test.${randomBytes(6).toString('hex')}`
    database = await openTestDatabase()
    metrics = createMetrics()
    lines = []
  })
  afterEach(async () => {
    await log?.close()
    await deleteTopic({ brokers, topic })
    await database.stop()
  })

  async function open(configs: Record<string, string>) {
    await createTopic({ brokers, topic, replication: 1, configs })
    const logger = pino({ level: 'warn' }, { write: (line) => void lines.push(line) })
    const { pool, url: databaseUrl } = database
    const onReplaced = (error: Error) => expect.fail(error.message)
    log = await openKafkaLog({ brokers, topic, pool, databaseUrl, logger, metrics, onReplaced })
  }
  const failures = async (cause: string) =>
    (await metrics.appendFailures.get()).values.find(({ labels }) => labels.cause === cause)?.value ?? 0
  test('because a batch is too large: it goes on in smaller ones, and one event that is too large alone is given back', async () => {
    await open({ 'max.message.bytes': '5000' })
    const size = (bytes: number) => event(key, { data: 'x'.repeat(bytes) })
    const events = [
      ...Array.from({ length: 40 }, () => size(800)),
      size(20_000),
      ...Array.from({ length: 9 }, () => size(800)),
    ]
    const outcomes = await Promise.allSettled(events.map((one) => log.append(one)))
    const [huge] = outcomes.splice(40, 1)
    expect(huge).toMatchObject({ status: 'rejected', reason: expect.any(EventTooLarge) })
    expect(outcomes.every(({ status }) => status === 'fulfilled')).toBe(true)
    expect(await failures('MESSAGE_TOO_LARGE')).toBeGreaterThan(1)
    expect(lines.join('')).toContain('max.message.bytes of the topic is too small')
    expect(lines.join('')).toContain(`"event":"${events[40]!.id}"`)
    const ids = events.toSpliced(40, 1).map((one) => one.id)
    const records = await readWhole(log, `r_${topic.slice(-8)}`, new Map([[PART, ids.length]]))
    expect(records.map((record) => record.event!.id)).toEqual(ids)
  })
})

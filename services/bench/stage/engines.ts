// What a benchmark stands on: a database of its own, and a topic of its own where Kafka is named. Topics go with their broker.
import { randomBytes } from 'node:crypto'
import type { Pool } from '../../db/pool.ts'
import { createTopic } from '../../log/topics.ts'
import { openBenchDatabase } from '../database.ts'

export type Engines = {
  url: string
  pool: Pool
  /** null = the log is in PostgreSQL. */
  kafka: Kafka | null
  redisUrl: string | null
  /** Settings for roles as processes. */
  env: Record<string, string>
  stop(): Promise<void>
}
export type Kafka = { brokers: string[]; topic: string }

export async function openEngines(): Promise<Engines> {
  const database = await openBenchDatabase()
  const kafka = await openTopic()
  const redisUrl = process.env.REDIS_URL || null
  return {
    ...database,
    kafka,
    redisUrl,
    env: {
      DATABASE_URL: database.url,
      ...(kafka && { KAFKA_BROKERS: kafka.brokers.join(','), KAFKA_TOPIC: kafka.topic }),
      ...(redisUrl !== null && { REDIS_URL: redisUrl }),
    },
  }
}

/** `configs` beside those of our log. null = KAFKA_BROKERS is not set. */
export async function openTopic(configs: Record<string, string> = {}): Promise<Kafka | null> {
  const brokers = process.env.KAFKA_BROKERS?.split(',')
  if (!brokers?.[0]) return null
  const topic = `madoguchi_bench_${randomBytes(6).toString('hex')}`
  await createTopic({ brokers, topic, replication: Math.min(3, brokers.length), configs })
  return { brokers, topic }
}

// A database and a topic of one scene's own, on the real engines that the environment names.
import type { Stack } from '../runtime/lifecycle.ts'
import { createOwnDatabase } from './ownDatabase.ts'

/** The settings for roles; the database goes with the stack, the topic with its broker. */
export async function openRealEngines(stack: Stack): Promise<Record<string, string>> {
  const { DATABASE_URL, KAFKA_BROKERS, REDIS_URL } = process.env
  if (!DATABASE_URL || !KAFKA_BROKERS || !REDIS_URL)
    throw new Error('DATABASE_URL, KAFKA_BROKERS and REDIS_URL are needed')
  const { name, url, drop } = await createOwnDatabase({ server: DATABASE_URL, prefix: 'madoguchi_scene' })
  stack.add(drop)
  return { DATABASE_URL: url, KAFKA_BROKERS, KAFKA_TOPIC: name, REDIS_URL }
}

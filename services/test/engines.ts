// A database and a topic of one scene's own, on the real engines that the environment names.
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { Stack } from '../runtime/lifecycle.ts'

/** The settings for roles; the database goes with the stack, the topic with its broker. */
export async function openRealEngines(stack: Stack): Promise<Record<string, string>> {
  const { DATABASE_URL, KAFKA_BROKERS, REDIS_URL } = process.env
  if (!DATABASE_URL || !KAFKA_BROKERS || !REDIS_URL)
    throw new Error('DATABASE_URL, KAFKA_BROKERS and REDIS_URL are needed')
  const name = `madoguchi_scene_${randomBytes(6).toString('hex')}`
  const onServer = async (sql: string) => {
    const client = new pg.Client({ connectionString: DATABASE_URL })
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  await onServer(`create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`)
  stack.add(() => onServer(`drop database ${name} with (force)`))
  const url = Object.assign(new URL(DATABASE_URL), { pathname: `/${name}` }).href
  return { DATABASE_URL: url, KAFKA_BROKERS, KAFKA_TOPIC: name, REDIS_URL }
}

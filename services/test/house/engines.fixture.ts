// Engines of a check's own: seven processes take more connections than a shared server has to spare, the bus's channels have fixed names,
// and a check may stop its Redis.
import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../db/embedded.ts'
import type { Stack } from '../../runtime/lifecycle.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { findRedis, startFaultyRedis, type FaultyRedis } from '../faults/redis.ts'

/** `engines`: settings for roles; the topic goes with its broker. */
export type OwnEngines = { engines: Record<string, string>; redis: FaultyRedis }

/** What a run with them lacks on this machine; null = nothing. */
export function missingEngines(): string | null {
  if (!process.env.KAFKA_BROKERS) return 'KAFKA_BROKERS is not set (deploy/kafka starts a broker)'
  return findRedis() === null ? 'redis-server is not installed' : null
}

export async function openOwnEngines(stack: Stack): Promise<OwnEngines> {
  const folder = stack.use(await mkdtemp(join(tmpdir(), 'madoguchi-house-')), (path) => rm(path, { recursive: true }))
  await chmod(folder, 0o711)
  const postgres = stack.use(await startEmbedded({ folder, logger: silentLogger() }), (opened) => opened.stop())
  const redis = stack.use(await startFaultyRedis(), (opened) => opened.stop())
  const engines = {
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    KAFKA_BROKERS: process.env.KAFKA_BROKERS!,
    KAFKA_TOPIC: `house-${randomUUID()}`,
  }
  return { engines, redis }
}

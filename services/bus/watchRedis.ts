// Whether Redis takes writes, asked by writing. One without memory refuses them, a replica too, while notices still pass and leases
// mostly do: nobody would notice until it grows worse. Said on /ready, once in the log and in a metric; nothing waits for it.
import type { Health } from '../runtime/health.ts'
import type { Logger } from '../runtime/logger.ts'
import { connectRedis, countError, type RedisMetrics } from './connection.ts'

type Deps = { url: string; logger: Logger; metrics: RedisMetrics; health: Health; everyMs?: number }

const EVERY_MS = 2_000
const KEY = 'madoguchi:writable'
const KEPT_MS = 60_000

/** Never rejects, like all that holds on to Redis. */
export function watchRedis({ url, logger, metrics, health, everyMs = EVERY_MS }: Deps): { stop(): Promise<void> } {
  const options = { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 3_000 }
  const redis = connectRedis({ url, logger, metrics, user: 'watch', options })
  let why: string | null = null

  async function look() {
    if (redis.status !== 'ready') return void (why ??= 'Redis is not reachable')
    try {
      await redis.set(KEY, '1', 'PX', KEPT_MS)
      why = null
    } catch (error) {
      countError(metrics, 'watch', error)
      const now = `Redis takes no writes: ${(error as Error).message}`
      if (why !== now) logger.warn(now)
      why = now
    }
  }
  redis.once('ready', () => void look())
  const timer = setInterval(() => void look(), everyMs)
  health.check('redis', () => (why === null ? { state: 'ok' } : { state: 'degraded', why }))
  return {
    stop() {
      clearInterval(timer)
      redis.disconnect()
      return Promise.resolve()
    },
  }
}

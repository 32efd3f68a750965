// One way to hold on to Redis: it is tried for ever, an outage is said once, and it ends no process.
import { Redis, type RedisOptions } from 'ioredis'
import { backoff } from '../runtime/backoff.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'

export type ConnectionOptions = Omit<RedisOptions, 'replyMapping'>
export type RedisUser = 'bus' | 'presence' | 'watch'
export type RedisMetrics = Pick<Metrics, 'redisErrors'>
type Deps = {
  url: string
  logger: Logger
  metrics?: RedisMetrics | undefined
  user: RedisUser
  options: ConnectionOptions
}

export function connectRedis({ url, logger, metrics, user, options }: Deps): Redis {
  const redis = new Redis(url, {
    ...options,
    connectTimeout: 3_000,
    // A peer that only stays silent would otherwise look alive until TCP gives up.
    keepAlive: 5_000,
    retryStrategy: (times) => backoff(times, { first: 50, max: 2_000 }),
  })
  let said = false
  redis.on('ready', () => (said = false))
  redis.on('error', (error) => {
    if (!said) logger.warn({ error: error.message }, `${user}: redis not reachable; trying on`)
    said = true
    countError(metrics, user, error)
  })
  return redis
}

/** The cause is a code, not a sentence: the system's, or the word with which Redis begins its refusals (OOM, READONLY). */
export function countError(metrics: RedisMetrics | undefined, user: RedisUser, error: unknown): void {
  const { code, message = '' } = error as { code?: string; message?: string }
  metrics?.redisErrors.inc({ user, cause: code ?? /^[A-Z]{2,}\b/.exec(message)?.[0] ?? 'other' })
}

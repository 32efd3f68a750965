// One way to hold on to Redis: it is tried for ever, an outage is said once, and it ends no process.
import { Redis, type RedisOptions } from 'ioredis'
import { backoff } from '../runtime/backoff.ts'
import type { Logger } from '../runtime/logger.ts'

export type ConnectionOptions = Omit<RedisOptions, 'replyMapping'>
type Deps = { url: string; logger: Logger; user: 'bus' | 'presence'; options: ConnectionOptions }

export function connectRedis({ url, logger, user, options }: Deps): Redis {
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
  })
  return redis
}

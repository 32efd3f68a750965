// Presence in Redis (script.ts), with the promises of presence.ts. While Redis is away every call throws at once.
import type { Result } from 'ioredis'
import { busChannel } from '../bus/bus.ts'
import { connectRedis, countError, type RedisMetrics } from '../bus/connection.ts'
import type { Logger } from '../runtime/logger.ts'
import { EXPIRE_AT_ONCE, LEASE_MS, effectOf, memberOf, type Presence } from './presence.ts'
import { EXPIRE, MEMBERS, TOUCH } from './script.ts'

declare module 'ioredis' {
  interface RedisCommander<Context> {
    presenceTouch(room: string, all: string, ...args: (string | number)[]): Result<null, Context>
    presenceExpire(all: string, channel: string, most: number): Result<null, Context>
    presenceMembers(all: string): Result<string[], Context>
  }
}

const ALL = '{presence}'
const CHANNEL = busChannel('presence')
const FIRST_WAIT_MS = 2_000

/** Never rejects: a Redis that cannot be reached is tried for ever. `prefix` keeps tests on one Redis apart. */
export async function openRedisPresence({
  url,
  logger,
  metrics,
  prefix = '',
  channel = CHANNEL,
}: {
  url: string
  logger: Logger
  metrics?: RedisMetrics
  prefix?: string
  channel?: string
}): Promise<Presence> {
  const redis = connect(url, logger, metrics)
  const all = `${prefix}${ALL}`
  await Promise.race([
    new Promise<void>((resolve) => void redis.once('ready', () => resolve())),
    new Promise<void>((resolve) => void setTimeout(resolve, FIRST_WAIT_MS).unref()),
  ])

  const counted = <T>(answer: Promise<T>): Promise<T> =>
    answer.catch((error: unknown) => {
      countError(metrics, 'presence', error)
      throw error
    })

  return {
    async touch(signal) {
      const { touch, end } = effectOf(signal)
      const [member, lease] = touch === null ? ['', 0] : [memberOf(touch), LEASE_MS[touch.state]]
      const ends = end.map(memberOf)
      await counted(redis.presenceTouch(`${all}:${signal.room}`, all, channel, signal.room, member, lease, ...ends))
    },
    async expire() {
      await counted(redis.presenceExpire(all, channel, EXPIRE_AT_ONCE))
    },
    async members() {
      const rooms = new Map<string, string[]>()
      for (const entry of await counted(redis.presenceMembers(all))) {
        const space = entry.lastIndexOf(' ')
        const room = entry.slice(0, space)
        rooms.set(room, [...(rooms.get(room) ?? []), entry.slice(space + 1)])
      }
      return rooms
    },
    stop() {
      redis.disconnect()
      return Promise.resolve()
    },
  }
}

const connect = (url: string, logger: Logger, metrics: RedisMetrics | undefined) =>
  connectRedis({
    url,
    logger,
    metrics,
    user: 'presence',
    options: {
      scripts: {
        presenceTouch: { lua: TOUCH, numberOfKeys: 2 },
        presenceExpire: { lua: EXPIRE, numberOfKeys: 1 },
        presenceMembers: { lua: MEMBERS, numberOfKeys: 1 },
      },
      enableAutoPipelining: true,
      enableOfflineQueue: false, // an old signal is no news
      maxRetriesPerRequest: 0,
      commandTimeout: 3_000,
    },
  })

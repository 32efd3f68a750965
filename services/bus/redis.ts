// The bus between processes: Redis pub/sub. Two connections, since one that listens may say nothing else. While Redis is away
// notices are dropped, not queued: whoever needs one repairs from the table, and a queue would only deliver old news later.
import type { Redis } from 'ioredis'
import type { Logger } from '../runtime/logger.ts'
import { busChannel, type Bus, type BusTopic } from './bus.ts'
import { connectRedis, countError, type ConnectionOptions, type RedisMetrics } from './connection.ts'

type Handler = (notice: unknown) => void
type Deps = { url: string; logger: Logger; metrics?: RedisMetrics }

/** How long the start waits for Redis; without it the process starts all the same and connects later. */
const FIRST_WAIT_MS = 2_000

/** Never rejects: a Redis that cannot be reached is tried for ever. */
export async function openRedisBus(deps: Deps): Promise<Bus> {
  const { logger, metrics } = deps
  const speaker = connect(deps, { enableOfflineQueue: false })
  const listener = connect(deps, { autoResubscribe: true })
  const handlers = new Map<string, Set<Handler>>()

  listener.on('message', (channel: string, text: string) => {
    const wanted = handlers.get(channel)
    if (wanted === undefined) return
    const notice = parsed(text)
    for (const handler of wanted) guarded(handler, notice, channel, logger)
  })

  function subscribe(topic: BusTopic, handler: Handler): () => void {
    const channel = busChannel(topic)
    const wanted = handlers.get(channel) ?? new Set()
    handlers.set(channel, wanted.add(handler))
    if (wanted.size === 1) listener.subscribe(channel).catch(() => undefined) // asked again by every reconnect
    return () => {
      if (!wanted.delete(handler) || wanted.size > 0) return
      handlers.delete(channel)
      listener.unsubscribe(channel).catch(() => undefined)
    }
  }

  await Promise.race([Promise.all([ready(speaker), ready(listener)]), wait(FIRST_WAIT_MS)])
  return {
    publish(topic, notice) {
      if (speaker.status !== 'ready') return
      const lost = (error: unknown) => countError(metrics, 'bus', error)
      speaker.publish(busChannel(topic), JSON.stringify(notice)).catch(lost) // as promised
    },
    subscribe,
    healthy: () => speaker.status === 'ready' && listener.status === 'ready',
    stop() {
      handlers.clear()
      speaker.disconnect()
      listener.disconnect()
      return Promise.resolve()
    },
  }
}

const connect = (deps: Deps, options: ConnectionOptions) =>
  connectRedis({ ...deps, user: 'bus', options: { ...options, maxRetriesPerRequest: null } })

function guarded(handler: Handler, notice: unknown, channel: string, logger: Logger) {
  try {
    if (notice !== undefined) handler(notice)
  } catch (error) {
    logger.error({ channel, error: String(error) }, 'bus handler failed')
  }
}

/** undefined = somebody else's words on our channel. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const ready = (redis: Redis) => new Promise<void>((resolve) => void redis.once('ready', () => resolve()))
const wait = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms).unref())

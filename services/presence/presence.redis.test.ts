import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import { describe, expect, test } from 'vitest'
import type { Bus } from '../bus/bus.ts'
import { createMemoryBus } from '../bus/memory.ts'
import { silentLogger } from '../runtime/logger.ts'
import { presenceContract } from './presence.contract.ts'
import { openRedisPresence } from './redis.ts'

const url = process.env.REDIS_URL
if (!url) console.warn('presence on Redis: skipped, REDIS_URL is not set')
const logger = silentLogger()

/** The scripts publish on Redis; here on a channel of this run, so that other tests on the same Redis are not disturbed. */
function busOver(listener: Redis, channel: string): Bus {
  const local = createMemoryBus({ logger })
  listener.on('message', (_channel, text) => local.publish('presence', JSON.parse(text)))
  void listener.subscribe(channel)
  return local
}

describe.skipIf(!url)('on Redis', () => {
  presenceContract('in Redis', async () => {
    const prefix = `test:${randomBytes(6).toString('hex')}:`
    const channel = `${prefix}presence`
    const listener = new Redis(url!)
    const raw = new Redis(url!)
    const bus = busOver(listener, channel)
    const here = await openRedisPresence({ url: url!, logger, prefix, channel })
    const there = await openRedisPresence({ url: url!, logger, prefix, channel })
    return {
      here,
      there,
      bus,
      /** Redis's clock cannot be set: every lease is shortened instead, which is the same from inside. */
      async pass(ms) {
        const all = `${prefix}{presence}`
        for (const key of [all, ...(await raw.keys(`${all}:*`))])
          for (const member of await raw.zrange(key, '0', '-1')) await raw.zincrby(key, String(-ms), member)
      },
      async stop() {
        for (const key of await raw.keys(`${prefix}*`)) await raw.del(key)
        for (const one of [here, there, bus]) await one.stop()
        listener.disconnect()
        raw.disconnect()
      },
    }
  })

  test('without Redis every call fails at once instead of waiting, and the opening does not fail', async () => {
    const presence = await openRedisPresence({ url: 'redis://127.0.0.1:1', logger })
    const began = performance.now()
    await expect(presence.members()).rejects.toThrow()
    await expect(presence.touch({ room: 'r', agent: 'a', connection: 'c', state: 'viewing' })).rejects.toThrow()
    expect(performance.now() - began).toBeLessThan(1_000)
    await presence.stop()
  })
})

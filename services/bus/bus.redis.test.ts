import { createServer, connect, type AddressInfo, type Socket } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { busContract, contractLogger as logger } from './bus.contract.ts'
import { openRedisBus } from './redis.ts'

const url = process.env.REDIS_URL
if (!url) console.warn('bus on Redis: skipped, REDIS_URL is not set')

/** A way to Redis that can be cut. */
async function openWay(to: URL) {
  let sockets: Socket[] = []
  let open = true
  const server = createServer((client) => {
    if (!open) {
      client.destroy()
      return
    }
    const upstream = connect(Number(to.port || 6379), to.hostname)
    for (const [a, b] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      a.pipe(b)
      a.on('error', () => b.destroy())
      a.on('close', () => b.destroy())
    }
    sockets.push(client, upstream)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    open = false
    for (const socket of sockets) socket.destroy()
    sockets = []
  }
  return {
    url: Object.assign(new URL(to), { host: `127.0.0.1:${(server.address() as AddressInfo).port}` }).href,
    cut,
    mend: () => void (open = true),
    async stop() {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

describe.skipIf(!url)('on Redis', () => {
  busContract('redis', () => openRedisBus({ url: url!, logger }))

  test('when Redis goes and comes back, publishing stays silent, and listening goes on by itself', async () => {
    const way = await openWay(new URL(url!))
    const bus = await openRedisBus({ url: way.url, logger })
    const heard: unknown[] = []
    bus.subscribe('rows', (notice) => heard.push(notice))
    try {
      await vi.waitFor(() => {
        bus.publish('rows', 'before')
        expect(heard).toContain('before')
      })
      way.cut()
      await vi.waitFor(() => expect(bus.healthy()).toBe(false))
      for (let i = 0; i < 100; i += 1) bus.publish('rows', 'lost')
      way.mend()
      await vi.waitFor(() => expect(bus.healthy()).toBe(true), 10_000)
      await vi.waitFor(() => {
        bus.publish('rows', 'after')
        expect(heard).toContain('after')
      })
      expect(heard).not.toContain('lost')
    } finally {
      await bus.stop()
      await way.stop()
    }
  })

  test('without Redis it opens all the same, says so, and joins when Redis comes', async () => {
    const way = await openWay(new URL(url!))
    way.cut()
    const bus = await openRedisBus({ url: way.url, logger })
    try {
      expect(bus.healthy()).toBe(false)
      const heard: unknown[] = []
      bus.subscribe('rows', (notice) => heard.push(notice))
      way.mend()
      await vi.waitFor(() => {
        bus.publish('rows', 'here')
        expect(heard).toContain('here')
      }, 10_000)
    } finally {
      await bus.stop()
      await way.stop()
    }
  })

  test('foreign words on our channels are no notice', async () => {
    const bus = await openRedisBus({ url: url!, logger })
    const other = await openRedisBus({ url: url!, logger })
    const heard: unknown[] = []
    bus.subscribe('presence', (notice) => heard.push(notice))
    try {
      const { Redis } = await import('ioredis')
      const raw = new Redis(url!)
      await vi.waitFor(async () => {
        await raw.publish('madoguchi:presence', '{not json')
        other.publish('presence', 'fine')
        expect(heard).toContain('fine')
      })
      raw.disconnect()
      expect(heard.filter((notice) => typeof notice !== 'object')).toEqual(heard.filter((notice) => notice === 'fine'))
    } finally {
      await bus.stop()
      await other.stop()
    }
  })
})

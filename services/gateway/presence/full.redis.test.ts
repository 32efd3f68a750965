// A Redis without memory: said on /ready, once in each log and in a metric. Presence loses marks, since new leases are refused; rows
// and commands go on as if nothing were, since the bus stores nothing. When there is memory again, all returns by itself.
import { pino } from 'pino'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openRedisBus } from '../../bus/redis.ts'
import { watchRedis } from '../../bus/watchRedis.ts'
import { openRedisPresence } from '../../presence/redis.ts'
import { startPresence } from '../../presence/start.ts'
import { createHealth } from '../../runtime/health.ts'
import { createStack } from '../../runtime/lifecycle.ts'
import { findRedis, startFaultyRedis } from '../../test/faults/redis.ts'
import { conversationAt } from '../rows.fixture.ts'
import { openDesk, type Desk, type Gate, type Screen } from '../socket/desk.fixture.ts'

const possible = findRedis() !== null
if (!possible) console.log('a Redis without memory is not tested: redis-server is not installed')

describe.skipIf(!possible)('a Redis without memory', { timeout: 60_000 }, () => {
  const stack = createStack()
  const said: string[] = []
  const logger = pino({ level: 'warn', base: null }, { write: (line: string) => void said.push(line) })
  const projector = createHealth()
  let raw: Redis
  let desk: Desk
  let gate: Gate
  let screen: Screen
  let conversation: string
  beforeAll(async () => {
    const { url, stop } = await startFaultyRedis()
    stack.add(stop)
    raw = stack.use(new Redis(url), (opened) => opened.disconnect())
    const [bus, presence] = [await openRedisBus({ url, logger }), await openRedisPresence({ url, logger })]
    desk = stack.use(await openDesk({ bus, presence }), (opened) => opened.stop())
    const writer = await startPresence({ bus, presence, logger, health: projector })
    stack.add(() => writer.stop())
    stack.add(() => projector.stop())
    gate = await desk.openGate({ logger })
    stack.use(watchRedis({ url, logger, metrics: gate.metrics, health: gate.health, everyMs: 50 }), (one) => one.stop())
    const { cookie } = await desk.person('mika', { [desk.shop]: ['agent'] })
    screen = await desk.screen(gate, cookie)
    conversation = `${desk.shop}:U1`
    await screen.follow(`conversation:${conversation}`)
  })
  afterAll(() => stack.stop())

  const signal = (state: string) => void screen.socket.emit('signal', { conversation, state })
  const marks = () =>
    screen
      .heard('presence')
      .at(-1)
      ?.conversations[conversation]?.map((mark) => mark.state)
  const shows = (state: string) =>
    vi.waitFor(() => expect(gate.health.ready().parts.redis).toMatchObject({ state }), { timeout: 10_000 })

  /** By its limit, not by filling it: near the limit a buffer that is freed makes room for a moment, and it would flicker. */
  const limit = (bytes: number) => raw.config('SET', 'maxmemory', bytes)

  test('it is said by name, everything goes on, and it heals by itself', async () => {
    await shows('ok')
    await limit(1)
    await shows('degraded')
    const { ready, parts } = gate.health.ready()
    expect(ready).toBe(true)
    expect(parts.redis!.why).toContain('OOM')
    expect(await gate.metrics.registry.getSingleMetricAsString('redis_errors_total')).toContain('cause="OOM"')

    const leases = (state: string) => () => {
      signal('typing')
      expect(projector.ready()).toMatchObject({ ready: true, parts: { leases: { state } } })
    }
    await vi.waitFor(leases('degraded'), { timeout: 10_000 })
    expect(projector.ready().parts.leases!.why).toContain('OOM')
    await desk.commit([conversationAt(conversation, 7)])
    await vi.waitFor(() => expect(screen.heard('change').at(-1)?.next).toBe(8), { timeout: 5_000 })
    const draft = { conversation, text: 'kept', notificationDisabled: false, form: '' }
    expect(await screen.command('draft:set', draft)).toMatchObject({ ok: true })
    for (const words of ['Redis takes no writes', 'presence not written'])
      expect(said.filter((line) => line.includes(words))).toHaveLength(1)

    await limit(0)
    await shows('ok')
    await vi.waitFor(leases('ok'), { timeout: 10_000 })
    await vi.waitFor(() => expect(marks()).toEqual(['typing']), { timeout: 5_000 })
  })
})

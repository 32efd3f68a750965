// Two gateways that share nothing but Postgres and Redis: rows, presence, an agent's tabs and rights cross at once.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { partitionOf } from '@madoguchi/contracts/ids'
import { openRedisBus } from '../../bus/redis.ts'
import type { Bus } from '../../bus/bus.ts'
import { openRedisPresence } from '../../presence/redis.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { conversationAt, messageAt } from '../rows.fixture.ts'
import { openDesk, type Desk, type Screen } from './desk.fixture.ts'

const url = process.env.REDIS_URL
if (!url) console.warn('two gateways over Redis: skipped, REDIS_URL is not set')
const logger = silentLogger()

describe.skipIf(!url)('over Redis', () => {
  let desk: Desk
  let other: Bus
  let screens: Screen[]
  let conversation: string
  beforeAll(async () => {
    const prefix = `test:${randomBytes(6).toString('hex')}:`
    const bus = await openRedisBus({ url: url!, logger })
    desk = await openDesk({ bus, presence: await openRedisPresence({ url: url!, logger, prefix }) })
    other = await openRedisBus({ url: url!, logger })
    const presence = await openRedisPresence({ url: url!, logger, prefix })
    const gates = [await desk.openGate(), await desk.openGate({ bus: other, presence })]
    const { cookie } = await desk.person('mika', { [desk.shop]: ['agent'] })
    screens = await Promise.all(gates.map((gate) => desk.screen(gate, cookie)))
    conversation = `${desk.shop}:U1`
    for (const screen of screens) await screen.follow(`conversation:${conversation}`)
  })
  afterAll(async () => {
    await desk.stop()
    await other.stop()
  })
  /** Well below the second of the compare, which would do the same job. */
  const atOnce = { timeout: 600, interval: 5 }

  test('a change is on both screens at once', async () => {
    await vi.waitFor(async () => {
      const { rows } = await desk.database.pool.query<{ next: number }>(
        "select next from checkpoint where reader = 'inbox_v1' and part = $1",
        [partitionOf(conversation)],
      )
      const rev = rows[0]?.next ?? 0
      await desk.commit([messageAt(conversation, rev), conversationAt(conversation, rev)])
      const heard = () => screens.map((screen) => screen.heard('change').at(-1)?.next)
      await vi.waitFor(() => expect(heard()).toEqual([rev + 1, rev + 1]), atOnce)
    })
  })

  test('presence and personal state cross', async () => {
    await vi.waitFor(async () => {
      screens[0]!.socket.emit('signal', { conversation, state: 'viewing' })
      const marks = () => screens.map((screen) => screen.heard('presence').at(-1)?.conversations[conversation]?.length)
      await vi.waitFor(() => expect(marks()).toEqual([1, 1]), atOnce)
    })
    await screens[0]!.command('reading:set', { conversation, readTo: 3 })
    await vi.waitFor(() => expect(screens[1]!.heard('personal')).toEqual([{ readings: { [conversation]: 3 } }]), atOnce)
    screens[0]!.close()
    await vi.waitFor(
      () => expect(screens[1]!.heard('presence').at(-1)!.conversations[conversation]).toEqual([]),
      atOnce,
    )
  })
})

// What every presence store promises; run on each adapter with its own clock: `open` gives two projectors on one store, the bus
// they tell, and a way to let time pass.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Bus } from '../bus/bus.ts'
import { silentLogger } from '../runtime/logger.ts'
import { CONSOLE, agentsAtConsole, type Presence, type PresenceNotice, type Signal } from './presence.ts'
import { startPresence } from './start.ts'

export type Stage = {
  here: Presence
  there: Presence
  bus: Bus
  /** Lets at least so much of the store's time pass. */
  pass(ms: number): Promise<void>
  stop(): Promise<void>
}

export function presenceContract(name: string, open: () => Promise<Stage>) {
  describe(`presence, ${name}`, () => {
    let stage: Stage
    let heard: PresenceNotice[] = []
    let unsubscribe: () => void
    let room = ''
    let n = 0

    beforeAll(async () => {
      stage = await open()
      unsubscribe = stage.bus.subscribe('presence', (notice) => heard.push(notice as PresenceNotice))
      await vi.waitFor(async () => {
        await stage.here.touch(signal('probe', 'gone'))
        await stage.here.touch({ room: 'probe', agent: 'p', connection: 'p', state: 'viewing' })
        await stage.here.touch({ room: 'probe', agent: 'p', connection: 'p', state: 'gone' })
        expect(heard.length).toBeGreaterThan(0)
      })
    })
    afterAll(async () => {
      unsubscribe()
      await stage.stop()
    })
    beforeEach(() => {
      n += 1
      room = `c:U${n} with space`
      heard = []
    })

    const signal = (connection: string, state: Signal['state'], more: Partial<Signal> = {}): Signal => ({
      room,
      agent: 'mika',
      connection,
      state,
      ...more,
    })
    const notices = () => heard.filter((notice) => notice.room === room)
    const inside = async () => (await stage.here.members()).get(room)?.sort() ?? []
    const told = (expected: Omit<PresenceNotice, 'room'>[]) =>
      vi.waitFor(() => expect(notices()).toEqual(expected.map((notice) => ({ room, ...notice }))))

    test('the first touch enters and says so once; renewals say nothing', async () => {
      await stage.here.touch(signal('a', 'viewing'))
      await stage.here.touch(signal('a', 'viewing', { renewal: true }))
      await stage.here.touch(signal('a', 'viewing'))
      expect(await inside()).toEqual(['mika/a/viewing'])
      await told([{ enter: ['mika/a/viewing'] }])
    })

    test('two tabs are two members, and who types also views', async () => {
      await stage.here.touch(signal('a', 'viewing'))
      await stage.here.touch(signal('b', 'viewing'))
      await stage.here.touch(signal('b', 'typing'))
      expect(await inside()).toEqual(['mika/a/viewing', 'mika/b/typing', 'mika/b/viewing'])
      await stage.here.touch(signal('b', 'viewing', { renewal: true }))
      expect(await inside()).toContain('mika/b/typing')
      await stage.here.touch(signal('b', 'viewing'))
      expect(await inside()).toEqual(['mika/a/viewing', 'mika/b/viewing'])
      await told([
        { enter: ['mika/a/viewing'] },
        { enter: ['mika/b/viewing'] },
        { enter: ['mika/b/typing'] },
        { leave: ['mika/b/typing'] },
      ])
    })

    test('in sight and away end each other, and writing a note ends typing', async () => {
      for (const state of ['viewing', 'typing', 'noting'] as const) await stage.here.touch(signal('a', state))
      expect(await inside()).toEqual(['mika/a/noting', 'mika/a/viewing'])
      await stage.here.touch(signal('a', 'away'))
      expect(await inside()).toEqual(['mika/a/away'])
      await stage.here.touch(signal('a', 'away', { renewal: true }))
      await stage.here.touch(signal('a', 'viewing'))
      expect(await inside()).toEqual(['mika/a/viewing'])
    })

    test('who has the console in sight in any of several windows is at it', async () => {
      const at = (agent: string, connection: string, state: Signal['state']) =>
        stage.here.touch({ room: CONSOLE, agent, connection, state })
      for (const [agent, connection, state] of [
        ['mika', 'a', 'away'],
        ['mika', 'b', 'viewing'],
        ['ken', 'c', 'away'],
      ] as const)
        await at(agent, connection, state)
      expect(await agentsAtConsole(stage.there)).toEqual(new Set(['mika']))
      await at('mika', 'b', 'gone')
      expect(await agentsAtConsole(stage.there)).toEqual(new Set())
      for (const connection of ['a', 'c']) await at(connection === 'a' ? 'mika' : 'ken', connection, 'gone')
    })

    test('gone takes out the connection’s members, no other’s, and says so once', async () => {
      for (const one of [signal('a', 'viewing'), signal('a', 'typing'), signal('b', 'viewing')])
        await stage.here.touch(one)
      await stage.here.touch(signal('a', 'gone'))
      await stage.here.touch(signal('a', 'gone'))
      expect(await inside()).toEqual(['mika/b/viewing'])
      await vi.waitFor(() => expect(notices()).toHaveLength(4))
      expect(notices()[3]!.leave!.sort()).toEqual(['mika/a/typing', 'mika/a/viewing'])
    })

    test('two projectors that hear the same signals say each enter and leave once', async () => {
      for (const state of ['viewing', 'typing', 'gone'] as const)
        await Promise.all([stage.here.touch(signal('a', state)), stage.there.touch(signal('a', state))])
      await vi.waitFor(() => expect(notices()).toHaveLength(3))
      expect(notices().flatMap((notice) => notice.enter ?? [])).toEqual(['mika/a/viewing', 'mika/a/typing'])
      expect(notices().flatMap((notice) => notice.leave ?? [])).toHaveLength(2)
    })

    test('a lease that ends is not read any more, is taken out by the sweep and told once; what was renewed stays', async () => {
      await stage.here.touch(signal('a', 'viewing'))
      await stage.here.touch(signal('a', 'typing'))
      await stage.pass(6_500)
      expect(await inside()).toEqual(['mika/a/viewing'])
      await stage.here.touch(signal('a', 'viewing', { renewal: true }))
      await Promise.all([stage.here.expire(), stage.there.expire()])
      await told([{ enter: ['mika/a/viewing'] }, { enter: ['mika/a/typing'] }, { leave: ['mika/a/typing'] }])
      await stage.pass(6_500)
      await stage.here.expire()
      expect(await inside()).toEqual(['mika/a/viewing'])
      await stage.pass(6_000)
      expect(await inside()).toEqual([])
      await stage.here.expire()
      await stage.there.expire()
      await vi.waitFor(() => expect(notices()[3]).toEqual({ room, leave: ['mika/a/viewing'] }))
      expect(notices()).toHaveLength(4)
    })

    test('the presence projector turns signals on the bus into leases, takes no nonsense, and sweeps by itself', async () => {
      const projector = await startPresence({ ...stage, presence: stage.here, logger: silentLogger(), everyMs: 20 })
      try {
        for (const nonsense of [
          null,
          1,
          'x',
          {},
          { room, agent: '', connection: 'a', state: 'viewing' },
          signal('a', 'eating' as never),
        ])
          stage.bus.publish('signals', nonsense)
        stage.bus.publish('signals', signal('a', 'typing'))
        await told([{ enter: ['mika/a/typing'] }])
        expect(await inside()).toEqual(['mika/a/typing'])
        await stage.pass(6_500)
        await told([{ enter: ['mika/a/typing'] }, { leave: ['mika/a/typing'] }])
      } finally {
        await projector.stop()
      }
    })
  })
}

// What every bus promises; run on each adapter. `open` gives a further end of the same bus (memory: the same one again).
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createLogger } from '../runtime/logger.ts'
import type { Bus, BusTopic } from './bus.ts'

export function busContract(name: string, open: () => Promise<Bus>) {
  describe(`the bus, ${name}`, () => {
    let here: Bus
    let there: Bus
    const run = `${name} ${Math.random()}`
    beforeAll(async () => {
      here = await open()
      there = await open()
    })
    afterAll(async () => {
      await here.stop()
      await there.stop()
    })

    /** Collects what this suite says (a shared Redis carries others’ notices too), once the listener surely hears. */
    async function listening(bus: Bus, topic: BusTopic) {
      const heard: unknown[] = []
      let hears = false
      const stop = bus.subscribe(topic, (notice) => {
        const said = notice as { run?: string; value?: unknown }
        if (said.run === `${run} probe`) hears = true
        else if (said.run === run) heard.push(said.value)
      })
      await vi.waitFor(() => {
        here.publish(topic, { run: `${run} probe` })
        expect(hears).toBe(true)
      })
      return { heard, stop }
    }
    const say = (topic: BusTopic, value: unknown) => here.publish(topic, { run, value })

    test('a notice reaches every listener of its topic in every process, the publisher’s own included, and no other topic', async () => {
      const mine = await listening(here, 'rows')
      const theirs = await listening(there, 'rows')
      const other = await listening(there, 'presence')
      const notice = { v: 1, part: 3, from: 5, next: 7, rows: [{ id: '窓口 🍎', row: null }] }
      say('rows', notice)
      await vi.waitFor(() => expect([mine.heard, theirs.heard]).toEqual([[notice], [notice]]))
      expect(other.heard).toEqual([])
      for (const one of [mine, theirs, other]) one.stop()
    })

    test('what one process publishes arrives in its order', async () => {
      const { heard, stop } = await listening(there, 'rows')
      for (let i = 0; i < 500; i += 1) say('rows', i)
      await vi.waitFor(() => expect(heard.length).toBe(500))
      expect(heard).toEqual(Array.from({ length: 500 }, (_, i) => i))
      stop()
    })

    test('publishing never runs a listener’s code, and a listener that throws disturbs neither the others nor the publisher', async () => {
      const { heard, stop } = await listening(here, 'personal')
      const stopBad = here.subscribe('personal', () => {
        throw new Error('listener')
      })
      say('personal', 1)
      expect(heard).toEqual([])
      await vi.waitFor(() => expect(heard).toEqual([1]))
      stopBad()
      stop()
    })

    test('who stopped listening hears nothing more; others go on', async () => {
      const gone = await listening(there, 'signals')
      const stays = await listening(there, 'signals')
      gone.stop()
      gone.stop()
      say('signals', 'after')
      await vi.waitFor(() => expect(stays.heard).toEqual(['after']))
      expect(gone.heard).toEqual([])
      stays.stop()
    })

    test('it says that it is well, and publishing on a stopped one is silence, not an error', async () => {
      const third = await open()
      expect(third.healthy()).toBe(true)
      if (third === here) return
      await third.stop()
      expect(() => third.publish('rows', 1)).not.toThrow()
    })
  })
}

export const contractLogger = createLogger('silent')

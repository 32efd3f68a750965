// What every log promises about who reads: shared among processes, taken over, stopped before another log; run on each adapter.
import { PARTITIONS, partitionOf } from '@madoguchi/contracts/ids'
import { describe, expect, test, vi } from 'vitest'
import { readPosition } from './checkpoint.ts'
import { seen } from './reader.fixture.ts'
import { SLOW, event, freshKey, keyIn, useStage, type LogStage } from './stage.fixture.ts'

export function readersContract(name: string, openStage: () => Promise<LogStage>) {
  describe(`readers of the log, ${name}`, { timeout: 90_000 }, () => {
    const t = useStage(openStage)

    test('two processes share the partitions; when one stops in order, the other goes on', async () => {
      const other = await t.open()
      await t.log.subscribe(t.reading({ by: 'one' }))
      const second = await other.subscribe(t.reading({ by: 'two' }))
      const shared = async () => {
        await Promise.all(Array.from({ length: PARTITIONS }, (_, part) => t.log.append(event(keyIn(part)))))
        const latest = (await seen(t.stage.pool, t.reader)).slice(-PARTITIONS)
        return latest.filter((row) => row.by === 'two').length
      }
      await vi.waitFor(async () => expect(await shared()).toBe(PARTITIONS / 2), { timeout: 20_000, interval: 400 })
      await second.stop()
      const key = freshKey()
      const { ids } = await t.appendAll(key, 2)
      await vi.waitFor(async () => expect(await t.seenIn(key)).toEqual(ids), SLOW)
    })

    test('after kill -9 of a reader everything is read again within 3 s, in order and once', async () => {
      const child = await t.startProcess()
      await t.log.subscribe(t.reading({ by: 'here' }))
      const keys = Array.from({ length: PARTITIONS }, (_, part) => keyIn(part))
      const sent: string[][] = keys.map(() => [])
      const sendAll = () =>
        Promise.all(
          keys.map(async (key, i) => {
            const one = event(key)
            sent[i]!.push(one.id)
            return t.log.append(one)
          }),
        )
      await vi.waitFor(
        async () => {
          await sendAll()
          const by = new Set((await seen(t.stage.pool, t.reader)).slice(-24).map((row) => row.by))
          expect([...by].sort()).toEqual(['child', 'here'])
        },
        { timeout: 30_000, interval: 300 },
      )
      child.kill('SIGKILL')
      const killed = Date.now()
      const places = await sendAll()
      await vi.waitFor(
        async () => {
          for (const { part, off } of places)
            expect((await readPosition(t.stage.pool, t.reader, part)).next).toBeGreaterThan(off)
        },
        { timeout: 20_000, interval: 20 },
      )
      expect(Date.now() - killed).toBeLessThan(3_000)
      for (const [i, key] of keys.entries())
        expect((await t.seenIn(key)).filter((id) => sent[i]!.includes(id!))).toEqual(sent[i])
    })

    test.for([2, 40])('a log made anew, now with %i records where 20 were read, stops the reader', async (count) => {
      const key = freshKey()
      const part = partitionOf(key)
      await t.appendAll(key, 20)
      const subscription = await t.log.subscribe(t.reading())
      await vi.waitFor(async () => expect(await t.seenIn(key)).toHaveLength(20), SLOW)
      await subscription.stop()
      const { next } = await readPosition(t.stage.pool, t.reader, part)
      await t.log.close()
      await t.stage.recreate()
      t.log = await t.open()
      for (let off = -1; off < (count === 2 ? 1 : next + 1);) off = (await t.appendAll(key, 2)).places[1]!.off
      await t.log.subscribe(t.reading())
      await vi.waitFor(() => expect(t.replaced).toHaveLength(1), SLOW)
      expect(t.replaced[0]!.message).toContain(t.reader)
      expect(t.replaced[0]!.message).toContain(`partition`)
      expect((await readPosition(t.stage.pool, t.reader, part)).next).toBe(next)
      // Writers go on, and so does a reader that has nothing to do with the old t.log.
      const fresh = await t.readAll(part, (all) => all.length >= 2)
      expect(fresh[0]!.off).toBe(0)
    })
  })
}

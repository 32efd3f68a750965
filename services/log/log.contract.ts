// What every log promises to those who write and read; run on each adapter.
import { PARTITIONS, partitionOf } from '@madoguchi/contracts/ids'
import { describe, expect, test, vi } from 'vitest'
import { EventTooLarge, LogClosed, type Log, type Reader, type Rec } from './log.ts'
import { seen } from './reader.fixture.ts'
import { SLOW, event, freshKey, keyIn, useStage, type LogStage } from './stage.fixture.ts'

export function logContract(name: string, openStage: () => Promise<LogStage>) {
  describe(`log, ${name}`, { timeout: 90_000 }, () => {
    const t = useStage(openStage)

    test('an event comes back as it went in, with U+0000, lone surrogates and any shape of data', async () => {
      const key = `c:漢字 ${freshKey()}`
      const odd = [{ text: 'a\u0000b\ud83e', n: null, list: [1, '😄'] }, 'text', null, 7, [], { deep: { x: true } }]
      const events = odd.map((data) => event(key, { data, by: '葵', cause: 'because', v: 3, type: 'line.何か' }))
      const places = await Promise.all(events.map((one) => t.log.append(one)))
      const records = await t.readAll(partitionOf(key), (all) => all.some((r) => r.off === places.at(-1)!.off))
      expect(records.filter((r) => r.event?.key === key).map((r) => r.event)).toEqual(events)
      for (const record of records) expect(Math.abs(record.loggedAt - Date.now())).toBeLessThan(600_000)
    })

    test('order per key, in the order of the calls, and one offset after the other', async () => {
      const key = freshKey()
      const { ids, places } = await t.appendAll(key, 1_200)
      expect(new Set(places.map((place) => place.part))).toEqual(new Set([partitionOf(key)]))
      const offs = places.map((place) => place.off)
      expect(offs).toEqual([...new Set(offs)].sort((a, b) => a - b))
      await t.log.subscribe(t.reading())
      await vi.waitFor(async () => expect(await t.seenIn(key)).toEqual(ids), SLOW)
    })

    test('a throw brings the same records again, and nothing after them before', async () => {
      const key = freshKey()
      const { ids } = await t.appendAll(key, 5)
      let failures = 0
      const before = (_part: number, records: Rec[]) => {
        if (records.some((r) => r.event?.key === key) && failures++ < 3) throw new Error('not now')
      }
      await t.log.subscribe(t.reading({ before }))
      await vi.waitFor(async () => expect(await t.seenIn(key)).toEqual(ids), SLOW)
      expect(failures).toBeGreaterThanOrEqual(3)
    })

    test('a reader goes on from its position and hears nothing twice; what comes later reaches it at once', async () => {
      const key = freshKey()
      const first = await t.appendAll(key, 3)
      const subscription = await t.log.subscribe(t.reading())
      await vi.waitFor(async () => expect(await t.seenIn(key)).toEqual(first.ids), SLOW)
      await subscription.stop()
      const second = await t.appendAll(key, 3)
      const delivered: Rec[] = []
      await t.log.subscribe(t.reading({ before: (_part, records) => void delivered.push(...records) }))
      await vi.waitFor(async () => expect(await t.seenIn(key)).toEqual([...first.ids, ...second.ids]), SLOW)
      expect(delivered.filter((r) => r.event?.key === key).map((r) => r.event?.id)).toEqual(second.ids)
    })

    test('two readers do not disturb each other', async () => {
      const key = freshKey()
      const { ids } = await t.appendAll(key, 4)
      const stuck: Reader = {
        name: `${t.reader}_stuck`,
        position: async () => ({ next: 0, lastKey: null }),
        deliver: () => Promise.reject(new Error('never')),
      }
      await t.log.subscribe(stuck)
      await t.log.subscribe(t.reading())
      await vi.waitFor(async () => expect(await t.seenIn(key)).toEqual(ids), SLOW)
    })

    test('a partition says how long it is when it starts, also a quiet one', async () => {
      const key = freshKey()
      const part = partitionOf(key)
      const { places } = await t.appendAll(key, 2)
      const next = places[1]!.off + 1
      const told = new Map<number, number>()
      await t.log.subscribe({
        name: t.reader,
        position: async (part) => (part === places[0]!.part ? { next, lastKey: null } : { next: 0, lastKey: null }),
        deliver: async (part, records, highWatermark) => void (records.length === 0 && told.set(part, highWatermark)),
      })
      await vi.waitFor(() => expect(told.size).toBe(PARTITIONS), SLOW)
      expect(told.get(part)).toBe(next)
    })

    test('stop waits for what is in hand, and nothing is delivered after it', async () => {
      const key = freshKey()
      await t.appendAll(key, 2)
      let release = () => undefined as void
      let finished = false
      let calls = 0
      const subscription = await t.log.subscribe({
        name: t.reader,
        position: async () => ({ next: 0, lastKey: null }),
        async deliver(_part, records) {
          if (!records.some((r) => r.event?.key === key)) return
          calls += 1
          await new Promise<void>((resolve) => (release = resolve))
          finished = true
        },
      })
      await vi.waitFor(() => expect(calls).toBe(1), SLOW)
      const stopping = subscription.stop().then(() => expect(finished).toBe(true))
      release()
      await stopping
      await t.appendAll(key, 2)
      await t.readAll(partitionOf(key), (all) => all.filter((r) => r.event?.key === key).length === 4)
      expect(calls).toBe(1)
    })

    test('what is erased is forgotten, and no other offset moves', async () => {
      const key = freshKey()
      const { ids, places } = await t.appendAll(key, 4)
      const part = places[0]!.part
      const before = await t.readAll(part, (all) => all.some((r) => r.off === places[3]!.off))
      const victim = before.find((r) => r.event?.id === ids[1])!
      await t.log.erase([{ part: (part + 1) % PARTITIONS, key: victim.key }])
      const last = await end(t.log, part)
      const still = await t.readAll(part, (all) => all.some((r) => r.off === last - 1))
      expect(still.some((r) => r.event?.id === ids[1])).toBe(true)

      await t.log.erase([{ part, key: victim.key }])
      let after: Rec[] = []
      await vi.waitFor(
        async () => {
          await t.stage.nudge(t.log, part)
          after = await t.readAll(part, (all) => all.some((r) => r.off >= last - 1))
          expect(after.filter((r) => r.key === victim.key && r.event !== null)).toEqual([])
        },
        { timeout: 80_000, interval: 1_000 },
      )
      const ours = (records: Rec[]) =>
        records.filter((r) => r.event?.key === key).map((r) => [r.off, r.key, r.event?.id])
      expect(ours(after)).toEqual(ours(before).filter(([off]) => off !== victim.off))
    })

    test('a reader misses nothing while eight write at once', async () => {
      const key = freshKey()
      const part = partitionOf(key)
      const from = await end(t.log, part)
      await t.log.subscribe(t.reading())
      const writers = await Promise.all(Array.from({ length: 8 }, () => t.open()))
      const events = writers.flatMap((writer) => Array.from({ length: 60 }, () => ({ writer, one: event(key) })))
      // Each waits for its own acknowledgement before the next, so that eight batches contend all the time.
      await Promise.all(
        writers.map(async (writer) => {
          for (const { one } of events.filter((e) => e.writer === writer)) await writer.append(one)
        }),
      )
      await vi.waitFor(async () => expect(await t.seenIn(key)).toHaveLength(480), SLOW)
      expect(new Set(await t.seenIn(key))).toEqual(new Set(events.map(({ one }) => one.id)))
      const rows = (await seen(t.stage.pool, t.reader)).filter((row) => row.part === part && row.off >= from)
      expect(rows.map((row) => row.off)).toEqual(Array.from({ length: 480 }, (_, i) => from + i))
    })

    test('keys fall on the partitions that Kafka’s own client gives', async () => {
      const places = await Promise.all(Object.keys(GOLDEN).map((key) => t.log.append(event(key))))
      expect(Object.fromEntries(Object.keys(GOLDEN).map((key, i) => [key, places[i]!.part]))).toEqual(GOLDEN)
    })

    test('an event too large is refused at once and stands in nobody’s way; after close nothing is taken', async () => {
      const key = freshKey()
      const large = t.log.append(event(key, { data: 'x'.repeat(700_001) }))
      const small = t.log.append(event(key, { data: 'x'.repeat(690_000) }))
      await expect(large).rejects.toBeInstanceOf(EventTooLarge)
      await small
      const other = await t.open()
      await other.close()
      await expect(other.append(event(key))).rejects.toBeInstanceOf(LogClosed)
    })
  })
}

/** Appends one event more: the partition’s next offset after it. */
const end = async (log: Log, part: number): Promise<number> => (await log.append(event(keyIn(part)))).off + 1

/** As Kafka’s own Java client computes them (4.1.2): `Utils.toPositive(Utils.murmur2(key)) % 12`. */
const GOLDEN: Record<string, number> = {
  'demo:U4af4980629': 10,
  'demo:C0a1b2c3d4e': 3,
  'demo:R77': 11,
  'demo:?': 11,
  'demo:-': 4,
  '-:template': 5,
  '-:tag': 11,
  '21': 0,
  foobar: 6,
  'a-little-bit-long-string': 8,
  abc: 3,
  '窓口:Uあ': 3,
  '😄': 9,
  'c:1': 5,
  'c:12': 1,
  'c:123': 4,
  'c:1234': 3,
  '': 9,
  'x:é': 7,
  'shop-2:Uffffffffffffffffffffffffffffffff': 2,
}

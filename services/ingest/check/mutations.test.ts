// The judge is judged: ingest as it is passes, and each way to break its promise is caught.
import { setTimeout as wait } from 'node:timers/promises'
import { partitionOf } from '@madoguchi/contracts/ids'
import { expect, test } from 'vitest'
import { crashRun, type Plant } from './crashRun.fixture.ts'
import { judge, type Judgement } from './judge.fixture.ts'

const SEEDS = Array.from({ length: 12 }, (_, i) => i + 1)

async function total(plant?: Plant) {
  const all: Judgement[] = []
  for (const seed of SEEDS) all.push(await crashRun(seed, plant))
  const sum = (count: (one: Judgement) => number) => all.reduce((n, one) => n + count(one), 0)
  return {
    acknowledged: sum((one) => one.acknowledged),
    lost: sum((one) => one.lost.length),
    disordered: sum((one) => one.disordered.length),
  }
}

test('as it is, nothing that was acknowledged is lost or out of order', async () => {
  const { acknowledged, ...faults } = await total()
  expect(faults).toEqual({ lost: 0, disordered: 0 })
  expect(acknowledged).toBeGreaterThan(SEEDS.length * 7)
})

test('planted: 200 before the fsync', async () => {
  let n = 1_000_000
  const spool: Plant['spool'] = (real) => ({
    ...real,
    async keep(events) {
      void wait(5)
        .then(() => real.keep(events))
        .catch(() => undefined)
      return events.map((event) => ({ n: (n += 1), event }))
    },
  })
  expect((await total({ spool })).lost).toBeGreaterThan(0)
})

test('planted: 200 without the log’s acknowledgement', async () => {
  const log: Plant['log'] = (real) => ({
    ...real,
    append(event) {
      void real.append(event).catch(() => undefined)
      return Promise.resolve({ part: partitionOf(event.key), off: 0 })
    },
  })
  expect((await total({ log })).lost).toBeGreaterThan(0)
})

test('planted: the spool drained behind new events', async () => {
  expect((await total({ lateResume: true })).disordered).toBeGreaterThan(0)
})

test('an answer that took too long is late, unless the machine stood still', () => {
  const slow = [{ eventIds: ['a'], verdict: 'ok' as const, status: 200, latencyMs: 1_700, at: 10_000 }]
  const logged = [{ id: 'a', key: 'k', part: 0, off: 0 }]
  expect(judge({ deliveries: slow, logged }).late).toBe(1)
  expect(judge({ deliveries: slow, logged, stalls: [{ at: 5_000, ms: 300 }] }).late).toBe(1)
  expect(judge({ deliveries: slow, logged, stalls: [{ at: 9_500, ms: 300 }] }).late).toBe(0)
})

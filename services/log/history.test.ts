// Lanes over a broker that is slow, refuses, and loses answers; and the mutations that the checker must catch.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { partitionOf } from '@madoguchi/contracts/ids'
import { describe, expect, test } from 'vitest'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { faultsOf, type Acked } from './history.fixture.ts'
import { createLanes, type Outgoing } from './lanes.ts'
import type { Rec } from './log.ts'
import { decode, encode } from './wire.ts'

const NONE = { lost: 0, disordered: 0, keysTwice: 0 }

/** Numbers that look like chance, the same in every run. */
function dice(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Takes a write late, sometimes not at all, sometimes without saying so. */
function createBroker(random: () => number) {
  const log: Rec[] = []
  return {
    log,
    async write(part: number, records: Outgoing[]): Promise<number> {
      for (let i = Math.floor(random() * 4); i > 0; i -= 1) await turn()
      if (random() < 0.15) throw new Error('refused')
      const base = log.length
      for (const { key, headers, value } of records)
        log.push({ part, off: log.length, key, loggedAt: 0, event: decode({ key, loggedAt: 0, headers, value }) })
      await turn()
      if (random() < 0.15) throw new Error('no answer')
      return base
    },
  }
}

type Broker = ReturnType<typeof createBroker>
type Append = (event: Envelope) => Promise<unknown>

async function history(seed: number, open: (broker: Broker) => Append) {
  const random = dice(seed)
  const broker = createBroker(random)
  const append = open(broker)
  const acked: Acked[] = []
  const sent: Promise<unknown>[] = []
  for (let i = 0; i < 120; i += 1) {
    const event = { id: `e${i}`, type: 't', v: 1, key: `k${i % 3}`, at: 0, by: 'system', data: {} }
    acked.push({ id: event.id, key: event.key })
    sent.push(append(event))
    if (random() < 0.3) await turn()
  }
  await Promise.all(sent)
  return faultsOf(acked, broker.log)
}

const outgoing = (event: Envelope, key: string): Outgoing => ({ ...encode(event), key })
/** Repeats at once, without the lanes' waiting. */
async function repeat(write: (attempt: number) => Promise<number>) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await write(attempt)
    } catch {
      await turn()
    }
  }
}

describe('whatever the broker does', () => {
  test.for([1, 2, 3])(
    'lanes lose nothing, keep each key’s order and use no record key twice (seed %i)',
    async (seed) => {
      const faults = await history(
        seed,
        (broker) =>
          createLanes({
            write: (part, some) => broker.write(part, some),
            logger: silentLogger(),
            metrics: createMetrics(),
          }).append,
      )
      expect(faults).toEqual(NONE)
    },
  )
})

describe('the checker catches', () => {
  test('sends of one partition that run at the same time', async () => {
    const faults = await history(
      1,
      (broker) => (event) =>
        repeat((attempt) => broker.write(partitionOf(event.key), [outgoing(event, `${event.id}-${attempt}`)])),
    )
    expect(faults.disordered).toBeGreaterThan(0)
  })

  test('a repeat under the same record key', async () => {
    let last: Promise<unknown> = Promise.resolve()
    const faults = await history(
      1,
      (broker) => (event) =>
        (last = last.then(() => repeat(() => broker.write(partitionOf(event.key), [outgoing(event, event.id)])))),
    )
    expect(faults).toMatchObject({ lost: 0, disordered: 0 })
    expect(faults.keysTwice).toBeGreaterThan(0)
  })

  test('an acknowledgement that nobody checked', async () => {
    const faults = await history(
      1,
      (broker) => (event) => broker.write(partitionOf(event.key), [outgoing(event, event.id)]).catch(() => 0),
    )
    expect(faults.lost).toBeGreaterThan(0)
  })
})

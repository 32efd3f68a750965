// Broker, database and both go away under 50 webhooks a second, and ingest itself dies with a spool that is not empty: what
// was answered 200 is a row, in order, and nobody waited longer than 1.5 s.
import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Check as Verdict } from '../../simulator/ledger/check.ts'
import { checkOf } from '../../test/check/check.ts'
import { createDice } from '../../test/check/dice.ts'
import { dieAndRise } from './deaths.fixture.ts'
import { judge, type Delivery } from './judge.fixture.ts'
import { HOW, outage, type Engine } from './outage.fixture.ts'
import { readLog } from './records.fixture.ts'
import { claimsOf, rowsOf } from './rows.fixture.ts'
import { openStage, type Stage } from './stage.fixture.ts'
import { watchStalls } from './stalls.fixture.ts'
import { startTalk } from './talk.fixture.ts'

const check = checkOf('ingest', { short: { awayMs: 5_000, deaths: 2 }, long: { awayMs: 60_000, deaths: 10 } })
const PER_SECOND = 50
const HEALED_MS = 30_000
const GAP_MS = 2_000

describe('ingest', { timeout: check.long ? 900_000 : 180_000 }, () => {
  const stalls = watchStalls()
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  }, 180_000)
  afterAll(async () => {
    stalls.stop()
    await stage?.stop()
  }, 60_000)

  const deliveries = async () =>
    (await stage.sim<{ deliveries: Delivery[] }>('GET', '/_sim/deliveries?limit=1000000')).deliveries

  /** All that was acknowledged until now is a row, and the spool is gone. Gives how long that took, ms. */
  async function healed(): Promise<number> {
    const began = performance.now()
    const until = { timeout: HEALED_MS, interval: 100 }
    const taken = (await deliveries()).filter(({ verdict }) => verdict === 'ok')
    const ids = [...new Set(taken.flatMap(({ eventIds }) => eventIds))]
    await vi.waitFor(async () => expect(await rowsOf(stage, ids)).toBe(ids.length), until)
    await vi.waitFor(() => expect(existsSync(stage.spoolFile)).toBe(false), { ...until, interval: 5 })
    return Math.round(performance.now() - began)
  }

  /** What nobody took comes again from the channel that redelivers, without anybody waiting for it. */
  async function quiet() {
    for (const advanceMs of [0, 5_000, 30_000, 120_000, 600_000]) {
      await stage.sim('POST', '/_sim/clock', { advanceMs })
      await stage.sim('POST', '/_sim/drain', { timeoutMs: 10_000 })
    }
  }

  async function expectSound(figures: object) {
    await quiet()
    await healed()
    const found = judge({ deliveries: await deliveries(), logged: await readLog(stage), stalls: stalls.all() })
    const verdict = await stage.sim<Verdict>('POST', '/_sim/ledger/check', { inbound: await claimsOf(stage) })
    const { lost, disordered, ...counts } = found
    const all = { ...figures, ...counts, lost: lost.length, disordered: disordered.length, ...verdict.counts }
    console.log(`ingest: ${JSON.stringify(all)}`)
    expect(verdict).toMatchObject({ ok: true, violations: [] })
    expect(found).toMatchObject({ lost: [], disordered: [] })
    // Short, broker, database, simulator and both services share what cores there are, and a broker that boots takes them all:
    // then only LINE's own 2 s count, beyond which nothing is an acknowledgement.
    expect(check.long ? found.late : 0).toBe(0)
    expect(found.acknowledged).toBeGreaterThan(found.refused * 10)
  }

  test.for(check.seeds)(
    'broker, database, both, and ingest itself go away in turn (seed %i)',
    async (seed, { onTestFailed }) => {
      onTestFailed(() => console.log(stage.said()))
      const { awayMs, deaths } = check.size
      const dice = createDice(seed)
      const faults = dice.fork('faults')
      const talk = startTalk(stage, { dice: dice.fork('talk'), perSecond: PER_SECOND })
      const figures: Record<string, number> = {}
      async function away(engines: Engine[], meanwhile?: () => Promise<void>) {
        const how = engines.map((engine) => ({ engine, how: faults.pick(HOW) }))
        const name = `${how.map((one) => `${one.engine} ${one.how}`).join(' and ')}${meanwhile ? ', ingest dies' : ''}`
        await outage(stage, how, awayMs, meanwhile)
        if (check.long) figures[`${name}: healed after ms`] = await healed()
        else await wait(GAP_MS)
      }
      await away(['broker'])
      await away(['database'])
      await away(['broker', 'database'])
      await away(['broker'], () => dieAndRise(stage, dice.fork('deaths'), deaths))
      figures['healed after ms'] = await healed()
      await talk.stop()
      await expectSound(figures)
    },
  )
})

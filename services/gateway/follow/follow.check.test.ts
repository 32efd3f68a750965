// Snapshot + follow == fresh snapshot (log.md §13, 8): the real projector, gateway and browser code on a real database. Whatever is
// lost, doubled, late or broken on the way, every open view ends as a fresh load would show it.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createFollows } from '../../../web/src/sync/follow.ts'
import type { Rec } from '../../log/log.ts'
import { history } from '../../projector/commit/history.fixture.ts'
import { checkOf } from '../../test/check/check.ts'
import { CALM, STORM, filled, noCounts, withoutGap, type Counts, type Faults, type Without } from './faults.fixture.ts'
import { openStage, type Stage } from './stage.fixture.ts'
import { openStorm, type Storm } from './storm.fixture.ts'

const check = checkOf('follow', { short: { runs: 6, length: 300 }, long: { runs: 300, length: 320 } })

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.stop())

type How = { length: number; faults?: Faults; without?: Without; sync?: { createFollows: typeof createFollows } }

async function run(seed: number, { length, faults = STORM, without = {}, sync = { createFollows } }: How) {
  const storm = await openStorm({ stage, sync, seed, length, faults, without })
  const wrong: string[] = []
  while (storm.left() > 0) {
    await storm.step()
    if (storm.counts.steps % 700 === 0) wrong.push(...(await atRest(storm)))
  }
  wrong.push(...(await atRest(storm)))
  return { wrong: wrong.map((what) => `history ${seed}: ${what}`), counts: storm.counts }
}

async function atRest(storm: Storm): Promise<string[]> {
  await storm.quiet()
  return storm.wrong()
}

const add = (sum: Counts, one: Counts) => {
  for (const key of Object.keys(sum) as (keyof Counts)[]) sum[key] += one[key]
}

test.for(check.seeds)(
  'every view ends as a fresh load would show it (seed %i)',
  { timeout: 3_600_000 },
  async (seed) => {
    const sum = noCounts()
    for (let i = 0; i < check.size.runs; i += 1) {
      const { wrong, counts } = await run(seed * 1_000 + i, check.size)
      expect(wrong).toEqual([])
      add(sum, counts)
      if (i % 25 === 24) console.log(`follow: ${i + 1} histories so far, 0 views wrong; ${JSON.stringify(sum)}`)
    }
    // The storm was one: otherwise this proves nothing.
    expect(Math.min(sum.repairs, sum.follows, sum.views, 10 * sum.resets)).toBeGreaterThan(check.size.runs)
    console.log(
      `follow: ${check.size.runs} histories of ${check.size.length} events, 0 views wrong; ${JSON.stringify(sum)}`,
    )
  },
)

test('every type of event is seen, told or not, by views that were at rest', { timeout: 300_000 }, async () => {
  const storm = await openStorm({ stage, sync: { createFollows }, seed: 4, length: 600, faults: CALM })
  const seen = new Map<string, number>()
  storm.openAll()
  await storm.quiet()
  while (storm.left() > 0) {
    const [{ event }] = (await storm.commit(1)) as [Rec]
    const times = (seen.get(event?.type ?? 'erased') ?? 0) + 1
    seen.set(event?.type ?? 'erased', times)
    if (times > 3) continue
    if (times === 2) storm.loseNotices()
    await storm.quiet(2)
    expect(await storm.wrong(), event?.type).toEqual([])
  }
  const all = new Set(history(1, 4_000).map(({ event }) => event?.type ?? 'erased'))
  expect([...seen.keys()].sort()).toEqual([...all].sort())
})

test('when nothing is lost, a view is followed once and never again', { timeout: 120_000 }, async () => {
  const { wrong, counts } = await run(5, { length: 300, faults: CALM })
  expect(wrong).toEqual([])
  expect(counts.follows).toBeGreaterThan(20)
  expect(counts.follows).toBeLessThanOrEqual(counts.opens)
})

/** The browser's own code on another merge rule: everything that comes is newer. */
async function syncWithoutRev() {
  vi.resetModules()
  vi.doMock('@madoguchi/contracts/rev', () => ({ newer: () => true }))
  const sync = await import('../../../web/src/sync/follow.ts')
  vi.doUnmock('@madoguchi/contracts/rev')
  return sync
}

const MUTATIONS: { name: string; how: () => Promise<Omit<How, 'length'>> }[] = [
  { name: 'no gap repair', how: async () => ({ without: { notice: withoutGap } }) },
  { name: 'no compare once a second', how: async () => ({ without: { compare: true } }) },
  { name: 'no rev check in the browser', how: async () => ({ sync: await syncWithoutRev() }) },
  { name: 'a cursor that skips a hole', how: async () => ({ without: { frame: filled } }) },
]

describe('the check notices', () => {
  test.for(MUTATIONS)('$name', { timeout: 180_000 }, async ({ how }) => {
    const mutation = await how()
    let noticed = 0
    for (let seed = 1; seed <= 25 && noticed === 0; seed += 1)
      noticed = (await run(seed, { length: 150, ...mutation })).wrong.length
    expect(noticed).toBeGreaterThan(0)
  })

  test('the batch’s own `from`: views are followed without cause', { timeout: 120_000 }, async () => {
    const { counts } = await run(5, { length: 300, faults: CALM, without: { from: true } })
    expect(counts.follows).toBeGreaterThan(counts.opens)
  })
})

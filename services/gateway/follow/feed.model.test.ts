// snapshot + follow == fresh snapshot in plain values, in an instant; follow.check.test.ts does it on the real thing.
import { expect, test } from 'vitest'
import { runModel, type Faults, type Mutation, type Outcome } from './model.fixture.ts'

const STORM: Faults = { lose: 0.15, late: 0.2, restart: 0.1, lag: 0.2, cut: 0.3, version: 0.05, huge: 0.05 }
const CALM: Faults = { lose: 0, late: 0, restart: 0, lag: 0, cut: 0, version: 0, huge: 0 }

async function many(runs: number, steps: number, faults: Faults, mutation: Mutation): Promise<Outcome> {
  const sum: Outcome = { wrong: [], follows: 0, opens: 0, repairs: 0, resets: 0 }
  for (let seed = 1; seed <= runs; seed += 1) {
    const one = await runModel(seed, steps, faults, mutation)
    sum.wrong.push(...one.wrong.map((what) => `seed ${seed}: ${what}`))
    for (const key of ['follows', 'opens', 'repairs', 'resets'] as const) sum[key] += one[key]
  }
  return sum
}

test('every view equals a fresh snapshot after 60 storms of 400 steps', { timeout: 120_000 }, async () => {
  const { wrong, repairs, resets, follows } = await many(60, 400, STORM, 'none')
  expect(wrong).toEqual([])
  // The storm was one: otherwise this proves nothing.
  expect(Math.min(repairs, resets, follows)).toBeGreaterThan(60)
})

test('when nothing is lost, a view is followed once and never again', { timeout: 60_000 }, async () => {
  const { wrong, follows, opens } = await many(10, 400, CALM, 'none')
  expect(wrong).toEqual([])
  expect(follows).toBe(opens)
})

const MUTATIONS: [Mutation, string][] = [
  ['gap', 'no gap repair'],
  ['compare', 'no 1-s compare'],
  ['rev', 'no rev check'],
  ['hole', 'a cursor that skips a hole'],
]
test.each(MUTATIONS)('the check misses it: %s (%s)', { timeout: 120_000 }, async (mutation) => {
  expect((await many(30, 400, STORM, mutation)).wrong.length).toBeGreaterThan(0)
})

test(
  'the check misses it: the batch’s `from` instead of the room’s makes views follow without cause',
  { timeout: 60_000 },
  async () => {
    const { follows, opens } = await many(10, 400, CALM, 'from')
    expect(follows).toBeGreaterThan(opens)
  },
)

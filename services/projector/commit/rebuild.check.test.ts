// Live == rebuilt (log.md §13, 5 to 7 and 14): whatever the cuts, the repetitions, the racing and the deaths, the rows are those of
// one replay from zero, at any moment. What of row 6 speaks of erasures is held by erasure.check.test.ts.
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Rec } from '../../log/log.ts'
import { checkOf } from '../../test/check/check.ts'
import { dice, history, type Dice } from './history.fixture.ts'
import { HESITANT, MUTATIONS, poisoned } from './mutations.fixture.ts'
import { LIVE, REBUILT, openRows, type How, type Rows } from './rebuild.fixture.ts'
import { foreign, leaks, placesOf, stateOf } from './rows.fixture.ts'

const check = checkOf('rebuild', { short: { runs: 8, length: 300 }, long: { runs: 320, length: 320 } })

let rows: Rows
beforeAll(async () => {
  rows = await openRows()
})
afterAll(() => rows.stop())

/** What is wrong with this history; nothing = it is right. `deaths`: dead letters are part of the story. */
async function wrongIn(seed: number, length: number, how: How = {}, deaths = false): Promise<string[]> {
  await rows.empty(LIVE, REBUILT)
  const records = history(seed, length)
  const random = dice(seed + 1)
  const wrong = await lived(records, random, how)
  wrong.push(...(await differing(records, how)))
  wrong.push(...(await missing(records, deaths)), ...(await foreign(rows.pool)), ...(await leaks(rows.pool)))
  return wrong.map((what) => `history ${seed}: ${what}`)
}

/** Every event once, every further copy noted, and nothing given up that need not be. */
async function missing(records: Rec[], deaths: boolean): Promise<string[]> {
  const { event, copy, dead } = await stateOf(rows.pool, LIVE)
  const told = records.flatMap((record) => (record.event === null ? [] : [record.event.id]))
  const wrong = deaths ? [] : dead!.map((one) => `dead letter ${JSON.stringify(one)}`)
  if (event!.length !== new Set(told).size) wrong.push(`${event!.length} events of ${new Set(told).size}`)
  if (event!.length + copy!.length !== told.length) wrong.push(`${copy!.length} copies noted`)
  return wrong
}

/** Compared once on the way as well, at some moment. */
async function lived(records: Rec[], random: Dice, how: How): Promise<string[]> {
  const wrong: string[] = []
  let left = 1 + random.below(20)
  await rows.live(records, random, how, async () => {
    left -= 1
    if (left === 0) wrong.push(...(await differing(records, how)))
  })
  return wrong
}

async function differing(records: Rec[], how: How): Promise<string[]> {
  const next = await placesOf(rows.pool, LIVE)
  await rows.empty(REBUILT)
  await rows.rebuild(
    records.filter(({ part, off }) => off < (next.get(part) ?? 0)),
    how,
  )
  const [live, rebuilt] = [await stateOf(rows.pool, LIVE), await stateOf(rows.pool, REBUILT)]
  return Object.keys(live).filter((table) => !isDeepStrictEqual(live[table], rebuilt[table]))
}

/** A bad day of its own for each history. */
function dayOf(run: number): How {
  const crashes = run % 2 === 0 ? { before: 0.02, after: 0.1 } : undefined
  return { racing: 1 + (run % 3), ...(crashes && { crashes }) }
}

describe('the rows', () => {
  test.for(check.seeds)(
    'are the same live and rebuilt, at any moment (seed %i)',
    { timeout: 3_600_000 },
    async (seed) => {
      const { runs, length } = check.size
      for (let run = 0; run < runs; run += 1) {
        expect(await wrongIn(seed * 1_000 + run, length, dayOf(run))).toEqual([])
        if (run % 25 === 24) console.log(`rebuild: ${run + 1} histories so far, 0 different`)
      }
      console.log(`rebuild: ${runs} histories of ${length} events, each compared twice, 0 different`)
    },
  )

  test.for(check.seeds)(
    '… and so are dead letters and what stands in their place (seed %i)',
    { timeout: 600_000 },
    async (seed) => {
      for (let run = 0; run < 2; run += 1)
        expect(await wrongIn(seed * 1_000 + run, 200, { ...dayOf(run), project: poisoned }, true)).toEqual([])
    },
  )
})

describe('the check notices', () => {
  test(
    '… nothing where statements are only slow: three readers that race write what one would',
    { timeout: 120_000 },
    async () => {
      for (let seed = 100; seed < 103; seed += 1) expect(await wrongIn(seed, 120, HESITANT)).toEqual([])
    },
  )

  test.for(MUTATIONS)('$name', { timeout: 120_000 }, async ({ how }) => {
    let noticed = false
    for (let seed = 100; seed < 160 && !noticed; seed += 1) noticed = (await wrongIn(seed, 120, how)).length > 0
    expect(noticed).toBe(true)
  })
})

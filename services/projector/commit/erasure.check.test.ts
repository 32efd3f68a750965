// Live == rebuilt through erasures (log.md §13, 6): histories with unsends, edits, copies and late deliveries, an eraser that dies
// anywhere, on a log that forgets at once and on one that forgets when its cleaner has passed. Each rule of §11 is taken away once.
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Rec } from '../../log/log.ts'
import { checkOf } from '../../test/check/check.ts'
import { createModelLog, createMortalEraser, type ModelLog } from './erasing.fixture.ts'
import { ERASURES, type Erasing } from './erasures.fixture.ts'
import { dice, history, type Dice } from './history.fixture.ts'
import { poisoned } from './mutations.fixture.ts'
import { LIVE, REBUILT, openRows, type Rows } from './rebuild.fixture.ts'
import { foreign, leaks, placesOf, stateOf, unsentIds } from './rows.fixture.ts'

const check = checkOf('erasure', { short: { runs: 6, length: 260 }, long: { runs: 200, length: 320 } })

let rows: Rows
beforeAll(async () => {
  rows = await openRows()
})
afterAll(() => rows.stop())

let compared = 0

/** Every partition has its position: readers that race for the first one of a partition may be asked by the database to try again. */
async function empty(...schemas: string[]) {
  await rows.empty(...schemas)
  const sql =
    'insert into checkpoint (reader, part) select reader, generate_series(0, 11) from unnest($1::text[]) reader'
  await rows.pool.query(sql, [schemas])
}

/** What is wrong with this history; nothing = it is right. */
async function wrongIn(seed: number, length: number, how: Erasing = {}): Promise<string[]> {
  await empty(LIVE, REBUILT)
  await rows.pool.query('delete from erased')
  const random = dice(seed + 1)
  const log = createModelLog(seed, seed % 2 === 0 ? 'kafka' : 'postgres')
  const sql = how.eraser?.(rows.pool) ?? rows.pool
  const eraser = createMortalEraser({ log, sql, dice: random, deaths: 0.04, ...(how.said && { change: how.said }) })
  const live = createLive(log, random, how)
  const wrong: string[] = []
  const chunk = 20 + random.below(60)
  const all = history(seed, length)
  for (let from = 0; from < all.length; from += chunk) {
    for (const { part, ...record } of all.slice(from, from + chunk)) log.push(part, record, random.of([0, 0, 0, 1]))
    await live.catchUp()
    for (let turns = random.below(4); turns > 0; turns -= 1) {
      await eraser.turn()
      if (random.chance(0.5)) await live.catchUp()
      if (random.chance(0.3)) log.clean(() => random.chance(0.7))
    }
    if (random.chance(0.4)) wrong.push(...(await wrongNow(log, how)))
    wrong.push(...(await live.moved()))
  }
  await finish(log, live, eraser, random)
  wrong.push(...(await wrongNow(log, how)), ...(await live.moved()), ...(await atTheEnd(log, eraser.removed)))
  return wrong.map((what) => `history ${seed}: ${what}`)
}

/** Until nothing waits any more and the cleaner has been everywhere. */
async function finish(log: ModelLog, live: Live, eraser: ReturnType<typeof createMortalEraser>, random: Dice) {
  for (let waiting: number | null = 1, turns = 0; waiting !== 0; turns += 1) {
    if (turns > 200) throw new Error('something is never erased')
    waiting = await eraser.turn()
    await live.catchUp()
  }
  for (let part = 0; part < 12; part += 1)
    log.push(part, { key: crypto.randomUUID(), loggedAt: log.now(), event: null })
  await live.catchUp()
  log.clean(() => random.chance(2))
}

type Live = ReturnType<typeof createLive>
/** The live rows: what the log has and they have not is brought to them, in cuts and by readers that race and die. */
function createLive(log: ModelLog, random: Dice, how: Erasing) {
  const places = new Map<string, number>()
  return {
    async catchUp() {
      const next = await placesOf(rows.pool, LIVE)
      const news = log.records().filter(({ part, off }) => off >= (next.get(part) ?? 0))
      await rows.live(news, random, { ...how, crashes: { before: 0.01, after: 0.05 } })
    },
    /** Order and unread hang on it: what became of a row's words never moves its place. */
    async moved(): Promise<string[]> {
      const { rows: now } = await rows.pool.query<{ id: string; place: number; in: number | null }>(
        `select id, place, (row->>'place')::int as in from ${LIVE}.message where row is not null`,
      )
      return now.flatMap(({ id, place, in: inside }) => {
        const before = places.get(id) ?? place
        places.set(id, place)
        return before === place && inside === place ? [] : [`${id} moved from place ${before} to ${place}`]
      })
    },
  }
}

/** A rebuild of the log as it is now, up to where the live rows are. */
async function wrongNow(log: ModelLog, how: Erasing): Promise<string[]> {
  compared += 1
  const next = await placesOf(rows.pool, LIVE)
  const records = log.records().filter(({ part, off }) => off < (next.get(part) ?? 0))
  await empty(REBUILT)
  await rows.rebuild(records, how)
  const [live, rebuilt] = [await comparable(LIVE), await comparable(REBUILT)]
  live.checkpoint = live.checkpoint!.map((place) => placeLeft(place as Place, records))
  const wrong = Object.keys(live).filter((table) => !isDeepStrictEqual(live[table], rebuilt[table]))
  for (const schema of [LIVE, REBUILT]) wrong.push(...(await unknown(records, schema)))
  return [...wrong, ...(await foreign(rows.pool)), ...(await leaks(rows.pool))]
}

/** Copies of redacted events stand outside, and a row that is gone is as good as none (log.md §13, 6). */
async function comparable(schema: string) {
  const state = await stateOf(rows.pool, schema)
  const redacted = new Set((state.event as { id: string; redacted: boolean }[]).map((one) => one.redacted && one.id))
  return {
    ...state,
    copy: (state.copy as { event: string }[]).filter(({ event }) => !redacted.has(event)),
    message: (state.message as { row: unknown }[]).filter(({ row }) => row !== null),
  } as Record<string, unknown[]>
}

type Place = { part: number; next: number; last_key: string | null }
/** Whoever reads after the cleaner has taken the last applied record stands behind the one before it: nothing lies between. */
function placeLeft(place: Place, records: Rec[]): Place {
  const last = records.findLast(({ part }) => part === place.part)
  if (last === undefined) return { ...place, next: 0, last_key: null }
  return last.off === place.next - 1 ? place : { ...place, next: last.off + 1, last_key: last.key }
}

/** Every record that still has a value is in the tables by its key: else nobody could ever erase it. */
async function unknown(records: Rec[], schema: string): Promise<string[]> {
  const { rows: keys } = await rows.pool.query<{ key: string }>(
    `select key from ${schema}.event union select key from ${schema}.copy`,
  )
  const known = new Set(keys.map(({ key }) => key))
  return records.flatMap(({ part, off, key, event }) =>
    event === null || known.has(key) ? [] : [`${schema} knows no ${part}:${off} ${event.type} ${event.id}`],
  )
}

async function atTheEnd(log: ModelLog, removed: Set<string>): Promise<string[]> {
  const unsent = await unsentIds(rows.pool)
  const text = JSON.stringify(log.records())
  const left = unsent.filter((id) => new RegExp(`(word|quote) ${id}\\.`).test(text)).map((id) => `${id} is on the log`)
  const { rows: told } = await rows.pool.query<{ id: string }>(
    `select distinct message as id from ${LIVE}.event where told`,
  )
  const kept = told.flatMap(({ id }) => (removed.has(`${id.replace(':', '/')}/content`) ? [] : [`bytes of ${id}`]))
  const { rowCount } = await rows.pool.query(
    `select from ${LIVE}.message where row ? 'skeleton' and row->'body' <> '{"kind": "unsent"}'`,
  )
  return [...left, ...kept, ...(rowCount === 0 ? [] : ['a skeleton with flesh'])]
}

describe('after an erasure', () => {
  test.for(check.seeds)(
    'rows are those of a rebuild, wherever the eraser dies (seed %i)',
    { timeout: 3_600_000 },
    async (seed) => {
      const { runs, length } = check.size
      compared = 0
      for (let run = 0; run < runs; run += 1)
        expect(await wrongIn(seed * 1_000 + run, length, { racing: 1 + (run % 3) })).toEqual([])
      console.log(`erasure: ${runs} histories of ${length} events, ${compared} comparisons, 0 different`)
    },
  )

  test.for(check.seeds)('… and so are dead letters (seed %i)', { timeout: 600_000 }, async (seed) => {
    for (let run = 0; run < 2; run += 1)
      expect(await wrongIn(seed * 1_000 + run, 200, { project: poisoned })).toEqual([])
  })
})

describe('the check notices', () => {
  test.for(ERASURES)('$name', { timeout: 240_000 }, async ({ how }) => {
    let noticed = false
    for (let seed = 100; seed < 160 && !noticed; seed += 1)
      noticed = (await wrongIn(seed, 160, how).catch((error: Error) => [error.message])).length > 0
    expect(noticed).toBe(true)
  })
})

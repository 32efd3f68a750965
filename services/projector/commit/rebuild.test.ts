// Live == rebuilt (log.md §13, 5 and 6): whatever the cuts, the repetitions and the racing, the rows are those of one replay from zero.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Pool } from '../../db/pool.ts'
import type { Rec } from '../../log/log.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { project } from '../project/project.ts'
import { openSchema } from '../schema.ts'
import type { Slice } from './batch.ts'
import { createCommitter } from './committer.ts'
import type { Project } from './fold.ts'
import { dice, history, type Dice } from './history.fixture.ts'
import { mutated } from './mutate.fixture.ts'

const [LIVE, REBUILT] = ['inbox_v1', 'inbox_v2']
const TABLES = ['conversation', 'message', 'contact', 'member', 'event', 'copy']

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  await openSchema(database.pool, 1)
  await openSchema(database.pool, 2)
})
afterAll(() => database.stop())

async function empty() {
  const tables = [LIVE, REBUILT].flatMap((schema) => TABLES.map((table) => `${schema}.${table}`))
  await database.pool.query(`truncate ${tables.join(', ')}, dead_letter, checkpoint`)
}

/** Runs of one partition from anywhere before what was delivered, as a log brings them after a failure or a change of readers. */
function slices(records: Rec[], random: Dice): Slice[] {
  const parts = Map.groupBy(records, ({ part }) => part)
  const reached = new Map([...parts.keys()].map((part) => [part, 0]))
  const all: Slice[] = []
  while (reached.size > 0) {
    const part = random.of([...reached.keys()])
    const [own, to] = [parts.get(part)!, reached.get(part)!]
    const from = Math.max(0, to - random.of([0, 0, 0, 1, 7, 30]))
    const end = Math.min(own.length, to + 1 + random.below(random.of([2, 12, 60])))
    all.push({ part, records: own.slice(from, end) })
    if (end === own.length) reached.delete(part)
    else reached.set(part, end)
  }
  return all
}

type How = { pool?: Pool; project?: Project; racing?: number }

async function live(records: Rec[], random: Dice, { pool = database.pool, project: how, racing = 2 }: How = {}) {
  const committers = Array.from({ length: racing }, () =>
    createCommitter({ pool, reader: LIVE, onApplied: () => undefined, ...(how && { project: how }) }),
  )
  const queue = slices(records, random)
  while (queue.length > 0) {
    // A slice is delivered once the one before it of its partition is in; several readers may hold the same one.
    const parts = new Set<number>()
    const turn = queue.splice(0, queue.findIndex(({ part }) => parts.size === parts.add(part).size) >>> 0)
    await Promise.all(turn.flatMap((slice) => committers.map((commit) => commit(slice))))
  }
}

async function rebuild(records: Rec[]) {
  const commit = createCommitter({ pool: database.pool, reader: REBUILT, onApplied: () => undefined })
  const parts = Map.groupBy(records, ({ part }) => part)
  await Promise.all([...parts].map(([part, own]) => commit({ part, records: own })))
}

/** Every column of every row; and how far each partition is. */
async function stateOf(schema: string) {
  const state: Record<string, unknown[]> = {}
  for (const table of TABLES) {
    const { rows } = await database.pool.query(`select * from ${schema}.${table} t order by t::text`)
    state[table] = rows
  }
  const { rows } = await database.pool.query(
    'select part, next, last_key from checkpoint where reader = $1 order by part',
    [schema],
  )
  return { ...state, checkpoint: rows }
}

async function same(seed: number, length: number, how?: How) {
  await empty()
  const records = history(seed, length)
  await live(records, dice(seed + 1), how)
  await rebuild(records)
  expect(await stateOf(LIVE)).toEqual(await stateOf(REBUILT))
  return records
}

const SEEDS = Array.from({ length: 12 }, (_, i) => 7_000 + i)

test.each(SEEDS)('rows of history %i are the same live and rebuilt, and none is a dead letter', async (seed) => {
  const records = await same(seed, 250)
  expect((await database.pool.query('select type, error from dead_letter')).rows).toEqual([])
  const ids = new Set(records.map(({ event }) => event?.id).filter((id) => id !== undefined))
  expect((await database.pool.query('select 1 from inbox_v1.event')).rowCount).toBe(ids.size)
})

const unsentIds = async () =>
  (
    await database.pool.query<{ id: string }>(`select id from inbox_v1.message where row->'body'->>'kind' = 'unsent'`)
  ).rows.map(({ id }) => id.split(':')[1]!)

/** Where words of unsent messages still stand. */
async function leaks(): Promise<string[]> {
  const found: string[] = []
  const unsent = await unsentIds()
  for (const table of [...TABLES.map((name) => `inbox_v1.${name}`), 'dead_letter']) {
    const { rows } = await database.pool.query<{ text: string }>(`select t::text as text from ${table} t`)
    for (const id of unsent) {
      const about = new RegExp(`(word|quote) ${id}\\.`)
      if (rows.some(({ text }) => about.test(text))) found.push(`${table} ${id}`)
    }
  }
  return found
}

test('nothing of what was unsent stands anywhere, and the checker notices raw text that stays', async () => {
  await same(42, 400)
  expect((await unsentIds()).length).toBeGreaterThan(5)
  expect(await leaks()).toEqual([])
  await empty()
  const forgetful = mutated(database.pool, {
    rewrite: (sql) => sql.replace('set raw = null, redacted = true', 'set redacted = true'),
  })
  await live(history(42, 400), dice(43), { pool: forgetful })
  expect(await leaks()).not.toEqual([])
})

const pause = () => new Promise<void>((resolve) => void setTimeout(resolve, Math.random() * 4))

/** Whether any of these histories ends otherwise. */
async function noticed(how: How): Promise<boolean> {
  for (let seed = 100; seed < 110; seed += 1) {
    const fine = await same(seed, 120, how).then(
      () => true,
      () => false,
    )
    if (!fine) return true
  }
  return false
}

test('three projectors with pauses between their statements apply each event once', { timeout: 60_000 }, async () => {
  for (let seed = 100; seed < 103; seed += 1)
    await same(seed, 120, { pool: mutated(database.pool, { pause }), racing: 3 })
})

test('the checker notices a position read without a lock', { timeout: 60_000 }, async () => {
  const unlocked = mutated(database.pool, {
    pause,
    rewrite: (sql) => sql.replace('order by part for update', 'order by part'),
  })
  expect(await noticed({ pool: unlocked, racing: 3 })).toBe(true)
})

test('the checker notices events that are not unique', async () => {
  const again = mutated(database.pool, {
    rewrite: (sql) =>
      sql.includes('.event (')
        ? sql.replace('on conflict do nothing', 'on conflict (id) do update set off = excluded.off')
        : sql,
  })
  expect(await noticed({ pool: again })).toBe(true)
})

test('the checker notices rows that do not see the events before them in the batch', async () => {
  const loaded = new WeakMap<object, Map<string, unknown>>()
  const stale: Project = (placed, held) => {
    const seen = loaded.get(held) ?? new Map<string, unknown>()
    loaded.set(held, seen)
    return project(placed, {
      get: (noun, id) => {
        const key = `${noun} ${id}`
        if (!seen.has(key)) seen.set(key, held.get(noun, id))
        return seen.get(key) as never
      },
    })
  }
  expect(await noticed({ project: stale })).toBe(true)
})

const COUNTED_UP = `f.n + coalesce((select (row->>'troubled')::int from inbox_v1.conversation c where c.id = t.id), 0) as troubled`
test('the checker notices columns that are counted up instead of computed', async () => {
  const counting = mutated(database.pool, {
    rewrite: (sql) => sql.replace('f.n as troubled', COUNTED_UP),
  })
  expect(await noticed({ pool: counting })).toBe(true)
})

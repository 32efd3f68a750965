// Whatever LINE or a broken client sends ends as rows: no throw, no dead letter. Mutations are seeded; a failure prints its seed.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LineEvent } from '@madoguchi/contracts/event/line'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { openSchema } from '../schema.ts'
import { line, records } from './build.fixture.ts'
import { createCommitter } from './committer.ts'
import { dice, history, type Dice } from './history.fixture.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  await openSchema(database.pool, 1)
})
afterAll(() => database.stop())

const ODD_TEXTS = ['', 'x', '\u0000', '\ud800', '\udfff\ud800', 'a\u0000b', 'y'.repeat(5_000)]
const ODD_NAMES = ['constructor', '__proto__', 'toString']
const ODD_NUMBERS = [0, -1, 1.5, 1e308, -1e308, 2 ** 53, Number.MAX_SAFE_INTEGER]
const ODD_THINGS = [null, true, false, [], {}, [[['deep']]], { userId: { userId: 1 } }, [null, 1, 'x', {}]]
const ODD_RECORDS = [{ type: 'user', userId: 5 }, { '__proto__\u0000': '\ud800' }]
const GARBAGE: unknown[] = [...ODD_TEXTS, ...ODD_NAMES, ...ODD_NUMBERS, ...ODD_THINGS, ...ODD_RECORDS]

/** One to four places of the event replaced, removed, doubled or filled with garbage. */
function mutate(event: LineEvent, random: Dice): LineEvent {
  const copy = structuredClone(event) as Record<string, unknown>
  for (let i = random.below(4); i >= 0; i -= 1) {
    let holder: Record<string, unknown> | unknown[] = copy
    for (;;) {
      const keys = Object.keys(holder)
      const key =
        keys.length > 0 && !random.chance(0.1) ? random.of(keys) : random.of(['message', 'id', 'extra', 'source'])
      const inner = (holder as Record<string, unknown>)[key]
      if (typeof inner === 'object' && inner !== null && random.chance(0.7)) {
        holder = inner as Record<string, unknown>
        continue
      }
      if (random.chance(0.2)) delete (holder as Record<string, unknown>)[key]
      else (holder as Record<string, unknown>)[key] = structuredClone(random.of(GARBAGE))
      break
    }
  }
  return copy as LineEvent
}

/** As ingest wraps it: names are strings there, all else stays as it came. */
function wrapped(event: LineEvent, i: number) {
  const one = line(event)
  const type = typeof event.type === 'string' ? event.type : '?'
  const id = `${i} ${typeof event.webhookEventId === 'string' ? event.webhookEventId : ''}`
  return { ...one, id, type: `line.${type}`, at: event.timestamp as number, data: event }
}

test('4,000 mutated events of LINE are rows, none a dead letter', { timeout: 60_000 }, async () => {
  const random = dice(20_261_124)
  const lines = history(1, 600).flatMap(({ event }) =>
    event?.type.startsWith('line.') ? [event.data as LineEvent] : [],
  )
  const events = Array.from({ length: 4_000 }, (_, i) => wrapped(mutate(random.of(lines), random), i))
  const commit = createCommitter({ pool: database.pool, reader: 'inbox_v1', onApplied: () => undefined })
  const all = records(events).map((record) => ({ ...record, loggedAt: 1_750_000_000_000 }))
  for (let i = 0; i < all.length; i += 200) await commit({ part: 0, records: all.slice(i, i + 200) })

  expect((await database.pool.query('select type, error, envelope from dead_letter')).rows).toEqual([])
  const { rows } = await database.pool.query<{ events: number; silent: number }>(
    `select count(*) as events, count(*) filter (where not exists (
       select from inbox_v1.message m where m.id in (e.message, e.id))) as silent from inbox_v1.event e`,
  )
  expect(rows[0]).toEqual({ events: events.length, silent: 0 })
})

// One history into search rows, live, as a reader brings it on a bad day, and rebuilt, as a reader from zero brings it; and into the rows
// of the screen, by the projector, as a model that knows nothing of search.
import { openPool, type Pool } from '../db/pool.ts'
import type { Reader, Rec } from '../log/log.ts'
import { createCommitter } from '../projector/commit/committer.ts'
import type { Dice } from '../projector/commit/history.fixture.ts'
import { openSchema as openScreen } from '../projector/schema.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { openTestDatabase } from '../test/database.ts'
import { createSearchReader } from './reader.ts'
import { openSchema } from './schema.ts'

export const [LIVE, REBUILT] = ['search_v1', 'search_v2'] as const
export const TABLES = ['message', 'name', 'heard'] as const
const SCREEN = ['conversation', 'message', 'contact', 'member', 'template', 'notice', 'event', 'copy']

export type Rows = Awaited<ReturnType<typeof openRows>>

export async function openRows() {
  const database = await openTestDatabase()
  await openScreen(database.pool, 1)
  await openSchema(database.pool, 1)
  await openSchema(database.pool, 2)
  await database.pool.query(`alter database ${new URL(database.url).pathname.slice(1)} set synchronous_commit = off`)
  const pool = openPool({ url: database.url, logger: silentLogger() })
  const readerOf = (name: string, on: Pool = pool): Reader =>
    createSearchReader({ pool: on, name, logger: silentLogger(), metrics: createMetrics(), lingerMs: 0 }).reader
  return {
    pool,
    readerOf,
    async empty() {
      const tables = [LIVE, REBUILT].flatMap((schema) => TABLES.map((table) => `${schema}.${table}`))
      tables.push(...SCREEN.map((table) => `inbox_v1.${table}`))
      await pool.query(
        `${tables.map((table) => `delete from ${table}`).join(';')}; delete from dead_letter; delete from checkpoint`,
      )
    },
    /** In runs that begin anywhere before what was delivered, to one of two readers that know nothing of each other. */
    async live(records: Rec[], dice: Dice) {
      const readers = [readerOf(LIVE), readerOf(LIVE)]
      const parts = Map.groupBy(records, ({ part }) => part)
      const reached = new Map([...parts.keys()].map((part) => [part, 0]))
      while (reached.size > 0) {
        const part = dice.of([...reached.keys()])
        const [own, to] = [parts.get(part)!, reached.get(part)!]
        const end = Math.min(own.length, to + 1 + dice.below(dice.of([2, 12, 60])))
        const from = Math.max(0, to - dice.of([0, 0, 1, 7, 30]))
        await dice.of(readers).deliver(part, own.slice(from, end), end)
        if (end === own.length) reached.delete(part)
        else reached.set(part, end)
      }
    },
    rebuild: (records: Rec[]) => byPart(records, (part, own) => readerOf(REBUILT).deliver(part, own, own.length)),
    async screen(records: Rec[]) {
      const commit = createCommitter({ pool, reader: 'inbox_v1', onApplied: () => undefined })
      await byPart(records, (part, own) => commit({ part, records: own }))
    },
    /** Every column of every row. */
    async stateOf(schema: string): Promise<Record<string, unknown[]>> {
      const state: Record<string, unknown[]> = {}
      for (const table of TABLES)
        state[table] = (await pool.query(`select * from ${schema}.${table} t order by t::text`)).rows
      const dead = 'select part, off, event_id, type, error from dead_letter where reader = $1 order by part, off'
      return { ...state, dead: (await pool.query(dead, [schema])).rows }
    },
    async stop() {
      await pool.end()
      await database.stop()
    },
  }
}

async function byPart(records: Rec[], run: (part: number, own: Rec[]) => Promise<unknown>) {
  for (const [part, own] of Map.groupBy(records, (record) => record.part)) await run(part, own)
}

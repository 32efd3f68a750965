// What the tables hold, and what must not stand in them.
import { partitionOf } from '@madoguchi/contracts/ids'
import type { Pool } from '../../db/pool.ts'
import { LIVE, TABLES } from './rebuild.fixture.ts'

/** Every column of every row; the dead letters; and how far each partition is. */
export async function stateOf(pool: Pool, schema: string): Promise<Record<string, unknown[]>> {
  const state: Record<string, unknown[]> = {}
  for (const table of TABLES)
    state[table] = (await pool.query(`select * from ${schema}.${table} t order by t::text`)).rows
  const kept = `select part, off, key, event_id, type, error, envelope from dead_letter where reader = $1 order by part, off`
  state.dead = (await pool.query(kept, [schema])).rows
  const places = 'select part, next, last_key from checkpoint where reader = $1 order by part'
  state.checkpoint = (await pool.query(places, [schema])).rows
  return state
}

/** Next offset of each partition. */
export async function placesOf(pool: Pool, schema: string): Promise<Map<number, number>> {
  const sql = 'select part, next from checkpoint where reader = $1'
  const { rows } = await pool.query<{ part: number; next: number }>(sql, [schema])
  return new Map(rows.map(({ part, next }) => [part, next]))
}

const KEYS = {
  conversation: 'id',
  contact: 'id',
  member: 'conversation',
  message: 'conversation',
  template: "channel || ':-'",
  notice: 'conversation',
}

/** Rows that were written by an event of another key, or of none, or in a partition that is not their key's. */
export async function foreign(pool: Pool): Promise<string[]> {
  const found: string[] = []
  for (const [table, key] of Object.entries(KEYS)) {
    const { rows } = await pool.query<{ id: string; part: number; key: string; by: string | null }>(
      `select r.id, r.part, r.${key} as key, (select e.conversation from ${LIVE}.event e where (e.part, e.off) = (r.part, r.rev)) as by
         from ${LIVE}.${table} r`,
    )
    for (const row of rows)
      if (row.by !== row.key || row.part !== partitionOf(row.key)) found.push(`${table} ${row.id} by ${row.by}`)
  }
  return found
}

export async function unsentIds(pool: Pool): Promise<string[]> {
  const sql = `select id from ${LIVE}.message where row->'body'->>'kind' = 'unsent'`
  return (await pool.query<{ id: string }>(sql)).rows.map(({ id }) => id.split(':')[1]!)
}

/** Where words of unsent messages still stand. */
export async function leaks(pool: Pool): Promise<string[]> {
  const found: string[] = []
  const unsent = await unsentIds(pool)
  for (const table of [...TABLES.map((name) => `${LIVE}.${name}`), 'dead_letter']) {
    const { rows } = await pool.query<{ text: string }>(`select t::text as text from ${table} t`)
    const all = rows.map(({ text }) => text).join('\n')
    for (const id of unsent) if (new RegExp(`(word|quote) ${id}\\.`).test(all)) found.push(`${table} ${id}`)
  }
  return found
}

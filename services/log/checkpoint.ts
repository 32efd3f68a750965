// A reader's position in Postgres, locked and advanced in the same transaction as what the reader writes: at-least-once
// delivery becomes exactly-once effect.
import type { QueryConfig } from 'pg'
import type { Sql } from '../db/pool.ts'
import type { Position } from './log.ts'

/** Where a reader goes on; next 0 when it has never read. */
export async function readPosition(sql: Sql, reader: string, part: number): Promise<Position> {
  const { rows } = await sql.query<{ next: number; last_key: string | null }>(
    'select next, last_key from checkpoint where reader = $1 and part = $2',
    [reader, part],
  )
  return { next: rows[0]?.next ?? 0, lastKey: rows[0]?.last_key ?? null }
}

/** This reader has never read of some of these; see `positioned`. */
export class NeverRead extends Error {
  readonly parts: number[]
  constructor(parts: number[]) {
    super(`no position yet of one of the partitions ${parts.join()}`)
    this.parts = parts
  }
}

/**
 * `parts`: none twice. Locks in order of partition, so that replicas cannot deadlock; a late writer waits here and then sees a newer
 * `next`. Throws `NeverRead`.
 */
export async function lockPositions(tx: Sql, reader: string, parts: number[]): Promise<Map<number, number>> {
  const { rows } = await tx.query<{ part: number; next: number }>({
    name: 'checkpoint-lock',
    text: 'select part, next from checkpoint where reader = $1 and part = any($2::int[]) order by part for update',
    values: [reader, parts],
  })
  if (rows.length < parts.length) throw new NeverRead(parts)
  return new Map(rows.map((row) => [row.part, row.next]))
}

/**
 * Runs a transaction that locks positions. Those that are not there are made outside of it, while nothing is locked: two readers that
 * make one while they hold another wait for each other for ever (40P01).
 */
export async function positioned<T>(pool: Sql, reader: string, run: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await run()
    } catch (error) {
      if (!(error instanceof NeverRead)) throw error
      await makePositions(pool, reader, error.parts)
    }
  }
}

const makePositions = (sql: Sql, reader: string, parts: number[]) =>
  sql.query({
    name: 'checkpoint-make',
    text: 'insert into checkpoint (reader, part) select $1, unnest($2::int[]) on conflict do nothing',
    values: [reader, parts.toSorted((a, b) => a - b)],
  })

/** The statement. `lastKey`: key of the last record delivered, tombstones included: the fingerprint of the log. */
export const advancing = (reader: string, to: { part: number; next: number; lastKey: string }[]): QueryConfig => ({
  name: 'checkpoint-advance',
  text: `update checkpoint c set next = v.next, last_key = v.key
           from unnest($2::int[], $3::bigint[], $4::uuid[]) v(part, next, key) where c.reader = $1 and c.part = v.part`,
  values: [reader, to.map((p) => p.part), to.map((p) => p.next), to.map((p) => p.lastKey)],
})

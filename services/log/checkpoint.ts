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

/** `parts`: none twice. Locks in order of partition, so that replicas cannot deadlock; a late writer waits here and then sees a newer `next`. */
export async function lockPositions(tx: Sql, reader: string, parts: number[]): Promise<Map<number, number>> {
  const locked = await lockKnown(tx, reader, parts)
  if (locked.size === parts.length) return locked
  await makePositions(tx, reader, parts)
  return lockKnown(tx, reader, parts)
}

/** Without those that this reader has never read: nothing is locked for them. */
export async function lockKnown(tx: Sql, reader: string, parts: number[]): Promise<Map<number, number>> {
  const { rows } = await tx.query<{ part: number; next: number }>({
    name: 'checkpoint-lock',
    text: 'select part, next from checkpoint where reader = $1 and part = any($2::int[]) order by part for update',
    values: [reader, parts],
  })
  return new Map(rows.map((row) => [row.part, row.next]))
}

export const makePositions = (tx: Sql, reader: string, parts: number[]) =>
  tx.query({
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

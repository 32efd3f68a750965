// Appending to and erasing from the log's tables. One statement a batch: its commit is the acknowledgement.
import type { Pool, Sql } from '../../db/pool.ts'
import type { Outgoing } from '../lanes.ts'
import { timed } from '../../db/timed.ts'

/** Payload: the partition. */
export const BELL = 'madoguchi_log'
/** A statement unanswered for so long is given up with its connection; the lane repeats it under fresh keys. */
const ANSWER_MS = 10_000

const APPEND = `
with h as (update log.head set next = next + cardinality($2::uuid[]) where part = $1 returning next - cardinality($2::uuid[]) as base),
     r as (insert into log.record (part, off, key, headers, value)
           select $1, h.base + u.n - 1, u.key, u.headers, u.value
             from h, unnest($2::uuid[], $3::text[], $4::text[]) with ordinality u(key, headers, value, n) returning off)
select min(off) as base, pg_notify('${BELL}', $1::text) from r`

export async function append(sql: Sql, part: number, records: Outgoing[]): Promise<number> {
  const values = [
    part,
    records.map((record) => record.key),
    records.map((record) => JSON.stringify(record.headers)),
    records.map((record) => record.value),
  ]
  const { rows } = await sql.query<{ base: number | null }>(
    timed({ name: 'log-append', text: APPEND, values }, ANSWER_MS),
  )
  const base = rows[0]?.base
  if (base === null || base === undefined) throw new Error(`the log has no partition ${part}`)
  return base
}

/** The row stays, so offsets stay. */
export async function erase(pool: Pool, part: number, keys: string[]): Promise<void> {
  const text = `update log.record set value = null, headers = null where part = $1 and key = any($2::uuid[]) and value is not null`
  await pool.query(timed({ text, values: [part, keys] }, ANSWER_MS))
}

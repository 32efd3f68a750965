// Appending to and erasing from the log's tables. One statement a batch: its commit is the acknowledgement.
import type { Pool, Sql } from '../../db/pool.ts'
import type { Outgoing } from '../lanes.ts'
import { timed } from '../../db/timed.ts'
import type { Slice } from '../together.ts'

/** Payload: the partition. */
export const BELL = 'madoguchi_log'
/** A statement unanswered for so long is given up with its connection; the lane repeats it under fresh keys. */
const ANSWER_MS = 10_000

/** Heads are locked in the order of partitions, so that two writers never wait for each other. */
const APPEND = `
with l as (select part, next from log.head where part = any($1::int[]) order by part for no key update),
     h as (update log.head set next = l.next + s.count
             from l join unnest($1::int[], $2::int[]) s(part, count) using (part)
            where head.part = l.part returning head.part, l.next as base),
     r as (insert into log.record (part, off, key, headers, value)
           select h.part, h.base + e.i, e.key, e.headers, e.value
             from unnest($3::int[], $4::int[], $5::uuid[], $6::text[], $7::text[]) e(part, i, key, headers, value)
             join h using (part))
select part, base, pg_notify('${BELL}', part::text) from h`

/** Of each slice the offset of its first record; no two of one partition. All of them are written or none. */
export async function appendAll(sql: Sql, slices: Slice[]): Promise<number[]> {
  const each = slices.flatMap(({ part, records }) => records.map((record, i) => ({ part, i, record })))
  const values = [
    slices.map(({ part }) => part),
    slices.map(({ records }) => records.length),
    each.map(({ part }) => part),
    each.map(({ i }) => i),
    each.map(({ record }) => record.key),
    each.map(({ record }) => JSON.stringify(record.headers)),
    each.map(({ record }) => record.value),
  ]
  const query = timed({ name: 'log-append', text: APPEND, values }, ANSWER_MS)
  const { rows } = await sql.query<{ part: number; base: number }>(query)
  const bases = new Map(rows.map(({ part, base }) => [part, base]))
  return slices.map(({ part }) => {
    const base = bases.get(part)
    if (base === undefined) throw new Error(`the log has no partition ${part}`)
    return base
  })
}

export const append = async (sql: Sql, part: number, records: Outgoing[]): Promise<number> =>
  (await appendAll(sql, [{ part, records }]))[0]!

/** The row stays, so offsets stay. */
export async function erase(pool: Pool, part: number, keys: string[]): Promise<void> {
  const text = `update log.record set value = null, headers = null where part = $1 and key = any($2::uuid[]) and value is not null`
  await pool.query(timed({ text, values: [part, keys] }, ANSWER_MS))
}

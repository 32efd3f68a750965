// Rejected: offsets from a sequence, which hands out numbers before the commit, instead of the head row, whose lock is held until it.
import type { Pool } from '../../db/pool.ts'
import { transaction } from '../../db/transaction.ts'
import type { Outgoing } from '../lanes.ts'
import { BELL } from '../postgres/write.ts'

export const SEQUENCE = 'create sequence mutant minvalue 0'

/** `numbered`: waited for between the numbers and the commit. */
export function appendBySequence(pool: Pool, part: number, records: Outgoing[], numbered: () => Promise<void>) {
  return transaction(pool, async (tx) => {
    const { rows } = await tx.query<{ off: number }>(
      `insert into log.record (part, off, key, headers, value)
       select $1, nextval('mutant'), u.key, u.headers, u.value
         from unnest($2::uuid[], $3::text[], $4::text[]) u(key, headers, value) returning off`,
      [part, records.map((r) => r.key), records.map((r) => JSON.stringify(r.headers)), records.map((r) => r.value)],
    )
    await numbered()
    await tx.query('update log.head set next = greatest(next, $2) where part = $1', [part, rows.at(-1)!.off + 1])
    await tx.query(`select pg_notify('${BELL}', $1::text)`, [part])
    return rows[0]!.off
  })
}

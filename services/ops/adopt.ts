// After a topic was recreated, truncated or swapped, readers stop: their positions speak of another log. A person decides to
// go on with the log as it is: every reader begins at its start, rows are made anew from it, and what was already sent or
// fetched is recognised by its id.
import type { Pool } from '../db/pool.ts'
import { transaction } from '../db/transaction.ts'
import { activeVersion, dropVersion, openSchema } from '../projector/schema.ts'
import * as search from '../search/schema.ts'

/** Lines for the operator. `sure: false` changes nothing and says what would happen. Stop all roles first. */
export async function adoptLog({ pool, sure }: { pool: Pool; sure: boolean }): Promise<string[]> {
  const { rows } = await pool.query<{ reader: string; read: number }>(
    `select reader, sum(next)::bigint as read from checkpoint where part >= 0 group by reader order by reader`,
  )
  const readers = rows.map(({ reader, read }) => `${reader}: has read ${read} events of the former log`)
  if (!sure)
    return [
      ...readers,
      'With --yes they begin at the start of the log as it is now, and rows are made anew. Stop all roles first.',
    ]
  const v = await activeVersion(pool)
  const index = await search.activeVersion(pool)
  await transaction(pool, async (tx) => {
    await search.forgetAll(tx)
    await tx.query('drop schema if exists rm cascade')
    if (v !== null) await dropVersion(tx, v)
    await tx.query(`delete from active where projection = 'inbox'`)
    await tx.query('delete from checkpoint where part >= 0')
  })
  if (v !== null) await openSchema(pool, v)
  if (index !== null) await search.openSchema(pool, index)
  return [...readers, 'Adopted: start the roles again.']
}

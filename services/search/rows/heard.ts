// Events that count once, in the log's order: their ids. Few: names that LINE told, notes reworded, sends tried again.
import type { Sql } from '../../db/pool.ts'

export async function loadHeard(tx: Sql, schema: string, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await tx.query<{ event: string }>({
    name: `${schema}-heard`,
    text: `select event from ${schema}.heard where event = any($1::text[])`,
    values: [ids],
  })
  return new Set(rows.map(({ event }) => event))
}

/** Sorted, so that transactions meet them in the same order. */
export async function noteHeard(tx: Sql, schema: string, heard: Set<string>): Promise<void> {
  if (heard.size === 0) return
  await tx.query({
    name: `${schema}-note-heard`,
    text: `insert into ${schema}.heard (event) select * from unnest($1::text[]) on conflict do nothing`,
    values: [[...heard].toSorted()],
  })
}

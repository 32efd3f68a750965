// What the rows say is to be told and to be erased, and the eraser's own note of what was.
import type { RedactedFacts } from '@madoguchi/contracts/event/redacted'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import type { Sql } from '../db/pool.ts'
import type { Untold } from './skeleton.ts'

/** A record to erase; `message`: the row it speaks of. `unsentAt`: ms. */
export type Due = { part: number; key: string; message: string; unsentAt: number | null }

const MOST = 500

/** The unsend stays on the log: it holds no words. */
const UNSENT_AT = (message: string) =>
  `(select min(u.at) from rm.event u where u.message = ${message} and u.type = 'line.unsend')`

type Row = {
  message: string
  row: MessageRow
  unsent_at: number | null
  id: string
  type: string
  at: number
  off: number
  key: string
  facts: string | null
}

/** Redacted events that no skeleton lists, by message. */
export async function readUntold(sql: Sql): Promise<Untold[]> {
  const { rows } = await sql.query<Row>(
    `select m.id as message, m.row, ${UNSENT_AT('m.id')} as unsent_at, v.id, v.type, v.at, v.off, v.key, v.facts
       from rm.event v join rm.message m on (m.id, m.conversation) = (v.message, v.conversation)
      where v.redacted and not v.told and m.row is not null order by v.message, v.off limit ${MOST}`,
  )
  return [...Map.groupBy(rows, ({ message }) => message)].map(([message, of]) => ({
    message,
    row: of[0]!.row,
    unsentAt: of[0]!.unsent_at,
    events: of.map(({ id, type, at, off, key, facts }) => ({
      id,
      type,
      at,
      off,
      key,
      ...(facts === null ? {} : { facts: JSON.parse(facts) as RedactedFacts }),
    })),
  }))
}

const TOLD = `
  (select v.part, v.key, v.message from rm.event v where v.told
   union all select c.part, c.key, v.message from rm.copy c join rm.event v on v.id = c.event where v.told) r
  left join erased e on (e.part, e.key) = (r.part, r.key)`

/** Records of which a skeleton tells and that are not erased yet, those of every further delivery among them. */
export async function readDue(sql: Sql): Promise<Due[]> {
  const { rows } = await sql.query<{ part: number; key: string; message: string; unsent_at: number | null }>(
    `select r.part, r.key, r.message, ${UNSENT_AT('r.message')} as unsent_at from ${TOLD} where e.key is null limit ${MOST}`,
  )
  return rows.map(({ unsent_at: unsentAt, ...due }) => ({ ...due, unsentAt }))
}

export async function noteErased(sql: Sql, erased: Due[]): Promise<void> {
  await sql.query('insert into erased (part, key) select * from unnest($1::int[], $2::uuid[]) on conflict do nothing', [
    erased.map(({ part }) => part),
    erased.map(({ key }) => key),
  ])
}

/** How far the rows are: while that does not move, there is nothing new to find. */
export async function readProgress(sql: Sql): Promise<string> {
  const { rows } = await sql.query<{ at: string }>(
    `select active.v || ' ' || coalesce(sum(c.next), 0) as at from active left join checkpoint c on c.reader = 'inbox_v' || active.v
      where projection = 'inbox' group by active.v`,
  )
  return rows[0]?.at ?? 'nothing yet'
}

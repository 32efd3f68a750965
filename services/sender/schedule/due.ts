// What is due is judged and marked in one transaction, with the event that is to say so; the event is said afterwards, by whoever gets to
// it, and its id makes a repeat harmless. An edit, a cancel or a "send now" locks the same row in the reader's transaction: whichever
// comes second finds that the other was first.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { MessageQueued } from '@madoguchi/contracts/event/message'
import type { Pool, Sql } from '../../db/pool.ts'
import { transaction } from '../../db/transaction.ts'
import { judge, type Due } from './judge.ts'
import { readValues, type Names } from './values.ts'

/** `text`: the event as it is kept. */
export type Unsaid = { id: string; event: Envelope; text: string }

// Not prepared by name: see outbound/claim.ts.
const DUE = `
select id, conversation, ask, turn, author, body, hold_if_writes and wrote as wrote,
       extract(epoch from now() - due_at) * 1000 as late, floor(extract(epoch from clock_timestamp()) * 1000)::bigint as at
  from scheduled where part = any($1::int[]) and state = 'waiting' and due_at <= now()
 order by due_at, off limit $2 for update skip locked`

type Row = Omit<Due, 'body' | 'lateMs'> & { body: string; late: string }

/** How many were due. */
export function takeDue(
  pool: Pool,
  names: Names,
  { parts, limit }: { parts: number[]; limit: number },
): Promise<number> {
  return transaction(pool, async (tx) => {
    const { rows } = await tx.query<Row>(DUE, [parts, limit])
    if (rows.length === 0) return 0
    const all = rows.map(({ body, late, ...row }) => ({
      ...row,
      body: JSON.parse(body) as MessageQueued,
      lateMs: Number(late),
    }))
    const valuesOf = await readValues(tx, names, all)
    const judged = all.map((due) => ({ id: due.id, ...judge(due, valuesOf(due)) }))
    await tx.query(
      `update scheduled s set state = u.state, event = u.event, decided_at = now(), said_at = null
         from unnest($1::text[], $2::text[], $3::text[]) u(id, state, event) where s.id = u.id`,
      [judged.map(({ id }) => id), judged.map(({ state }) => state), judged.map(({ event }) => JSON.stringify(event))],
    )
    return judged.length
  })
}

export async function readUnsaid(sql: Sql, { parts, limit }: { parts: number[]; limit: number }): Promise<Unsaid[]> {
  const { rows } = await sql.query<{ id: string; event: string }>(
    `select id, event from scheduled where part = any($1::int[]) and event is not null and said_at is null
      order by decided_at limit $2`,
    [parts, limit],
  )
  return rows.map(({ id, event: text }) => ({ id, event: JSON.parse(text) as Envelope, text }))
}

/** What is on its way or over keeps no words here; what waits for a person keeps them for "send now". */
export async function noteSaid(sql: Sql, { id, text }: Unsaid): Promise<void> {
  await sql.query(
    `update scheduled set said_at = now(), event = null, body = case when state in ('dispatched', 'cancelled') then null else body end
      where id = $1 and said_at is null and event = $2`,
    [id, text],
  )
}

/** In how many ms the next one is due; null when none waits. */
export async function nextDueMs(sql: Sql, parts: number[]): Promise<number | null> {
  const { rows } = await sql.query<{ ms: string | null }>(
    `select extract(epoch from min(due_at) - clock_timestamp()) * 1000 as ms from scheduled
      where part = any($1::int[]) and state = 'waiting'`,
    [parts],
  )
  const ms = rows[0]!.ms
  return ms === null ? null : Number(ms)
}

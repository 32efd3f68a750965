// The floor of the projector: one INSERT statement a batch, one row an event, and its commit.
import type { Pool } from '../../db/pool.ts'

export type BareRow = { noun: 'message'; id: string; part: number; rev: number; row: object }
type LineEvent = { webhookEventId: string; timestamp: number; message: { id: string; text: string } }

export const makeRows = (pool: Pool) =>
  pool.query('create table bare_row (id text primary key, conversation text not null, row jsonb not null)')

const INSERT = `insert into bare_row (id, conversation, row) select * from unnest($1::text[], $2::text[], $3::jsonb[])
  on conflict (id) do nothing`

/** `values`: LINE's events as JSON. */
export async function commitBare(pool: Pool, values: string[]): Promise<BareRow[]> {
  const rows = values.map((value) => rowOf(JSON.parse(value) as LineEvent & { source: { userId: string } }))
  await pool.query({
    name: 'bare-rows',
    text: INSERT,
    values: [
      rows.map(({ id }) => id),
      rows.map(({ row }) => row.conversation),
      rows.map(({ row }) => JSON.stringify(row)),
    ],
  })
  return rows
}

/** As large as ours. */
function rowOf(event: LineEvent & { source: { userId: string } }) {
  const { webhookEventId, timestamp, message, source } = event
  const by = { kind: 'contact', userId: source.userId }
  const body = { kind: 'text', text: message.text }
  const row = { conversation: source.userId, at: timestamp, event: webhookEventId, direction: 'inbound', by, body }
  return { noun: 'message' as const, id: `bare:${message.id}`, part: 0, rev: 0, row }
}

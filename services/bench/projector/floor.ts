// The bare floor: the same tables, indexes and bytes as a projector writes, by one UNNEST statement a table in one transaction
// a batch, with nothing decided: rows are ready-made, nothing is loaded, locked, derived or published.
import type { Rec } from '../../log/log.ts'
import type { Pool } from '../../db/pool.ts'
import { transaction } from '../../db/transaction.ts'

type Batch = {
  events: unknown[][]
  messages: unknown[][]
  conversations: unknown[][]
  contacts: unknown[][]
}

export type Ready = { conversation: object; message: object; contact: object }

/** Ready-made before the clock starts: columns of each statement. `rows`: what a projector makes of one message. */
export function batchOf(records: Rec[], rows: Ready): Batch {
  const one = records.map((record) => ({ ...record, event: record.event! }))
  const talks = [...new Map(one.map((record) => [record.event.key, record])).values()]
  return {
    events: [
      one.map(({ event }) => event.id),
      one.map(({ part }) => part),
      one.map(({ off }) => off),
      one.map(({ key }) => key),
      one.map(({ event }) => event.type),
      one.map(({ event }) => event.key),
      one.map(({ event }) => event.key),
      one.map(({ event }) => event.id),
      one.map(({ event }) => event.at),
      one.map(({ event }) => JSON.stringify(event.data)),
    ],
    messages: [
      one.map(({ event }) => event.id),
      one.map(({ part }) => part),
      one.map(({ off }) => off),
      one.map(() => JSON.stringify(rows.message)),
      one.map(({ event }) => event.key),
      one.map(({ event }) => event.at),
      one.map(({ event }) => event.id),
      one.map(({ off }) => off),
    ],
    conversations: [
      talks.map(({ event }) => event.key),
      talks.map(({ part }) => part),
      talks.map(({ off }) => off),
      talks.map(() => JSON.stringify(rows.conversation)),
      talks.map(({ event }) => event.at),
      talks.map(({ off }) => off),
    ],
    contacts: [
      talks.map(({ event }) => event.key),
      talks.map(({ part }) => part),
      talks.map(({ off }) => off),
      talks.map(() => JSON.stringify(rows.contact)),
    ],
  }
}

const EVENTS = (
  s: string,
) => `insert into ${s}.event (id, part, off, key, type, conversation, contact, message, at, raw)
  select * from unnest($1::text[], $2::int[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::text[])
  on conflict do nothing`
const MESSAGES = (
  s: string,
) => `insert into ${s}.message (id, part, rev, row, conversation, at, event, place, countable, activity, opens, answers)
  select *, true, true, true, false from unnest($1::text[], $2::int[], $3::bigint[], $4::jsonb[], $5::text[], $6::bigint[], $7::text[], $8::bigint[])
  on conflict (id) do update set rev = excluded.rev, row = excluded.row`
const CONVERSATIONS = (
  s: string,
) => `insert into ${s}.conversation (id, part, rev, row, channel, last_at, last_countable, status, needs_since, escalated, last_user_at, kind, friend)
  select u.id, u.part, u.rev, u.row, 'bench', u.at, u.place, 'open', u.at, false, u.at, 'user', 'unknown' from unnest($1::text[], $2::int[], $3::bigint[], $4::jsonb[], $5::bigint[], $6::bigint[]) u(id, part, rev, row, at, place)
  on conflict (id) do update set rev = excluded.rev, row = excluded.row, last_at = excluded.last_at, last_countable = excluded.last_countable,
    needs_since = excluded.needs_since, last_user_at = excluded.last_user_at`
const CONTACTS = (s: string) => `insert into ${s}.contact (id, part, rev, row, channel, user_id)
  select u.*, 'bench', u.id from unnest($1::text[], $2::int[], $3::bigint[], $4::jsonb[]) u(id, part, rev, row)
  on conflict (id) do update set rev = excluded.rev, row = excluded.row`

export async function writeBare(pool: Pool, schema: string, batch: Batch): Promise<void> {
  await transaction(pool, async (tx) => {
    const put = (name: string, text: string, values: unknown[][]) =>
      tx.query({ name: `${schema}-bare-${name}`, text, values })
    await put('event', EVENTS(schema), batch.events)
    await put('message', MESSAGES(schema), batch.messages)
    await put('conversation', CONVERSATIONS(schema), batch.conversations)
    await put('contact', CONTACTS(schema), batch.contacts)
    await tx.query(
      'insert into checkpoint (reader, part) values ($1, 0) on conflict (reader, part) do update set next = checkpoint.next + 1',
      ['bare'],
    )
  })
}

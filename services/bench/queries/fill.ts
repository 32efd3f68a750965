// A big desk's rows, shaped by the projector itself: one message goes through the real committer, the rest are copies of its rows
// with ids, places and times of their own, written by the server's own loops.
import { conversationId, partitionOf } from '@madoguchi/contracts/ids'
import type { Pool } from '../../db/pool.ts'
import { patient } from '../../db/timed.ts'
import { createCommitter } from '../../projector/commit/committer.ts'
import { openSchema } from '../../projector/schema.ts'
import { messageOf } from '../projector/events.ts'

export type Filled = {
  channel: string
  /** The one with `long` messages; all others share the rest. */
  thread: string
}
type Wish = { pool: Pool; channel: string; conversations: number; messages: number; long: number }

/** Milliseconds between two messages of the desk; time 0 of it. */
export const STEP = 100
export const T0 = 1_760_000_000_000

export async function fill(wish: Wish): Promise<Filled> {
  const { pool, channel, conversations } = wish
  await openSchema(pool, 1)
  await pool.query(`create table bench_id (n int primary key, id text collate "C" not null, part int not null)`)
  const ids = Array.from({ length: conversations }, (_, n) => conversationId(channel, { userId: userOf(n) }))
  for (let from = 0; from < ids.length; from += 10_000) {
    const some = ids.slice(from, from + 10_000)
    await pool.query(
      'insert into bench_id select n + $3 - 1, id, part from unnest($1::text[], $2::int[]) with ordinality u(id, part, n)',
      [some, some.map(partitionOf), from],
    )
  }
  const models = await modelRows(pool, channel)
  await fillMessages(wish, models.message)
  await fillTalks(pool, channel, models)
  await setCheckpoints(pool)
  await pool.query(patient('vacuum analyze'))
  return { channel, thread: ids[0]! }
}

const userOf = (n: number) => `U${String(n).padStart(32, '0')}`

type Models = { message: object; conversation: object; contact: object }

async function modelRows(pool: Pool, channel: string): Promise<Models> {
  const commit = createCommitter({ pool, reader: 'inbox_v1', onApplied: () => undefined })
  const event = { ...messageOf(0, 1), id: 'model', key: conversationId(channel, { userId: 'Umodel' }) }
  const part = partitionOf(event.key)
  const key = '019a0000-0000-7000-8000-000000000000'
  await commit({ part, records: [{ part, off: 0, key, loggedAt: event.at, event }] })
  const read = async (noun: string) =>
    (await pool.query<{ row: object }>(`select row from inbox_v1.${noun} limit 1`)).rows[0]!.row
  const models = {
    message: await read('message'),
    conversation: await read('conversation'),
    contact: await read('contact'),
  }
  await pool.query('truncate inbox_v1.message, inbox_v1.conversation, inbox_v1.contact, inbox_v1.event')
  return models
}

/** Message i is of the long thread or of the others in turn, and each comes STEP after the one before. */
async function fillMessages({ pool, channel, messages, long, conversations }: Wish, model: object) {
  const every = Math.floor(messages / long)
  await pool.query(
    patient(
      `insert into inbox_v1.message (id, part, rev, row, conversation, at, event, place, countable, activity, opens, answers)
     select $1 || ':' || i, b.part, i, $2::jsonb || jsonb_build_object('conversation', b.id, 'at', t.at, 'event', t.event),
            b.id, t.at, t.event, i, true, true, true, false
       from generate_series(0, $3::int - 1) i
       cross join lateral (select case when i % $4::int = 0 then 0 else 1 + i % ($5::int - 1) end as n,
                                  $6::bigint + i::bigint * ${STEP} as at, 'e' || lpad(i::text, 12, '0') as event) t
       join bench_id b on b.n = t.n`,
      [channel, JSON.stringify(model), messages, every, conversations, T0],
    ),
  )
}

async function fillTalks(pool: Pool, channel: string, { conversation, contact }: Models) {
  await pool.query(patient('analyze inbox_v1.message'))
  await pool.query(
    patient(
      `insert into inbox_v1.conversation (id, part, rev, row, channel, last_at, last_countable, status, needs_since, escalated, last_user_at, kind, friend)
     select b.id, b.part, coalesce(m.rev, 0), $2::jsonb || jsonb_build_object('lineId', 'U' || lpad(b.n::text, 32, '0'), 'lastAt', m.at),
            $1, m.at, m.rev, 'open', m.at, false, m.at, 'user', 'unknown'
       from bench_id b left join (select conversation, max(rev) as rev, max(at) as at from inbox_v1.message group by 1) m
         on m.conversation = b.id`,
      [channel, JSON.stringify(conversation)],
    ),
  )
  await pool.query(
    patient(
      `insert into inbox_v1.contact (id, part, rev, row, channel, user_id)
     select b.id, b.part, 0, $2::jsonb || jsonb_build_object('userId', 'U' || lpad(b.n::text, 32, '0')), $1, 'U' || lpad(b.n::text, 32, '0')
       from bench_id b`,
      [channel, JSON.stringify(contact)],
    ),
  )
}

/** Offsets here are the desk's message numbers: every partition stands at the last. */
const setCheckpoints = (pool: Pool) =>
  pool.query(
    `insert into checkpoint (reader, part, next)
     select 'inbox_v1', p, (select max(rev) + 1 from inbox_v1.message) from generate_series(0, 11) p
     on conflict (reader, part) do update set next = excluded.next`,
  )

// A big desk's messages in the rows of the screen and in those of search, by the statements that write them; indexes are made when the rows
// are there.
import { conversationId, partitionOf } from '@madoguchi/contracts/ids'
import { fold } from '@madoguchi/contracts/search/fold'
import type { Pool } from '../../db/pool.ts'
import { patient } from '../../db/timed.ts'
import { createCommitter } from '../../projector/commit/committer.ts'
import { openSchema as openScreen } from '../../projector/schema.ts'
import { saving } from '../../search/rows/save.ts'
import { openSchema } from '../../search/schema.ts'
import { messageOf } from '../projector/events.ts'
import { diceOf, messageText, nameOf } from './writing.ts'

type Wish = { pool: Pool; channel: string; conversations: number; messages: number; say: (line: string) => void }

/** The earliest message, and ms between two. */
const [T0, STEP] = [1_700_000_000_000, 30_000]
const BATCH = 2_000

export async function fill({ pool, channel, conversations, messages, say }: Wish): Promise<void> {
  await openScreen(pool, 1)
  await openSchema(pool, 1)
  const models = await modelRows(pool, channel)
  const again = await withoutIndexes(pool)
  const keys = Array.from({ length: conversations }, (_, n) => conversationId(channel, { userId: userOf(n) }))
  await fillNames(pool, { channel, keys, model: models.conversation })
  for (let from = 0; from < messages; from += BATCH) {
    await fillMessages(pool, { channel, keys, from, to: Math.min(messages, from + BATCH), model: models.message })
    if ((from / BATCH) % 50 === 49) say(`${from + BATCH} messages are written`)
  }
  for (const index of again) await pool.query(patient(index))
  await pool.query(patient('vacuum analyze'))
}

const userOf = (n: number) => `U${String(n).padStart(32, '0')}`

type Models = { message: object; conversation: object }

/** As the projector makes them, of one message. */
async function modelRows(pool: Pool, channel: string): Promise<Models> {
  const commit = createCommitter({ pool, reader: 'inbox_v1', onApplied: () => undefined })
  const event = { ...messageOf(0, 1), id: 'model', key: conversationId(channel, { userId: 'Umodel' }) }
  const part = partitionOf(event.key)
  const key = '019a0000-0000-7000-8000-000000000000'
  await commit({ part, records: [{ part, off: 0, key, loggedAt: event.at, event }] })
  const read = async (noun: string) =>
    (await pool.query<{ row: object }>(`select row from inbox_v1.${noun} limit 1`)).rows[0]!.row
  const models = { message: await read('message'), conversation: await read('conversation') }
  await pool.query('truncate inbox_v1.message, inbox_v1.conversation, inbox_v1.contact, inbox_v1.event')
  await pool.query('delete from checkpoint where part >= 0')
  return models
}

/** Gives the statements that make them anew. */
async function withoutIndexes(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string; made: string }>(
    `select format('%I.%I', schemaname, indexname) as name, indexdef as made from pg_indexes
      where schemaname in ('inbox_v1', 'search_v1') and indexname !~ '_pkey$'`,
  )
  for (const { name } of rows) await pool.query(`drop index ${name}`)
  return rows.map(({ made }) => made)
}

type Talks = { channel: string; keys: string[] }

async function fillNames(pool: Pool, { channel, keys, model }: Talks & { model: object }) {
  const dice = diceOf(1)
  for (let from = 0; from < keys.length; from += BATCH) {
    const some = keys.slice(from, from + BATCH).map((id) => ({ id, name: nameOf(dice), part: partitionOf(id) }))
    const ids = some.map(({ id }) => id)
    await pool.query(
      `insert into inbox_v1.conversation (id, part, rev, row, channel, last_at, status, escalated, kind, friend)
       select id, part, 0, $1::jsonb || jsonb_build_object('name', name, 'lineId', split_part(id, ':', 2)), $2, $3, 'open', false, 'user', 'friend'
         from unnest($4::text[], $5::int[], $6::text[]) u(id, part, name)`,
      [JSON.stringify(model), channel, T0, ids, some.map(({ part }) => part), some.map(({ name }) => name)],
    )
    const rows = some.map(({ id, part, name }) => {
      const row = { noun: 'name' as const, conversation: id, id, line: fold(name), own: null, tags: [] }
      return { part, rev: 0, row }
    })
    for (const statement of saving('search_v1', rows)) await pool.query(statement)
  }
}

type Run = Talks & { from: number; to: number; model: object }

async function fillMessages(pool: Pool, { channel, keys, from, to, model }: Run) {
  const some = Array.from({ length: to - from }, (_, i) => {
    const n = from + i
    const conversation = keys[(n * 7_919) % keys.length]!
    const text = messageText(n, diceOf(n))
    return { id: `${channel}:${n}`, conversation, part: partitionOf(conversation), at: T0 + n * STEP, n, text }
  })
  await pool.query(
    `insert into inbox_v1.message (id, part, rev, row, conversation, at, event, place, countable, activity, opens, answers)
     select id, part, n, $1::jsonb || jsonb_build_object('conversation', conversation, 'channel', $2::text, 'at', at,
              'body', jsonb_build_object('kind', 'text', 'text', text)), conversation, at, id, n, true, true, true, false
       from unnest($3::text[], $4::int[], $5::bigint[], $6::text[], $7::bigint[], $8::text[]) u(id, part, n, conversation, at, text)`,
    [
      JSON.stringify(model),
      channel,
      some.map(({ id }) => id),
      some.map(({ part }) => part),
      some.map(({ n }) => n),
      some.map(({ conversation }) => conversation),
      some.map(({ at }) => at),
      some.map(({ text }) => text),
    ],
  )
  const rows = some.map(({ id, conversation, part, at, n, text }) => {
    const as = { direction: 'inbound' as const, said: true, edited: null }
    const words = { kinds: ['text' as const], folded: fold(text), gone: false }
    return { part, rev: n, row: { noun: 'message' as const, conversation, id, at, ...words, as } }
  })
  for (const statement of saving('search_v1', rows)) await pool.query(statement)
}

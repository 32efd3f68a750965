// The projector's own tables, and rows written straight into them.
import { partitionOf } from '@madoguchi/contracts/ids'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import type { NoticeRow } from '@madoguchi/contracts/row/notice'
import type { Pool } from '../../db/pool.ts'
import { openSchema } from '../../projector/schema.ts'
import { columnsOf, SAVE_CONVERSATION } from '../columns.fixture.ts'

export const makeReadModel = (pool: Pool) => openSchema(pool, 1)

export async function putCheckpoint(pool: Pool, part: number, next: number) {
  await pool.query(
    `insert into checkpoint (reader, part, next) values ('inbox_v1', $1, $2)
     on conflict (reader, part) do update set next = excluded.next`,
    [part, next],
  )
}

export async function putConversation(pool: Pool, id: string, row: Partial<ConversationRow> | null, rev = 0) {
  const values = [id, partitionOf(id), rev, row && JSON.stringify(row), ...columnsOf(id, row)]
  await pool.query(SAVE_CONVERSATION, values)
}

/** Many at once. */
export async function putConversations(pool: Pool, channel: string, all: { id: string; lastAt: number | null }[]) {
  await pool.query(
    `insert into inbox_v1.conversation (id, part, rev, row, channel, last_at, status, escalated, kind, friend)
     select id, 0, 0, jsonb_build_object('lastAt', at), $1, at, 'resolved', false, 'user', 'unknown'
       from unnest($2::text[], $3::bigint[]) v(id, at)`,
    [channel, all.map(({ id }) => id), all.map(({ lastAt }) => lastAt)],
  )
}

/** Somebody is told of something in a conversation. */
export async function putNotice(pool: Pool, id: string, row: NoticeRow) {
  await pool.query(
    `insert into inbox_v1.notice (id, part, rev, row, conversation, agent, at) values ($1, $2, 0, $3, $4, $5, $6)`,
    [id, partitionOf(row.conversation), JSON.stringify(row), row.conversation, row.agent, row.at],
  )
}

export async function putMessage(
  pool: Pool,
  id: string,
  row: Pick<MessageRow, 'conversation' | 'at' | 'event'> | null,
  conversation: string,
  lineIds: string[] | null = null,
) {
  await pool.query(
    `insert into inbox_v1.message (id, part, rev, row, conversation, at, event, place, countable, activity, opens, answers, line_ids)
     values ($1, $2, 0, $3, $4, $5, $6, 0, true, true, false, false, $7)`,
    [
      id,
      partitionOf(conversation),
      row && JSON.stringify(row),
      conversation,
      row?.at ?? 0,
      row?.event ?? id,
      lineIds && JSON.stringify(lineIds),
    ],
  )
}

export async function putEvent(pool: Pool, id: string, conversation: string, raw: string | null, redacted = false) {
  await pool.query(
    `insert into inbox_v1.event (id, part, off, key, type, conversation, at, raw, redacted)
     values ($1, $2, 0, gen_random_uuid(), 'line.message', $3, 1, $4, $5)`,
    [id, partitionOf(conversation), conversation, raw, redacted],
  )
}

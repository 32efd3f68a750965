// What the sender writes down of each event it reads, in the transaction of its checkpoint. Everything may be read twice: a command
// that is known changes nothing, a result that answers another asking is ignored.
import type { LineEvent } from '@madoguchi/contracts/event/line'
import type { MessageQueued } from '@madoguchi/contracts/event/message'
import { answers } from '../../db/answers.ts'
import type { Sql } from '../../db/pool.ts'
import type { Rec } from '../../log/log.ts'
import { assigned } from '../outbound/assignee.ts'
import { settleCancelled } from '../outbound/ending.ts'
import { factsOf, type Facts } from './facts.ts'
import {
  begun,
  cancelledOnLog,
  cancelScheduled,
  messageIn,
  noteWritten,
  SCHEDULE_WRITES,
  type Heard,
} from './scheduled.ts'

/**
 * No column takes U+0000, and one event must not stop the reader: a conversation whose id holds it is unknown here (it cannot be
 * answered at LINE either). True when something may be sent now, or has a result to report.
 */
export async function apply(sql: Sql, records: Rec[]): Promise<boolean> {
  const heard = records.filter((record): record is Heard => record.event !== null && !record.event.key.includes('\0'))
  await answers([saveFacts(sql, factsOf(heard.map(({ event }) => event))), saveReplyTokens(sql, heard)])
  let due = false
  for (const record of heard) {
    const write = WRITES[record.event.type]
    if (write) due = (await write(sql, record)) || due
  }
  await noteWritten(sql, heard)
  return due
}

const WRITES: Record<string, (sql: Sql, record: Heard) => Promise<boolean>> = {
  'conversation.assigned': assigned,
  'message.queued': queued,
  'message.retried': retried,
  'message.cancelAsked': cancelAsked,
  'message.sent': (sql, record) => closed(sql, record, 'sent'),
  'message.failed': (sql, record) => closed(sql, record, 'failed'),
  'message.unknown': (sql, record) => closed(sql, record, 'unknown'),
  'message.cancelled': async (sql, record) => {
    await cancelledOnLog(sql, record)
    return closed(sql, record, 'cancelled')
  },
  ...SCHEDULE_WRITES,
}

async function queued(sql: Sql, record: Heard) {
  const { event, part, off, loggedAt } = record
  const { messages, notificationDisabled } = (event.data ?? {}) as MessageQueued
  const { rowCount } = await sql.query({
    name: 'sender-queued',
    text: `insert into outbound (id, conversation, part, off, ask, asked_at, body, author)
           values ($1, $2, $3, $4, $1, to_timestamp($5::float8 / 1000), $6, $7) on conflict do nothing`,
    values: [event.id, event.key, part, off, loggedAt, JSON.stringify({ messages, notificationDisabled }), event.by],
  })
  if (event.cause !== undefined) await begun(sql, record)
  return rowCount === 1
}

/** Asked again: a new age, a new place in the order, and who asks answers for it; id, retry key and what is in doubt stay. */
async function retried(sql: Sql, { event, off, loggedAt }: Heard) {
  const { rowCount } = await sql.query({
    name: 'sender-retried',
    text: `update outbound set ask = $2, asked_at = to_timestamp($3::float8 / 1000), off = $4, cancel_asked = false,
             delayed_at = null, doubt_since = null, result_type = null, result = null, result_at = null, reported_at = null,
             tries = 0, due_at = now(), author = $6, via = case when state = 'sending' then via end,
             state = case when state = 'sending' then state else 'queued' end
           where id = $1 and conversation = $5 and state <> 'sent' and off < $4 and ask <> $2`,
    values: [messageIn(event), event.id, loggedAt, off, event.key, event.by],
  })
  return rowCount === 1
}

/** Only the asking it speaks of: taking back an earlier one does not touch a later. */
async function cancelAsked(sql: Sql, record: Heard) {
  const { event } = record
  const message = messageIn(event)
  if (await cancelScheduled(sql, record)) return true
  await sql.query({
    name: 'sender-cancel-asked',
    text: `update outbound set cancel_asked = true
            where id = $1 and conversation = $2 and ask = coalesce($3, ask) and state in ('queued', 'sending')`,
    values: [message, event.key, event.cause ?? null],
  })
  return settleCancelled(sql, message)
}

/** The log knows how it ended: after a restore, or because we said it ourselves. */
async function closed(sql: Sql, { event }: Heard, state: string) {
  await sql.query({
    name: 'sender-closed',
    text: `update outbound set state = $3, lease_until = null, reported_at = coalesce(reported_at, now()),
             result_at = coalesce(result_at, now())
           where id = $1 and ask = $2 and reported_at is null`,
    values: [messageIn(event), event.cause ?? '', state],
  })
  return state !== 'sent' // whoever waited behind it may go; after "sent" the sender itself goes on at once
}

async function saveFacts(sql: Sql, facts: Map<string, Facts>) {
  if (facts.size === 0) return
  const all = [...facts].sort(([a], [b]) => (a < b ? -1 : 1)) // one order for all, so that no two wait for each other
  const column = (pick: (one: Facts) => unknown) => all.map(([, one]) => pick(one))
  await sql.query({
    name: 'sender-facts',
    text: `insert into sender_conversation as c (conversation, kind, line_id, mode, mode_at, last_user_message_at,
             last_follow_at, last_unfollow_at, last_join_at, last_leave_at)
           select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[],
             $8::bigint[], $9::bigint[], $10::bigint[])
           on conflict (conversation) do update set
             mode = case when (excluded.mode_at, excluded.mode) > (c.mode_at, c.mode) then excluded.mode else c.mode end,
             mode_at = greatest(c.mode_at, excluded.mode_at),
             last_user_message_at = greatest(c.last_user_message_at, excluded.last_user_message_at),
             last_follow_at = greatest(c.last_follow_at, excluded.last_follow_at),
             last_unfollow_at = greatest(c.last_unfollow_at, excluded.last_unfollow_at),
             last_join_at = greatest(c.last_join_at, excluded.last_join_at),
             last_leave_at = greatest(c.last_leave_at, excluded.last_leave_at)`,
    values: [
      all.map(([conversation]) => conversation),
      column((one) => one.kind),
      column((one) => one.lineId),
      column((one) => one.mode.value),
      column((one) => one.mode.at),
      column((one) => one.lastUserMessageAt),
      column((one) => one.lastFollowAt),
      column((one) => one.lastUnfollowAt),
      column((one) => one.lastJoinAt),
      column((one) => one.lastLeaveAt),
    ],
  })
}

/** A redelivered event brings the same token: its age counts from the first time. */
async function saveReplyTokens(sql: Sql, heard: Heard[]) {
  const tokens = heard.flatMap(({ event, off, loggedAt }) => {
    const data = event.type.startsWith('line.') ? (event.data as LineEvent | null) : null
    const token = data?.replyToken
    const fine = typeof token === 'string' && token !== '' && !token.includes('\0') && data?.mode !== 'standby'
    return fine ? [{ token, conversation: event.key, off, loggedAt }] : []
  })
  if (tokens.length === 0) return
  await sql.query({
    name: 'sender-reply-tokens',
    text: `insert into reply_token (token, conversation, off, received_at)
           select token, conversation, off, to_timestamp(at / 1000)
             from unnest($1::text[], $2::text[], $3::bigint[], $4::float8[]) u(token, conversation, off, at)
            where to_timestamp(at / 1000) > now() - interval '1 minute' on conflict do nothing`,
    values: [
      tokens.map(({ token }) => token),
      tokens.map(({ conversation }) => conversation),
      tokens.map(({ off }) => off),
      tokens.map(({ loggedAt }) => loggedAt),
    ],
  })
}

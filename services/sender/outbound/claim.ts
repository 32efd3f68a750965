// Taking messages whose turn has come: the oldest of each conversation only, so that nothing is ever sent beside or before another
// of the same conversation. A claim is a lease of 30 s; whoever holds a row that was being sent when its lease ran out inherits the
// doubt. The reply token a message is to use is marked in the same transaction, so that no token is tried twice.
import type { Pool } from '../../db/pool.ts'
import { transaction } from '../../db/transaction.ts'
import type { Saying } from '../../line/send.ts'
import { readAssignees } from './assignee.ts'
import { kindOf, type Facts } from '../reading/facts.ts'
import type { Step } from '../decide.ts'
import { KEY_SAFE_MS } from '../result.ts'

export type Claimed = {
  id: string
  conversation: string
  attempt: number
  tries: number
  /** Never tried before. */
  first: boolean
  /** It was being sent when its sender was lost. */
  interrupted: boolean
  via: 'push' | 'reply' | null
  inDoubt: boolean
  cancelAsked: boolean
  body: Saying | null
  /** Who asked for it, or tried again last; null = nobody knows any more. */
  author: string | null
  /** Whose the conversation is; null also where it does not matter. */
  assignee: string | null
  askedAgeMs: number
  firstTryAgeMs: number
  /** Until when its retry key is safe, ms since 1970. */
  retryUntil: number
  facts: Facts
  /** By the clock of performance.now(). */
  leaseEnds: number
}

/** `replyToken`: marked as used, to be tried first. */
export type Job = { claimed: Claimed; step: Step; replyToken: string | null }

const LEASE_MS = 30_000

// Never prepared by name, as all statements here that do not go by primary key: a plan made while the table was small would be
// kept while it grows (seen: 16 messages a second instead of 250).
const CLAIM = `
with head as materialized (
  select o.id, o.first_try_at is null as first, o.state = 'sending' as interrupted from outbound o
   where o.part = any($1::int[]) and o.state in ('queued', 'sending') and o.due_at <= now() and coalesce(o.lease_until, '-infinity') < now()
     and (split_part(o.conversation, ':', 1) <> all($3::text[]) or o.asked_at < now() - interval '30 minutes')
     and not exists (select 1 from outbound e where e.conversation = o.conversation and e.off < o.off and e.state in ('queued', 'sending'))
   order by o.due_at, o.off limit $2 for update skip locked),
claimed as (
  update outbound o set state = 'sending', attempt = o.attempt + 1, tries = o.tries + 1, lease_until = now() + interval '${LEASE_MS} ms',
         first_try_at = coalesce(o.first_try_at, now()), in_doubt = o.in_doubt or head.interrupted,
         doubt_since = case when head.interrupted then coalesce(o.doubt_since, now()) else o.doubt_since end
    from head where o.id = head.id returning o.*, head.first, head.interrupted)
select c.id, c.conversation, c.attempt, c.tries, c.first, c.interrupted, c.via, c.in_doubt, c.cancel_asked, c.body, c.author, c.off,
       extract(epoch from now() - c.asked_at) * 1000 as asked_age, extract(epoch from now() - c.first_try_at) * 1000 as first_try_age,
       floor(extract(epoch from c.first_try_at) * 1000)::bigint as first_try_at,
       s.kind, s.line_id, s.mode, s.mode_at, s.last_user_message_at, s.last_follow_at, s.last_unfollow_at, s.last_join_at, s.last_leave_at
  from claimed c left join sender_conversation s using (conversation) order by c.off`

const REPLY_TOKENS = `
update reply_token r set used_by = picked.id
  from unnest($1::text[], $2::text[], $3::float8[]) w(id, conversation, window_ms)
 cross join lateral (
   select w.id, t.token from reply_token t
    where t.conversation = w.conversation and t.used_by is null and t.received_at > clock_timestamp() - w.window_ms * interval '1 ms'
    order by t.off desc limit 1 for update skip locked) picked
 where r.token = picked.token returning r.token, r.used_by`

/** `shut`: channels that wait; of theirs only what is too old to be sent is taken, to be ended. */
type Deps = {
  pool: Pool
  parts: number[]
  shut: string[]
  limit: number
  /** Whether it matters whose the conversation is. */
  hard: (conversation: string) => boolean
  decide: (claimed: Claimed) => Step
}

/** Claims up to `limit` messages, and says of each what is to be done. */
export async function claim({ pool, parts, shut, limit, hard, decide }: Deps): Promise<Job[]> {
  const leaseEnds = performance.now() + LEASE_MS
  return transaction(pool, async (tx) => {
    const { rows } = await tx.query<Row>(CLAIM, [parts, limit, shut])
    const asked = rows.map(({ conversation }) => conversation).filter(hard)
    const assignees = await readAssignees(tx, asked)
    const jobs = rows.map((row): Job => {
      const claimed = { ...claimedOf(row, leaseEnds), assignee: assignees.get(row.conversation) ?? null }
      return { claimed, step: decide(claimed), replyToken: null }
    })
    const replies = jobs.flatMap(({ claimed, step }) =>
      step.do === 'reply' ? [{ claimed, windowMs: step.windowMs }] : [],
    )
    if (replies.length === 0) return jobs
    const { rows: tokens } = await tx.query<{ token: string; used_by: string }>({
      text: REPLY_TOKENS,
      values: [
        replies.map(({ claimed }) => claimed.id),
        replies.map(({ claimed }) => claimed.conversation),
        replies.map(({ windowMs }) => windowMs),
      ],
    })
    const byId = new Map(tokens.map(({ token, used_by: id }) => [id, token]))
    if (byId.size > 0) await tx.query("update outbound set via = 'reply' where id = any($1)", [[...byId.keys()]])
    return jobs.map((job) => ({ ...job, replyToken: byId.get(job.claimed.id) ?? null }))
  })
}

type Row = {
  id: string
  conversation: string
  attempt: number
  tries: number
  first: boolean
  interrupted: boolean
  via: 'push' | 'reply' | null
  in_doubt: boolean
  cancel_asked: boolean
  body: string | null
  author: string | null
  asked_age: string
  first_try_age: string
  first_try_at: number
  kind: Facts['kind'] | null
  line_id: string | null
  mode: string
  mode_at: number
  last_user_message_at: number | null
  last_follow_at: number | null
  last_unfollow_at: number | null
  last_join_at: number | null
  last_leave_at: number | null
}

function claimedOf(row: Row, leaseEnds: number): Omit<Claimed, 'assignee'> {
  return {
    id: row.id,
    conversation: row.conversation,
    attempt: row.attempt,
    tries: row.tries,
    first: row.first,
    interrupted: row.interrupted,
    via: row.via,
    inDoubt: row.in_doubt,
    cancelAsked: row.cancel_asked,
    body: row.body === null ? null : (JSON.parse(row.body) as Saying),
    author: row.author,
    askedAgeMs: Number(row.asked_age),
    firstTryAgeMs: Number(row.first_try_age),
    retryUntil: row.first_try_at + KEY_SAFE_MS,
    facts: factsOf(row),
    leaseEnds,
  }
}

/** Of a conversation that LINE has never spoken of only the key is known. */
function factsOf(row: Row): Facts {
  const id = row.conversation.slice(row.conversation.indexOf(':') + 1)
  const lineId = row.kind === null ? (id === '?' || id === '-' ? null : id) : row.line_id
  return {
    kind: row.kind ?? (lineId === null ? 'unidentified' : kindOf(undefined, lineId)),
    lineId,
    mode: { value: row.mode ?? 'active', at: row.mode_at ?? 0 },
    lastUserMessageAt: row.last_user_message_at,
    lastFollowAt: row.last_follow_at,
    lastUnfollowAt: row.last_unfollow_at,
    lastJoinAt: row.last_join_at,
    lastLeaveAt: row.last_leave_at,
  }
}

// Conversations that a rule has something to say about, read from the rows by index, some at a time: what is left over comes in the
// next turn. A rule that spoke makes its own condition false.
import type { Desk } from '@madoguchi/contracts/row/desk'
import type { Sql } from '../../db/pool.ts'
import type { Opener, Reply, Standing } from './decide/standing.ts'

const MOST = 200

export type Assigned = Standing

type Row = { id: string; channel: string; desk: Desk; last_at: number | null }
const COLUMNS = `c.id, c.channel, c.row->'desk' as desk, c.last_at`
const standing = ({ id, channel, desk, last_at: lastAt }: Row): Standing => ({ id, channel, desk, lastAt })

/** Open by the customer's word after "resolved", and no fact says which case it is yet. */
export async function readReopened(sql: Sql): Promise<{ of: Standing; opener: Opener }[]> {
  const { rows } = await sql.query<Row & { event: string; at: number }>(
    `select ${COLUMNS}, o.event, o.at from rm.conversation c
      cross join lateral (select m.event, m.at from rm.message m
        where m.conversation = c.id and m.opens and m.place > (c.row->'desk'->'said'->>'place')::bigint order by m.place limit 1) o
      where c.status = 'open' and c.row->'desk'->'said'->>'status' = 'resolved' and (c.row->'desk'->'said'->>'place')::bigint >= 0
      limit ${MOST}`,
  )
  return rows.map(({ event, at, ...row }) => ({ of: standing(row), opener: { event, at } }))
}

export async function readSnoozed(sql: Sql, now: number): Promise<Standing[]> {
  const { rows } = await sql.query<Row>(
    `select ${COLUMNS} from rm.conversation c where c.status = 'snoozed' and c.snoozed_until <= $1
      order by c.snoozed_until limit ${MOST}`,
    [now],
  )
  return rows.map(standing)
}

const REPLY = `join rm.message m on m.id = c.row->'last'->>'id'`
const BY_AGENT = `c.row->'last'->>'direction' = 'outbound' and c.row->'last'->'by'->>'kind' = 'agent'`
type WithReply = Row & { message: string; agent: string; at: number }
const withReply = ({ message, agent, at, ...row }: WithReply) => ({
  of: standing(row),
  reply: { message, agent, at } satisfies Reply,
})

/** Open, nothing waits, and the last word is a person's that LINE took after the status was said. */
export async function readReplied(sql: Sql, channels: string[]): Promise<{ of: Standing; reply: Reply }[]> {
  if (channels.length === 0) return []
  const { rows } = await sql.query<WithReply>(
    `select ${COLUMNS}, m.id as message, c.row->'last'->'by'->>'id' as agent, m.at from rm.conversation c ${REPLY}
      where c.channel = any($1) and c.status = 'open' and c.needs_since is null and ${BY_AGENT}
        and m.state = 'sent' and m.place > (c.row->'desk'->'said'->>'place')::bigint
      order by c.last_at desc nulls last limit ${MOST}`,
    [channels],
  )
  return rows.map(withReply)
}

/** Nobody's, and one of these agents replied after that was said. */
export async function readFirstReplies(sql: Sql, channels: string[], agents: string[]) {
  if (channels.length === 0) return []
  const { rows } = await sql.query<WithReply>(
    `select ${COLUMNS}, m.id as message, c.row->'last'->'by'->>'id' as agent, m.at from rm.conversation c ${REPLY}
      where c.channel = any($1) and c.assignee is null and ${BY_AGENT} and c.row->'last'->'by'->>'id' = any($2)
        and m.state in ('queued', 'delayed', 'sent', 'unknown') and m.at > coalesce((c.row->'desk'->>'assignedAt')::bigint, -1)
      order by c.last_at desc nulls last limit ${MOST}`,
    [channels, agents],
  )
  return rows.map(withReply)
}

/** Nobody's, and the customer waits: longest first. */
export async function readWaiting(sql: Sql, channels: string[]): Promise<Standing[]> {
  if (channels.length === 0) return []
  const { rows } = await sql.query<Row>(
    `select ${COLUMNS} from rm.conversation c
      where c.channel = any($1) and c.assignee is null and c.needs_since is not null and c.status = 'open'
      order by c.needs_since, c.id limit ${MOST}`,
    [channels],
  )
  return rows.map(standing)
}

/** Of these agents, and not done. `waiting`: only where the customer waits. */
export async function readAssigned(
  sql: Sql,
  { channels, agents, waiting }: { channels: string[]; agents: string[]; waiting: boolean },
) {
  if (channels.length === 0 || agents.length === 0) return []
  const { rows } = await sql.query<Row>(
    `select ${COLUMNS} from rm.conversation c
      where c.channel = any($1) and c.assignee = any($2) and c.status <> 'resolved' and (not $3 or c.needs_since is not null)
      order by c.last_at desc nulls last, c.id limit ${MOST}`,
    [channels, agents, waiting],
  )
  return rows.map(standing)
}

/** How many conversations that are not done each of them has. */
export async function countOpen(sql: Sql, channels: string[], agents: string[]): Promise<Map<string, number>> {
  const { rows } = await sql.query<{ assignee: string; n: number }>(
    `select c.assignee, count(*)::int as n from rm.conversation c
      where c.channel = any($1) and c.assignee = any($2) and c.status in ('open', 'pending') group by c.assignee`,
    [channels, agents],
  )
  return new Map(rows.map(({ assignee, n }) => [assignee, n]))
}

/** Without a word since `before`, ms. */
export async function readIdle(sql: Sql, channel: string, before: number): Promise<Standing[]> {
  const { rows } = await sql.query<Row>(
    `select ${COLUMNS} from rm.conversation c
      where c.channel = $1 and c.status in ('open', 'pending') and c.last_at < $2
        and (c.row->'desk'->'said'->>'at')::bigint < $2 order by c.last_at limit ${MOST}`,
    [channel, before],
  )
  return rows.map(standing)
}

// Telling the customer "read" once a person's reply has gone (CO-18, rule `reply`). Noted before LINE is asked and never repeated: a
// lost mark costs a word, a late one tells of a reading that nobody did. The token stands in the event's raw text alone, and goes with it
// when the customer takes the message back.
import type { Sql } from '../../db/pool.ts'
import { channelOf } from '@madoguchi/contracts/ids'
import type { Channels } from '../../directory/channel.ts'
import type { LineClients } from '../../line/client.ts'

/** A reply older than this marks nothing: after a rebuild or a long pause there is nothing to tell. */
const FRESH_MS = 10 * 60_000
const MOST = 50

type Due = { id: string; place: number; token: string | null }
type Deps = { sql: Sql; channels: Channels; clients: LineClients }

/** How many were told. `marking`: channels with the rule. */
export async function markRead({ sql, channels, clients }: Deps, marking: string[], now: number): Promise<number> {
  const due = await take(sql, marking, now)
  let told = 0
  for (const { id, token } of due) {
    const channel = channels.get(channelOf(id))
    if (token === null || channel?.state !== 'active') continue
    await clients
      .for(channel)
      .ask('markAsRead', (line) => line.markMessagesAsReadByTokenWithHttpInfo({ markAsReadToken: token }))
    told += 1
  }
  return told
}

/** Noted and taken in one statement: of two processes one gets each. */
async function take(sql: Sql, marking: string[], now: number): Promise<Due[]> {
  if (marking.length === 0) return []
  const { rows } = await sql.query<{ id: string; place: number; raw: string | null }>(
    `with due as (
       select c.id, c.last_countable as place from rm.conversation c
         join rm.message m on m.id = c.row->'last'->>'id' left join read_mark r on r.conversation = c.id
        where c.channel = any($1) and c.last_at > $2 and c.last_countable > coalesce(r.place, -1)
          and c.row->'last'->>'direction' = 'outbound' and c.row->'last'->'by'->>'kind' = 'agent'
          and m.state = 'sent' and m.place > c.last_countable
        order by c.last_at desc nulls last limit ${MOST}),
     noted as (
       insert into read_mark (conversation, place) select id, place from due
         on conflict (conversation) do update set place = excluded.place where read_mark.place < excluded.place
       returning conversation, place)
     select n.conversation as id, n.place, v.raw from noted n
       left join lateral (select e.raw from rm.message m join rm.event e on e.id = m.event
         where m.conversation = n.conversation and m.countable and m.place = n.place) v on true`,
    [marking, now - FRESH_MS],
  )
  return rows.map(({ id, place, raw }) => ({ id, place, token: raw === null ? null : tokenIn(raw) }))
}

/** null = LINE gave none: postbacks have none, nor has what came before 2025. */
function tokenIn(raw: string): string | null {
  try {
    const { message } = JSON.parse(raw) as { message?: { markAsReadToken?: unknown } }
    return typeof message?.markAsReadToken === 'string' ? message.markAsReadToken : null
  } catch {
    return null
  }
}

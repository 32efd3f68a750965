// An agent's conversations become another's, where that one may write; the others are nobody's once the agent is off (the rules of the
// desk see to it). What is open is read before the access ends and handed over after it: access ends whatever the log does, and the
// rules find nothing that was not meant for them. Asked again it goes on where it stopped: a fact's id follows from what stood there.
import type { ConversationAssigned } from '@madoguchi/contracts/event/conversation'
import { channelOf, uuidv5 } from '@madoguchi/contracts/ids'
import { allows, type Rights } from '@madoguchi/contracts/row/agent'
import type { Pool } from '../../../db/pool.ts'
import type { Log } from '../../../log/log.ts'

export type Open = { id: string; team: string | null; at: number | null }
type Handing = { log: Pick<Log, 'append'>; to: { id: string; rights: Rights }; by: string; now: number }

/** More than anybody has open; of a desk that was never tidied the newest go over. */
const MOST = 2_000

export async function openOf(pool: Pool, agent: string): Promise<Open[]> {
  const { rows } = await pool.query<Open>(
    `select id, team, (row->'desk'->>'assignedAt')::bigint as at from rm.conversation
      where channel in (select id from channel) and assignee = $1 and status <> 'resolved' order by last_at desc nulls last limit ${MOST}`,
    [agent],
  )
  return rows
}

/** How many. */
export async function handOver(open: readonly Open[], { log, to, by, now }: Handing): Promise<number> {
  const may = open.filter(({ id }) => allows(to.rights, channelOf(id), 'agent'))
  for (const { id, team, at } of may) {
    const data: ConversationAssigned = { assignee: to.id, team, how: 'handed', told: [to.id] }
    const event = uuidv5(`${id} ${at} ${to.id}`, 'handed')
    await log.append({ id: event, type: 'conversation.assigned', v: 1, key: id, at: now, by, data })
  }
  return may.length
}

// An agent's conversations become another's, where that one may write; the others are nobody's once the agent is off (the rules of the
// desk see to it). Asked again it goes on where it stopped: a fact's id follows from what stood there.
import type { ConversationAssigned } from '@madoguchi/contracts/event/conversation'
import { channelOf, uuidv5 } from '@madoguchi/contracts/ids'
import { allows, type Rights } from '@madoguchi/contracts/row/agent'
import type { Pool } from '../../../db/pool.ts'
import type { Log } from '../../../log/log.ts'

type Deps = { pool: Pool; log: Pick<Log, 'append'>; now: number }
type Handing = { from: string; to: { id: string; rights: Rights }; by: string }

/** More than anybody has open; of a desk that was never tidied the newest go over. */
const MOST = 2_000

/** How many. */
export async function handOver({ pool, log, now }: Deps, { from, to, by }: Handing): Promise<number> {
  const { rows } = await pool.query<{ id: string; team: string | null; at: number | null }>(
    `select id, team, (row->'desk'->>'assignedAt')::bigint as at from rm.conversation
      where channel in (select id from channel) and assignee = $1 and status <> 'resolved' order by last_at desc nulls last limit ${MOST}`,
    [from],
  )
  const may = rows.filter(({ id }) => allows(to.rights, channelOf(id), 'agent'))
  for (const { id, team, at } of may) {
    const data: ConversationAssigned = { assignee: to.id, team, how: 'handed', told: [to.id] }
    const event = uuidv5(`${id} ${at} ${to.id}`, 'handed')
    await log.append({ id: event, type: 'conversation.assigned', v: 1, key: id, at: now, by, data })
  }
  return may.length
}

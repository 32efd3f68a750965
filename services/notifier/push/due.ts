// What is still to be pushed: of one conversation to one device the latest alone, with how many it stands for. It leaves the table when
// the push service took it, or when it is no news any more; killed between the two, it goes once more and takes its own place.
import type { AlertKind } from '@madoguchi/contracts/notify/alert'
import type { Preview } from '@madoguchi/contracts/row/preview'
import type { Sql } from '../../db/pool.ts'
import type { Told } from '../tell/decide.ts'

/** As it stands now: `name` and `preview` are read when it goes. `stands` false: it was taken back meanwhile. */
export type Due = {
  subscription: string
  conversation: string
  id: string
  agent: string
  kind: AlertKind
  channel: string
  item: string
  at: number
  n: number
  tries: number
  name: string | null
  preview: Preview | null
  previews: boolean
  language: string | null
  stands: boolean
}

const MOST = 100

type Wish = { told: Told[]; devices: { id: string; agent: string }[]; at: number }

/** One that waits for its next try keeps waiting: a push service that is full is not asked more often because more is said. */
export async function queuePushes(tx: Sql, { told, devices, at }: Wish): Promise<void> {
  for (const one of told)
    for (const { id } of devices.filter(({ agent }) => agent === one.agent))
      await tx.query(
        `insert into push_due (subscription, conversation, id, agent, kind, channel, item, at, next_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (subscription, conversation) do update
            set id = excluded.id, kind = excluded.kind, item = excluded.item, at = excluded.at, n = push_due.n + 1`,
        [id, one.conversation, one.id, one.agent, one.kind, one.channel, one.item, one.at, at],
      )
}

export async function readDue(sql: Sql, now: number): Promise<Due[]> {
  const { rows } = await sql.query<Due>({
    name: 'push-due',
    text: `select d.subscription, d.conversation, d.id, d.agent, d.kind, d.channel, d.item, d.at, d.n, d.tries,
                  coalesce(c.row->>'ourName', c.row->>'name') as name, m.row->'preview' as preview,
                  coalesce((p.row->'notify'->>'previews')::boolean, false) as previews, p.row->>'language' as language,
                  d.kind <> 'message' or coalesce(m.countable, false) as stands
             from push_due d left join rm.conversation c on c.id = d.conversation left join rm.message m on m.id = d.item
             left join preferences p on p.agent = d.agent
            where d.next_at <= $1 order by d.next_at limit ${MOST}`,
    values: [now],
  })
  return rows
}

type Gone = Pick<Due, 'subscription' | 'conversation' | 'id'>

/** What came meanwhile stays, and stands for itself alone. */
export async function settled(sql: Sql, { subscription, conversation, id, n }: Gone & Pick<Due, 'n'>): Promise<void> {
  const values = [subscription, conversation, id]
  await sql.query('delete from push_due where subscription = $1 and conversation = $2 and id = $3', values)
  await sql.query(
    'update push_due set n = n - $4 where subscription = $1 and conversation = $2 and id <> $3 and n > $4',
    [...values, n],
  )
}

/** All of a device wait: it is the push service that cannot. */
export async function putOff(sql: Sql, { subscription }: Gone, until: number): Promise<void> {
  await sql.query('update push_due set tries = tries + 1, next_at = greatest(next_at, $2) where subscription = $1', [
    subscription,
    until,
  ])
}

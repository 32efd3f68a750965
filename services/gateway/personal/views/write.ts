// Saving and deleting a view. One at a time over all gateways: they are few and rare, and a limit that two pass at once is none.
import type { SavedView } from '@madoguchi/contracts/row/savedView'
import type { Refusal } from '@madoguchi/contracts/socket/ack'
import type { Client, Pool } from '../../../db/pool.ts'
import { transaction } from '../../../db/transaction.ts'
import { CLOCK, type Writer } from '../write.ts'
import { whyNotDelete, whyNotSave, type Asking, type Standing } from './decide.ts'

/** `everybody`: all who may read the channel hear of it, else its maker's tabs. `at`: by the database's clock, ms. */
export type ViewChange = {
  id: string
  agent: string
  channel: string | null
  everybody: boolean
  at: number
  connection: string
}
export type ViewWritten = { ok: true; change: ViewChange } | Refusal
type Deps = { pool: Pool; may: Asking['may'] }

export const CHANGE = 'id, agent, channel, shared or was_shared as everybody, at, connection'
const LOCK = 7_301_963

export function saveView({ pool, may }: Deps, { agent, connection }: Writer, view: SavedView): Promise<ViewWritten> {
  return transaction(pool, async (tx) => {
    const standing = await lockedStanding(tx, view.id)
    const refusal = whyNotSave(view, { me: agent, may, standing }, await othersOf(tx, view, standing?.agent ?? agent))
    if (refusal !== null) return refusal
    const { id, channel, shared } = view
    const { rows } = await tx.query<ViewChange>(
      `insert into saved_view (id, agent, channel, shared, was_shared, row, at, connection) values ($1, $2, $3, $4, false, $5, ${CLOCK}, $6)
       on conflict (id) do update set channel = excluded.channel, shared = excluded.shared, was_shared = saved_view.shared,
         row = excluded.row, at = excluded.at, connection = excluded.connection
       returning ${CHANGE}`,
      [id, agent, channel, shared, JSON.stringify({ ...view, name: view.name.trim() }), connection],
    )
    return { ok: true, change: rows[0]! }
  })
}

/** A deleted one keeps its id, so that a tab which has not heard of it does not bring it back. */
export function deleteView({ pool, may }: Deps, { agent, connection }: Writer, id: string): Promise<ViewWritten> {
  return transaction(pool, async (tx) => {
    const refusal = whyNotDelete({ me: agent, may, standing: await lockedStanding(tx, id) })
    if (refusal !== null) return refusal
    const { rows } = await tx.query<ViewChange>(
      `update saved_view set row = null, was_shared = shared, at = ${CLOCK}, connection = $2 where id = $1 returning ${CHANGE}`,
      [id, connection],
    )
    return { ok: true, change: rows[0]! }
  })
}

async function lockedStanding(tx: Client, id: string): Promise<Standing | null> {
  await tx.query('select pg_advisory_xact_lock($1)', [LOCK])
  const { rows } = await tx.query<Standing>(
    'select agent, channel, shared, row is null as gone from saved_view where id = $1',
    [id],
  )
  return rows[0] ?? null
}

async function othersOf(tx: Client, { id, channel, shared }: SavedView, maker: string): Promise<number> {
  const of = shared ? 'shared and channel = $2' : 'not shared and agent = $2'
  const { rows } = await tx.query<{ n: number }>(
    `select count(*)::int as n from saved_view where row is not null and id <> $1 and ${of}`,
    [id, shared ? channel : maker],
  )
  return rows[0]!.n
}

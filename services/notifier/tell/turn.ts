// One look at what is new: who is told is written with what was looked at, in one transaction, and the bell is rung after it.
import { DEFAULT_NOTIFY, type Notify } from '@madoguchi/contracts/notify/rule'
import type { Bus } from '../../bus/bus.ts'
import type { Pool, Sql } from '../../db/pool.ts'
import { transaction } from '../../db/transaction.ts'
import type { Directory } from '../../directory/open.ts'
import { queuePushes } from '../push/due.ts'
import { alertsOf, type Listener, type Told } from './decide.ts'
import { takeOccasions } from './occasions.ts'

export type TellDeps = {
  pool: Pool
  bus: Pick<Bus, 'publish'>
  directory: Pick<Directory, 'agents' | 'channels' | 'push'>
  /** Agents with a console open; null = presence cannot say. */
  withConsole: () => Promise<ReadonlySet<string> | null>
  now: () => number
}

/** Answers how many were told. */
export function createTell({ pool, bus, directory, withConsole, now }: TellDeps): () => Promise<number> {
  async function look(tx: Sql): Promise<number> {
    const at = now()
    const agents = directory.agents.all().filter(({ active }) => active)
    const served = directory.channels.all().filter(({ state }) => state === 'active')
    const channels = served.map(({ id }) => id)
    const occasions = await takeOccasions(tx, { channels, agents: agents.map(({ id }) => id), now: at })
    if (occasions.length === 0) return 0
    const told = alertsOf(occasions, await listening(tx, agents), at)
    if (told.length === 0) return 0
    await saveAlerts(tx, told)
    await push(tx, told, at)
    return told.length
  }

  /** Rather a push beside an open console than a customer nobody hears: where presence cannot say, it goes. */
  async function push(tx: Sql, told: Told[], at: number) {
    const here = (await withConsole()) ?? new Set<string>()
    const away = told.filter(({ agent, desktop }) => desktop && !here.has(agent))
    if (away.length === 0) return
    const devices = await directory.push.of([...new Set(away.map(({ agent }) => agent))])
    await queuePushes(tx, { told: away, devices, at })
  }

  return async () => {
    const count = await transaction(pool, look)
    if (count > 0) bus.publish('alerts', {})
    return count
  }
}

async function listening(sql: Sql, agents: Omit<Listener, 'notify'>[]): Promise<Listener[]> {
  const { rows } = await sql.query<{ agent: string; notify: Notify | null }>(
    `select agent, row->'notify' as notify from preferences where agent = any($1) and row ? 'notify'`,
    [agents.map(({ id }) => id)],
  )
  const kept = new Map(rows.map(({ agent, notify }) => [agent, notify]))
  return agents.map((agent) => ({ ...agent, notify: { ...DEFAULT_NOTIFY, ...kept.get(agent.id) } }))
}

const COLUMNS = ['id', 'agent', 'kind', 'channel', 'conversation', 'item', 'at', 'desktop', 'sound'] as const

async function saveAlerts(tx: Sql, told: Told[]): Promise<void> {
  await tx.query(
    `insert into alert (${COLUMNS.join(', ')}, told_at)
     select ${COLUMNS.join(', ')}, (extract(epoch from clock_timestamp()) * 1000)::bigint
       from jsonb_to_recordset($1) as t (id text, agent text, kind text, channel text, conversation text, item text, at bigint,
                                         desktop boolean, sound boolean)
     on conflict do nothing`,
    [JSON.stringify(told)],
  )
}

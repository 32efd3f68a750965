// The directory in memory: channels, agents and rights as of one moment, fresh within a second of a change anywhere (a notice
// on the bus, else the 1-s compare). While the database is away it stays as it was.
import type { Rights } from '@madoguchi/contracts/row/agent'
import type { RowOf } from '@madoguchi/contracts/row/row'
import type { Bus } from '../bus/bus.ts'
import type { Client, Pool } from '../db/pool.ts'
import { transaction } from '../db/transaction.ts'
import { sleep } from '../runtime/backoff.ts'
import type { Logger } from '../runtime/logger.ts'
import { singleFlight } from '../runtime/singleFlight.ts'
import { agentRow, rightsOf, type Agent, type StoredAgent } from './agents/stored.ts'
import type { Channel } from './channel.ts'
import { channelRow, opened, type StoredChannel } from './channels/stored.ts'
import type { Keyring } from './secret/keyring.ts'
import { teamRow, type StoredTeam } from './teams/stored.ts'

export type DirectoryRow = RowOf<'channel'> | RowOf<'agent'> | RowOf<'team'>

/** `agents`: whose name, state, rights or sessions may have changed. */
export type DirectoryChange = { from: number; next: number; rows: DirectoryRow[]; agents: string[] }

export type Image = {
  next(): number
  channels: Map<string, { stored: StoredChannel; channel: Channel }>
  agents: Map<string, Agent>
  teams: Map<string, StoredTeam>
  /** Rows with rev ≥ since, by rev. */
  rows(since: number): DirectoryRow[]
  /** Reads what is newer; resolves when the image holds all that was committed before the call. */
  refresh(): Promise<void>
  onChange(handler: (change: DirectoryChange) => void): () => void
  stop(): Promise<void>
}

type Read = {
  next: number
  channels: StoredChannel[]
  agents: StoredAgent[]
  teams: StoredTeam[]
  rights: Map<string, Rights>
}
type Deps = { pool: Pool; bus: Bus; keyring: Keyring; logger: Logger }

const COMPARE_MS = 1_000

export async function openImage({ pool, bus, keyring, logger }: Deps): Promise<Image> {
  const channels: Image['channels'] = new Map()
  const agents: Image['agents'] = new Map()
  const teams: Image['teams'] = new Map()
  const handlers = new Set<(change: DirectoryChange) => void>()
  let next = 0

  function apply(read: Read) {
    const from = next
    for (const stored of read.channels) channels.set(stored.id, { stored, channel: opened(stored, keyring) })
    for (const stored of read.agents) agents.set(stored.id, { ...stored, rights: read.rights.get(stored.id) ?? {} })
    for (const stored of read.teams) teams.set(stored.id, stored)
    next = read.next
    const change = { from, next, rows: rows(from), agents: read.agents.map(({ id }) => id) }
    for (const handler of handlers) told(handler, change)
  }

  function told(handler: (change: DirectoryChange) => void, change: DirectoryChange) {
    try {
      handler(change)
    } catch (error) {
      logger.error({ error: String(error) }, 'directory listener failed')
    }
  }

  function rows(since: number): DirectoryRow[] {
    const all = [
      ...[...channels.values()].map(({ stored }) => channelRow(stored)),
      ...[...agents.values()].map(agentRow),
      ...[...teams.values()].map(teamRow),
    ]
    return all.filter(({ rev }) => rev >= since).sort((a, b) => a.rev - b.rev)
  }

  const flight = singleFlight<null, null>(async (waiting) => {
    const read = await transaction(pool, (tx) => readSince(tx, next), { snapshot: true })
    if (read !== null) apply(read)
    return waiting.map(() => null)
  })
  const refresh = async () => void (await flight(null))

  await refresh()
  const compare = startCompare(refresh, logger)
  const unsubscribe = bus.subscribe('directory', (notice) => {
    const told = (notice as { next?: unknown } | null)?.next
    if (typeof told !== 'number' || told > next) compare.soon()
  })

  return {
    next: () => next,
    channels,
    agents,
    teams,
    rows,
    refresh,
    onChange(handler) {
      handlers.add(handler)
      return () => void handlers.delete(handler)
    },
    async stop() {
      unsubscribe()
      await compare.stop()
    },
  }
}

/** null = nothing is newer. The counter and the rows are of one moment. */
async function readSince(tx: Client, since: number): Promise<Read | null> {
  const counter = await tx.query<{ next: number }>(
    "select next from checkpoint where reader = 'directory' and part = -1",
  )
  const next = counter.rows[0]?.next ?? 0
  if (next <= since) return null
  const channels = await tx.query<StoredChannel>(
    `select id, rev, name, picture_url, basic_id, line_channel_id, bot_user_id, secrets, token, reply_window, position,
            state, paused, quota_ended_at, desk, field_revs from channel where rev >= $1 order by rev`,
    [since],
  )
  const agents = await tx.query<StoredAgent>(
    `select id, rev, email, name, active,
            array(select team from team_member m where m.agent = agent.id order by team) as teams
       from agent where rev >= $1 order by rev`,
    [since],
  )
  const rights = await tx.query<{ agent: string; channel: string; role: string }>(
    'select agent, channel, role from rights where agent = any($1) order by channel, role',
    [agents.rows.map(({ id }) => id)],
  )
  const teams = await tx.query<StoredTeam>('select id, rev, name, colour, active from team where rev >= $1', [since])
  return { next, channels: channels.rows, agents: agents.rows, teams: teams.rows, rights: rightsOf(rights.rows) }
}

/** Runs `refresh` once a second, and at once when told; a failure is said once and tried again. */
function startCompare(refresh: () => Promise<void>, logger: Logger) {
  const end = new AbortController()
  let wake = new AbortController()
  let failing = false

  async function turn() {
    try {
      await refresh()
      failing = false
    } catch (error) {
      if (!failing) logger.warn({ error: String(error) }, 'directory not refreshed; going on with what is known')
      failing = true
    }
  }
  async function loop() {
    while (!end.signal.aborted) {
      await sleep(COMPARE_MS, wake.signal)
      wake = new AbortController()
      if (!end.signal.aborted) await turn()
    }
  }
  const running = loop()
  return {
    soon: () => wake.abort(),
    async stop() {
      end.abort()
      wake.abort()
      await running
    },
  }
}

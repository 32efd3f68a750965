// Who and where, never on the log: channels with their credentials, agents, rights, sessions, audit. Channels, agents and rights
// are kept in memory and are at most a second old; sessions and passwords are asked of Postgres each time. What browsers may see
// of it are rows of part −1 with revs from one gapless counter, so the one rule of live updates serves them too.
import type { EditChannel } from '@madoguchi/contracts/http/channels'
import type { EditTeam, NewTeam } from '@madoguchi/contracts/http/people'
import type { Row } from '@madoguchi/contracts/row/row'
import type { Bus } from '../bus/bus.ts'
import type { Pool } from '../db/pool.ts'
import type { Logger } from '../runtime/logger.ts'
import type { AuditEntry, Person } from '@madoguchi/contracts/http/people'
import { createLinks, type PasswordSet } from './agents/link.ts'
import { passwordFits } from './agents/password.ts'
import { createPeopleWrites, readPeople, type AgentEdited, type EditAgent } from './agents/people.ts'
import { createSignIn, type SignedIn } from './agents/signIn.ts'
import type { Agent } from './agents/stored.ts'
import { createThrottle } from './agents/throttle.ts'
import { createAgentWrites, type AddAgent, type AgentAdded, type Grant } from './agents/write.ts'
import { note, type Actor, type Entry } from './audit.ts'
import { readAudit, type AuditFilter } from './auditRead.ts'
import { createChange } from './change.ts'
import type { Channels } from './channel.ts'
import { settingsOf, type Settings } from './channels/stored.ts'
import { createChannelWrites, type AddChannel, type Added, type Edited } from './channels/write.ts'
import { openImage, type DirectoryChange } from './image.ts'
import { createPush, type Push } from './push/devices.ts'
import { createKeyring } from './secret/keyring.ts'
import { proveKey } from './secret/probe.ts'
import { createSessions, type Sessions } from './sessions/sessions.ts'
import type { StoredTeam } from './teams/stored.ts'
import { createTeamWrites, type TeamAdded, type TeamEdited } from './teams/write.ts'

export type Directory = {
  channels: Channels & {
    add(given: AddChannel, actor: Actor): Promise<Added>
    edit(id: string, wish: EditChannel, actor: Actor): Promise<Edited>
    /** For admins: everything but the credentials' values. By order, then name. */
    settings(): Settings[]
  }
  agents: {
    get(id: string): Agent | undefined
    all(): Agent[]
    add(given: AddAgent, actor: Actor): Promise<AgentAdded>
    off(id: string, actor: Actor): Promise<boolean>
    /** For admins: everybody, with e-mail and rights. */
    people(): Promise<Person[]>
    edit(id: string, wish: EditAgent, actor: Actor): Promise<AgentEdited>
    grant(id: string, grant: Grant, actor: Actor): Promise<boolean>
    revoke(id: string, grant: Grant, actor: Actor): Promise<boolean>
    /** Token of a one-time link (24 h) by which a password is set. */
    makeLink(id: string, actor: Actor): Promise<string | null>
    setPassword(token: string, password: string, address: string): Promise<PasswordSet>
    signIn(given: { email: string; password: string; address: string }): Promise<SignedIn>
    /** Whether this is the agent's password; counts no guess, so never for what comes over the network. */
    hasPassword(id: string, password: string): Promise<boolean>
  }
  teams: {
    get(id: string): StoredTeam | undefined
    all(): StoredTeam[]
    add(given: NewTeam, actor: Actor): Promise<TeamAdded>
    edit(id: string, wish: EditTeam, actor: Actor): Promise<TeamEdited>
  }
  sessions: Sessions
  push: Push
  /** Notes in the audit what another room did. */
  note(actor: Actor, entry: Entry): Promise<void>
  audit(filter: AuditFilter, limit: number): Promise<AuditEntry[]>
  /** Rows of channels and agents with rev ≥ since, and the cursor behind them; all of one moment. */
  rows(since?: number): { next: number; rows: Row[] }
  rev(): number
  /** Called after memory is fresh, once per step; returns how to stop listening. */
  onChange(handler: (change: DirectoryChange) => void): () => void
  /** A password for demo agents: always the same for one SECRET_KEY, known to nobody without it. */
  demoPassword(): string
  stop(): Promise<void>
}

type Deps = { pool: Pool; bus: Bus; secretKey: string; logger: Logger; now?: () => number }

/** Throws ConfigError when the database was written under another SECRET_KEY. */
export async function openDirectory({ pool, bus, secretKey, logger, now = Date.now }: Deps): Promise<Directory> {
  const keyring = createKeyring(secretKey)
  await proveKey(pool, keyring)
  const image = await openImage({ pool, bus, keyring, logger })
  const change = createChange({ pool, bus, image, logger, now })
  const throttle = createThrottle({ pool, keyring })

  return {
    channels: {
      get: (id) => image.channels.get(id)?.channel,
      all: () => [...image.channels.values()].map(({ channel }) => channel),
      settings: () =>
        [...image.channels.values()]
          .map(({ stored }) => settingsOf(stored))
          .sort((a, b) => a.order - b.order || a.name.localeCompare(b.name)),
      ...createChannelWrites({ change, image, keyring, now }),
    },
    agents: {
      get: (id) => image.agents.get(id),
      all: () => [...image.agents.values()],
      ...createAgentWrites({ change, now }),
      ...createPeopleWrites({ change }),
      people: () => readPeople(pool),
      ...createLinks({ pool, change, now }),
      signIn: createSignIn({ pool, image, throttle, now }),
      hasPassword: async (id, password) => passwordFits(await keptPassword(pool, id), password),
    },
    teams: {
      get: (id) => image.teams.get(id),
      all: () => [...image.teams.values()],
      ...createTeamWrites({ change }),
    },
    sessions: createSessions({ pool, image, change, now }),
    push: createPush({ pool, keyring, now }),
    note: (actor, entry) => note(pool, now(), actor, entry),
    audit: (filter, limit) => readAudit(pool, filter, limit),
    rows: (since = 0) => ({ next: image.next(), rows: image.rows(since) }),
    rev: () => image.next(),
    onChange: (handler) => image.onChange(handler),
    demoPassword: () => keyring.words('demo password'),
    stop: () => image.stop(),
  }
}

async function keptPassword(pool: Pool, id: string): Promise<string | null> {
  const { rows } = await pool.query<{ password: string | null }>('select password from agent where id = $1', [id])
  return rows[0]?.password ?? null
}

// Signed in: a random token in the browser, its hash in the table. Ends after a day without use, after 14 days in any case, at
// sign-out here or everywhere, with a new password, and with the agent. Ending one moves the agent's rev, so that every
// gateway looks again.
import { createHash, randomBytes } from 'node:crypto'
import type { Rights } from '@madoguchi/contracts/row/agent'
import { v7 as uuidv7 } from 'uuid'
import type { Client, Pool, Sql } from '../../db/pool.ts'
import { note, type Actor } from '../audit.ts'
import type { Change } from '../change.ts'
import type { Image } from '../image.ts'

export const IDLE_MS = 24 * 60 * 60_000
export const ABSOLUTE_MS = 14 * 24 * 60 * 60_000
/** Use is noted at most this often. */
const SEEN_MS = 60_000

/** `expiresAt`, ms: when it ends if nothing happens until then. */
export type Session = { id: string; agent: string; rights: Rights; expiresAt: number }

export type Sessions = {
  /** The live session of a token, renewed by being asked; null = none. */
  find(token: string): Promise<Session | null>
  /** Which of these still live, with their ends, in one query: asked after a change of the directory. Renews nothing. */
  alive(ids: string[]): Promise<Map<string, number>>
  /** Something was done in it (a command on a socket): renews it; null = it has ended. */
  touch(id: string): Promise<number | null>
  end(id: string, actor: Actor): Promise<void>
  endAll(agent: string, actor: Actor): Promise<void>
}

type Stored = { id: string; agent: string; created_at: number; seen_at: number }
type Deps = { pool: Pool; image: Image; change: Change; now: () => number }

const TOKEN = /^[\w-]{43}$/
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()
export const makeToken = (): string => randomBytes(32).toString('base64url')

const expiry = ({ created_at, seen_at }: Stored) => Math.min(seen_at + IDLE_MS, created_at + ABSOLUTE_MS)

export function createSessions({ pool, image, change, now }: Deps): Sessions {
  async function load(column: 'hash' | 'id', values: (string | Buffer)[]): Promise<Stored[]> {
    const { rows } = await pool.query<Stored>({
      name: `session-by-${column}`,
      text: `select id, agent, created_at, seen_at from session where ${column} = any($1)`,
      values: [values],
    })
    return rows.filter((stored) => expiry(stored) > now())
  }

  async function renewed(stored: Stored): Promise<number> {
    const at = now()
    if (at - stored.seen_at < SEEN_MS) return expiry(stored)
    await pool.query('update session set seen_at = $2 where id = $1 and seen_at < $2', [stored.id, at])
    return expiry({ ...stored, seen_at: at })
  }

  async function endWhere(actor: Actor, agentId: string, run: (tx: Client) => Promise<number>) {
    await change<void>(actor, async (tx, rev) => {
      const ended = await run(tx)
      if (ended > 0) await tx.query('update agent set rev = $2 where id = $1', [agentId, rev])
      const audit = ended > 0 ? { what: 'session.ended', subject: agentId, detail: { sessions: ended } } : null
      return { value: undefined, audit }
    })
  }

  return {
    async find(token) {
      const [stored] = TOKEN.test(token) ? await load('hash', [hashToken(token)]) : []
      if (!stored) return null
      if (!image.agents.has(stored.agent)) await image.refresh() // made a moment ago by another process
      const agent = image.agents.get(stored.agent)
      if (!agent?.active) return null
      return { id: stored.id, agent: agent.id, rights: agent.rights, expiresAt: await renewed(stored) }
    },
    alive: async (ids) => new Map((await load('id', ids)).map((stored) => [stored.id, expiry(stored)])),
    async touch(id) {
      const [stored] = await load('id', [id])
      return stored ? renewed(stored) : null
    },
    async end(id, actor) {
      const [stored] = await load('id', [id])
      if (stored) await endWhere(actor, stored.agent, async (tx) => deleted(tx, 'id', id))
    },
    endAll: (agent, actor) => endWhere(actor, agent, (tx) => deleted(tx, 'agent', agent)),
  }
}

export async function deleted(tx: Sql, column: 'id' | 'agent', value: string): Promise<number> {
  return (await tx.query(`delete from session where ${column} = $1`, [value])).rowCount ?? 0
}

/** Makes a session and gives its token, which is nowhere else. Old ended ones are forgotten on the way. */
export async function openSession(tx: Sql, agent: string, address: string, now: number): Promise<string> {
  const token = makeToken()
  const actor = { by: agent, address }
  await tx.query('delete from session where created_at < $1 or seen_at < $2', [now - ABSOLUTE_MS, now - IDLE_MS])
  await tx.query(
    'insert into session (id, hash, agent, created_at, seen_at, address) values ($1, $2, $3, $4, $4, $5)',
    [uuidv7(), hashToken(token), agent, now, address],
  )
  await note(tx, now, actor, { what: 'session.opened', subject: agent })
  return token
}

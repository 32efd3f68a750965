// One-time links by which a password is set: for the invited and for those who forgot. Only a link's hash is kept; one use or a
// newer link ends it, and so does a day.
import type { Pool, Sql } from '../../db/pool.ts'
import type { Actor } from '../audit.ts'
import type { Change } from '../change.ts'
import { deleted, hashToken, makeToken } from '../sessions/sessions.ts'
import { hashPassword } from './password.ts'

export const LINK_MS = 24 * 60 * 60_000
export type PasswordSet = { ok: true; agent: string } | { ok: false; code: 'link_invalid' }

type Deps = { pool: Pool; change: Change; now: () => number }

export function createLinks({ pool, change, now }: Deps) {
  /** Gives the token, which is nowhere else; null = no such agent at work. */
  async function makeLink(agent: string, actor: Actor): Promise<string | null> {
    return change<string | null>(actor, async (tx, rev) => {
      const found = await tx.query('update agent set rev = $2 where id = $1 and active', [agent, rev])
      if (found.rowCount !== 1) return { value: null, audit: null }
      const token = makeToken()
      await tx.query('delete from password_link where agent = $1 or expires_at < $2', [agent, now()])
      await tx.query('insert into password_link (hash, agent, expires_at) values ($1, $2, $3)', [
        hashToken(token),
        agent,
        now() + LINK_MS,
      ])
      return { value: token, audit: { what: 'agent.linkMade', subject: agent } }
    })
  }

  /** The new password, and the end of every session that the old one opened. */
  async function setPassword(token: string, password: string, address: string): Promise<PasswordSet> {
    const agent = await agentOf(pool, token)
    if (agent === null) return { ok: false, code: 'link_invalid' }
    const hash = await hashPassword(password)
    return change<PasswordSet>({ by: agent, address }, async (tx, rev) => {
      const used = await tx.query('delete from password_link where hash = $1', [hashToken(token)])
      if (used.rowCount !== 1) return { value: { ok: false, code: 'link_invalid' }, audit: null } // another tab was faster
      await tx.query('update agent set password = $2, rev = $3 where id = $1', [agent, hash, rev])
      const sessions = await deleted(tx, 'agent', agent)
      return { value: { ok: true, agent }, audit: { what: 'agent.passwordSet', subject: agent, detail: { sessions } } }
    })
  }

  async function agentOf(sql: Sql, token: string): Promise<string | null> {
    const { rows } = await sql.query<{ agent: string }>(
      `select l.agent from password_link l join agent a on a.id = l.agent and a.active
        where l.hash = $1 and l.expires_at > $2`,
      [hashToken(token), now()],
    )
    return rows[0]?.agent ?? null
  }

  return { makeLink, setPassword }
}

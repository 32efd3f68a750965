// Changes of agents: made by the command line (and by the people page later). Nobody is deleted: names must stay readable
// beside what they said.
import { v7 as uuidv7 } from 'uuid'
import type { Role } from '@madoguchi/contracts/row/agent'
import type { Actor } from '../audit.ts'
import type { Change } from '../change.ts'
import { deleted } from '../sessions/sessions.ts'
import { normalEmail } from './email.ts'
import { hashPassword } from './password.ts'

export type Grant = { channel: string; role: Role }
/** `password: null`: invited by link. */
export type AddAgent = { email: string; name: string; password: string | null; grants: Grant[] }
export type AgentAdded = { ok: true; id: string } | { ok: false; code: 'taken'; id: string }

export function createAgentWrites({ change, now }: { change: Change; now: () => number }) {
  async function add(given: AddAgent, actor: Actor): Promise<AgentAdded> {
    const password = given.password === null ? null : await hashPassword(given.password)
    return change<AgentAdded>(actor, async (tx, rev) => {
      const email = normalEmail(given.email)
      const { rows } = await tx.query<{ id: string }>('select id from agent where email = $1', [email])
      if (rows[0]) return { value: { ok: false, code: 'taken', id: rows[0].id }, audit: null }
      const id = uuidv7()
      await tx.query('insert into agent (id, rev, email, name, password, created_at) values ($1, $2, $3, $4, $5, $6)', [
        id,
        rev,
        email,
        given.name,
        password,
        now(),
      ])
      for (const { channel, role } of given.grants)
        await tx.query('insert into rights (agent, channel, role) values ($1, $2, $3)', [id, channel, role])
      return { value: { ok: true, id }, audit: { what: 'agent.added', subject: id, detail: { grants: given.grants } } }
    })
  }

  /** Ends every session; live screens are closed within seconds. false = was not at work. */
  async function off(id: string, actor: Actor): Promise<boolean> {
    return change<boolean>(actor, async (tx, rev) => {
      const done = await tx.query('update agent set active = false, rev = $2 where id = $1 and active', [id, rev])
      if (done.rowCount !== 1) return { value: false, audit: null }
      const sessions = await deleted(tx, 'agent', id)
      await tx.query('delete from password_link where agent = $1', [id])
      return { value: true, audit: { what: 'agent.off', subject: id, detail: { sessions } } }
    })
  }

  /** false = nothing to change (held already, not held, or no such agent). */
  async function setGrant(id: string, grant: Grant, held: boolean, actor: Actor): Promise<boolean> {
    return change<boolean>(actor, async (tx, rev) => {
      const values = [id, grant.channel, grant.role]
      const done = held
        ? await tx.query(
            'insert into rights (agent, channel, role) select id, $2, $3 from agent where id = $1 on conflict do nothing',
            values,
          )
        : await tx.query('delete from rights where agent = $1 and channel = $2 and role = $3', values)
      if (done.rowCount !== 1) return { value: false, audit: null }
      await tx.query('update agent set rev = $2 where id = $1', [id, rev])
      const what = held ? 'agent.granted' : 'agent.revoked'
      return { value: true, audit: { what, subject: id, detail: { ...grant } } }
    })
  }

  return {
    add,
    off,
    grant: (id: string, grant: Grant, actor: Actor) => setGrant(id, grant, true, actor),
    revoke: (id: string, grant: Grant, actor: Actor) => setGrant(id, grant, false, actor),
  }
}

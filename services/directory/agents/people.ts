// People as an admin manages them: all of them, and changes of name, rights, teams and whether they work here, each in one step.
import type { Person } from '@madoguchi/contracts/http/people'
import type { Client, Pool } from '../../db/pool.ts'
import type { Actor, Entry } from '../audit.ts'
import type { Change } from '../change.ts'
import { deleted } from '../sessions/sessions.ts'
import { setTeams } from '../teams/write.ts'
import type { Grant } from './write.ts'

export type EditAgent = { name?: string; grants?: Grant[]; teams?: string[]; active?: boolean }
/** `last_admin`: nobody would be left who may manage people. */
export type AgentEdited = { ok: true } | { ok: false; code: 'not_found' | 'last_admin' }

export async function readPeople(pool: Pool): Promise<Person[]> {
  const { rows } = await pool.query<Person & { invited: boolean; active: boolean }>(
    `select a.id, a.email, a.name, a.active, a.password is null as invited, a.created_at as "createdAt",
            greatest((select max(s.seen_at) from session s where s.agent = a.id),
                     -- Of ended sessions only their beginning is known.
                     (select max(o.at) from audit o where o.subject = a.id and o.what = 'session.opened')) as "seenAt",
            array(select team from team_member m where m.agent = a.id order by team) as teams,
            coalesce((select jsonb_agg(jsonb_build_object('channel', r.channel, 'role', r.role) order by r.channel, r.role)
                        from rights r where r.agent = a.id), '[]') as grants
       from agent a order by a.active desc, a.name, a.id`,
  )
  return rows.map(({ invited, active, ...person }) => ({
    ...person,
    state: active ? (invited ? 'invited' : 'active') : 'off',
  }))
}

export function createPeopleWrites({ change }: { change: Change }) {
  async function edit(id: string, wish: EditAgent, actor: Actor): Promise<AgentEdited> {
    return change<AgentEdited>(actor, async (tx, rev) => {
      const before = await load(tx, id)
      if (before === undefined) return { value: { ok: false, code: 'not_found' }, audit: null }
      const detail = { ...(await named(tx, id, before, wish)), ...(await granted(tx, id, before, wish.grants)) }
      if (wish.teams !== undefined && (await setTeams(tx, id, wish.teams)))
        Object.assign(detail, { teams: { before: before.teams, after: wish.teams } })
      const sessions = await activated(tx, id, before, wish.active)
      if (sessions !== null) Object.assign(detail, { active: { before: before.active, after: wish.active }, sessions })
      if (!(await hasAdmin(tx))) throw new NoAdminLeft()
      if (Object.keys(detail).length === 0) return { value: { ok: true }, audit: null }
      await tx.query('update agent set rev = $2 where id = $1', [id, rev])
      const audit: Entry = {
        what: sessions === null ? 'agent.edited' : wish.active ? 'agent.on' : 'agent.off',
        subject: id,
        detail,
      }
      return { value: { ok: true }, audit }
    }).catch((error: unknown) => {
      if (error instanceof NoAdminLeft) return { ok: false, code: 'last_admin' }
      throw error
    })
  }
  return { edit }
}

/** Thrown, so that nothing of the change stays. */
class NoAdminLeft extends Error {}

type Before = { name: string; active: boolean; teams: string[]; grants: Grant[] }

async function load(tx: Client, id: string): Promise<Before | undefined> {
  const { rows } = await tx.query<Before>(
    `select name, active, array(select team from team_member where agent = $1 order by team) as teams,
            coalesce((select jsonb_agg(jsonb_build_object('channel', channel, 'role', role) order by channel, role)
                        from rights where agent = $1), '[]') as grants
       from agent where id = $1`,
    [id],
  )
  return rows[0]
}

async function named(tx: Client, id: string, before: Before, { name }: EditAgent) {
  if (name === undefined || name === before.name) return {}
  await tx.query('update agent set name = $2 where id = $1', [id, name])
  return { name: { before: before.name, after: name } }
}

const keyOf = ({ channel, role }: Grant) => `${channel} ${role}`

async function granted(tx: Client, id: string, before: Before, grants: Grant[] | undefined) {
  if (grants === undefined) return {}
  const [had, shall] = [before.grants, grants].map((some) => new Set(some.map(keyOf)))
  if (had!.size === shall!.size && [...had!].every((one) => shall!.has(one))) return {}
  await tx.query('delete from rights where agent = $1', [id])
  await tx.query(
    'insert into rights (agent, channel, role) select $1, * from unnest($2::text[], $3::text[]) on conflict do nothing',
    [id, grants.map(({ channel }) => channel), grants.map(({ role }) => role)],
  )
  return { grants: { before: before.grants, after: grants } }
}

/** How many sessions ended; null = it is as it was. */
async function activated(tx: Client, id: string, before: Before, active: boolean | undefined): Promise<number | null> {
  if (active === undefined || active === before.active) return null
  await tx.query('update agent set active = $2 where id = $1', [id, active])
  if (active) return 0
  await tx.query('delete from password_link where agent = $1', [id])
  return deleted(tx, 'agent', id)
}

async function hasAdmin(tx: Client): Promise<boolean> {
  const sql = `select from rights r join agent a on a.id = r.agent and a.active where r.channel = '*' and r.role = 'admin' limit 1`
  return (await tx.query(sql)).rowCount === 1
}

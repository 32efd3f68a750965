// Changes of teams, and who is in them. Nobody is told of a team by its members' rows alone: an agent's row carries its teams.
import { v7 as uuidv7 } from 'uuid'
import type { EditTeam, NewTeam } from '@madoguchi/contracts/http/people'
import type { Client } from '../../db/pool.ts'
import type { Actor } from '../audit.ts'
import type { Change } from '../change.ts'

/** 'taken': another active team is called so, whatever its case. */
export type TeamAdded = { ok: true; id: string } | { ok: false; code: 'taken' }
export type TeamEdited = { ok: true } | { ok: false; code: 'taken' | 'not_found' }

export function createTeamWrites({ change }: { change: Change }) {
  const add = ({ name, colour }: NewTeam, actor: Actor): Promise<TeamAdded> =>
    change<TeamAdded>(actor, async (tx, rev) => {
      if (await isTaken(tx, name, null)) return { value: { ok: false, code: 'taken' }, audit: null }
      const id = uuidv7()
      await tx.query('insert into team (id, rev, name, colour) values ($1, $2, $3, $4)', [id, rev, name, colour])
      return { value: { ok: true, id }, audit: { what: 'team.added', subject: id, detail: { name } } }
    })

  const edit = (id: string, wish: EditTeam, actor: Actor): Promise<TeamEdited> =>
    change<TeamEdited>(actor, async (tx, rev) => {
      const { rows } = await tx.query<Required<EditTeam>>('select name, colour, active from team where id = $1', [id])
      const [before] = rows
      if (before === undefined) return { value: { ok: false, code: 'not_found' }, audit: null }
      const after = { ...before, ...wish }
      if (after.active && (await isTaken(tx, after.name, id)))
        return { value: { ok: false, code: 'taken' }, audit: null }
      const changed = Object.entries(after).filter(([name, value]) => before[name as keyof EditTeam] !== value)
      if (changed.length === 0) return { value: { ok: true }, audit: null }
      const values = [id, rev, after.name, after.colour, after.active]
      await tx.query('update team set rev = $2, name = $3, colour = $4, active = $5 where id = $1', values)
      const detail = Object.fromEntries(
        changed.map(([name, value]) => [name, { before: before[name as keyof EditTeam], after: value }]),
      )
      return { value: { ok: true }, audit: { what: 'team.edited', subject: id, detail } }
    })

  return { add, edit }
}

async function isTaken(tx: Client, name: string, but: string | null): Promise<boolean> {
  const sql = 'select from team where active and lower(name) = lower($1) and id is distinct from $2'
  return ((await tx.query(sql, [name, but])).rowCount ?? 0) > 0
}

/** All teams of an agent as they shall be; those that do not exist are left out. Answers whether anything changed. */
export async function setTeams(tx: Client, agent: string, teams: string[]): Promise<boolean> {
  const gone = await tx.query('delete from team_member where agent = $1 and not team = any($2)', [agent, teams])
  const come = await tx.query(
    'insert into team_member (agent, team) select $1, id from team where id = any($2) on conflict do nothing',
    [agent, teams],
  )
  return (gone.rowCount ?? 0) + (come.rowCount ?? 0) > 0
}

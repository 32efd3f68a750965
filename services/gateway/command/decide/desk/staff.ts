// The people a decision is about: who they are, what they may, which teams they share work in (pure).
import { allows, type Rights } from '@madoguchi/contracts/row/agent'
import type { DeskRules } from '@madoguchi/contracts/row/deskRules'

export type Colleague = { id: string; active: boolean; rights: Rights; teams: string[] }

export type Staff = {
  agent(id: string): Colleague | undefined
  all(): Colleague[]
  team(id: string): { active: boolean } | undefined
}

/** Who asks, in the channel of the conversation. */
export type Doer = {
  agent: string
  now: number
  isSupervisor: boolean
  rules: DeskRules
  staff: Staff
}

/** null = fine; else why not: nobody of that id, no longer at work, or without the right there. */
export function whyNot(
  colleague: Colleague | undefined,
  channel: string,
  role: 'viewer' | 'agent',
): 'unknown' | 'inactive' | 'no_access' | null {
  if (colleague === undefined) return 'unknown'
  if (!colleague.active) return 'inactive'
  return allows(colleague.rights, channel, role) ? null : 'no_access'
}

/** Ids of the team's agents who are at work and may read the channel. */
export const membersOf = (staff: Staff, team: string, channel: string): string[] =>
  staff
    .all()
    .filter((one) => one.teams.includes(team) && whyNot(one, channel, 'viewer') === null)
    .map(({ id }) => id)

export const isOf = (staff: Staff, agent: string, team: string | null): boolean =>
  team !== null && staff.agent(agent)?.teams.includes(team) === true

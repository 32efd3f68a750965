// A desk whose people share work: three agents, a supervisor and one who may only read, a team, and rules that a test sets.
import type { Role } from '@madoguchi/contracts/row/agent'
import { DESK_RULES, type DeskRules } from '@madoguchi/contracts/row/deskRules'
import type { Directory } from '../../directory/open.ts'
import { openDesk, type Desk, type Gate, type Screen } from './desk.fixture.ts'

type Name = 'mika' | 'ken' | 'rin' | 'boss' | 'vera'
const ROLES: Record<Name, Role> = { mika: 'agent', ken: 'agent', rin: 'agent', boss: 'supervisor', vera: 'viewer' }

export const NIGHT = 'team-night'

export type Staffed = {
  desk: Desk
  gate: Gate
  ids: Record<Name, string>
  screens: Record<Name, Screen>
  /** How the channels' desks work from now on; the usual way where nothing is said. */
  rule(rules?: Partial<DeskRules>): void
  /** Who is in the team. */
  team(...members: Name[]): void
  audit(what: string): Promise<{ by: string; subject: string; detail: unknown }[]>
}

export async function openStaffed(): Promise<Staffed> {
  const desk = await openDesk()
  let rules = DESK_RULES
  let members: string[] = []
  const gate = await desk.openGate({
    directory: withRules(desk.directory, { rules: () => rules, members: () => members }),
  })
  const ids = {} as Staffed['ids']
  const screens = {} as Staffed['screens']
  for (const [name, role] of Object.entries(ROLES) as [Name, Role][]) {
    const { id, cookie } = await desk.person(name, { [desk.shop]: [role] })
    ids[name] = id
    screens[name] = await desk.screen(gate, cookie)
  }
  return {
    desk,
    gate,
    ids,
    screens,
    rule: (more = {}) => void (rules = { ...DESK_RULES, ...more }),
    team: (...names) => void (members = names.map((name) => ids[name])),
    async audit(what) {
      const { rows } = await desk.database.pool.query<{ by: string; subject: string; detail: unknown }>(
        'select by, subject, detail from audit where what = $1 order by id',
        [what],
      )
      return rows
    },
  }
}

type Given = { rules: () => DeskRules; members: () => string[] }

function withRules(directory: Directory, { rules, members }: Given): Directory {
  const { channels, agents } = directory
  const withTeams = <A extends { id: string }>(agent: A) => ({
    ...agent,
    teams: members().includes(agent.id) ? [NIGHT] : [],
  })
  const given = {
    ...directory,
    channels: {
      ...channels,
      get(id: string) {
        const channel = channels.get(id)
        return channel && { ...channel, desk: rules() }
      },
    },
    agents: {
      ...agents,
      get(id: string) {
        const agent = agents.get(id)
        return agent && withTeams(agent)
      },
      all: () => agents.all().map(withTeams),
    },
    teams: {
      get: (id: string) => (id === NIGHT ? { id, name: 'night', active: true } : undefined),
      all: () => [{ id: NIGHT, name: 'night', active: true }],
    },
  }
  return given as unknown as Directory
}

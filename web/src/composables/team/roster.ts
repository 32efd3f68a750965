// PURE: colleagues as the team page lists them: who is here first, then who is away, then the others, each by name.
import type { Present } from '@madoguchi/contracts/socket/presence'
import type { AgentItem } from '../../stores/workspace.ts'

export type Colleague = {
  id: string
  name: string
  teams: string[]
  state: 'here' | 'away' | 'gone'
  /** Conversations they have open, of those this browser knows. */
  on: { conversation: string; state: Present['state'] }[]
}

type Known = {
  agents: Iterable<AgentItem>
  team: Readonly<Record<string, 'here' | 'away'>>
  marks: ReadonlyMap<string, readonly Present[]>
}
const ORDER = { here: 0, away: 1, gone: 2 }

/** Without those who no longer work here. */
export function rosterOf({ agents, team, marks }: Known): Colleague[] {
  const on = new Map<string, Colleague['on']>()
  for (const [conversation, present] of marks)
    for (const { agent, state } of present) on.set(agent, [...(on.get(agent) ?? []), { conversation, state }])
  return [...agents]
    .filter(({ active }) => active)
    .map(({ id, name, teams }): Colleague => {
      return { id, name, teams, state: team[id] ?? 'gone', on: on.get(id) ?? [] }
    })
    .sort((a, b) => ORDER[a.state] - ORDER[b.state] || a.name.localeCompare(b.name))
}

const folded = (text: string) => text.normalize('NFKC').toLowerCase()

/** `team`: '' = any. */
export const narrowed = (all: Colleague[], { words, team }: { words: string; team: string }): Colleague[] =>
  all.filter(({ name, teams }) => folded(name).includes(folded(words.trim())) && (team === '' || teams.includes(team)))

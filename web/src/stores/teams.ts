// Teams by id, beside the agents; who is in one stands on the agents.
import { defineStore } from 'pinia'
import { computed } from 'vue'
import { useSession } from './session.ts'
import { useWorkspace, type TeamItem } from './workspace.ts'

export type { TeamItem } from './workspace.ts'

export const useTeams = defineStore('teams', () => {
  const workspace = useWorkspace()
  const session = useSession()

  const list = computed<TeamItem[]>(() => [...workspace.teams.values()].sort((a, b) => a.name.localeCompare(b.name)))
  const byId = (id: string): TeamItem | undefined => workspace.teams.get(id)
  /** The id's last four characters stand in for a team nobody knows. */
  const nameOf = (id: string): string => byId(id)?.name ?? `…${id.slice(-4)}`
  const isMine = (id: string): boolean => workspace.agents.get(session.me?.agent.id ?? '')?.teams.includes(id) ?? false

  return { list, byId, nameOf, isMine }
})

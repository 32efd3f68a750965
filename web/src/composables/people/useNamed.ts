// What an id of the audit is called: an agent, a channel or a team; what nobody knows stays an id.
import { useAgents } from '../../stores/agents.ts'
import { useChannels } from '../../stores/channels.ts'
import { useTeams } from '../../stores/teams.ts'

export function useNamed(): (id: string) => string {
  const [agents, channels, teams] = [useAgents(), useChannels(), useTeams()]
  return (id) => agents.byId(id)?.name ?? channels.byId(id)?.name ?? teams.byId(id)?.name ?? id
}

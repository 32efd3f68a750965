// An agent as the table holds it and as colleagues see it. The password's hash never leaves the table.
import type { Rights, Role } from '@madoguchi/contracts/row/agent'
import type { RowOf } from '@madoguchi/contracts/row/row'

export type StoredAgent = { id: string; rev: number; email: string; name: string; active: boolean; teams: string[] }
export type Agent = StoredAgent & { rights: Rights }

export const agentRow = ({ id, rev, name, active, teams }: StoredAgent): RowOf<'agent'> => ({
  noun: 'agent',
  id,
  part: -1,
  rev,
  row: { name, active, teams },
})

export function rightsOf(rows: { agent: string; channel: string; role: string }[]): Map<string, Rights> {
  const byAgent = new Map<string, Rights>()
  for (const { agent, channel, role } of rows) {
    const rights = byAgent.get(agent) ?? {}
    rights[channel] = [...(rights[channel] ?? []), role as Role]
    byAgent.set(agent, rights)
  }
  return byAgent
}

import type { Me } from '@madoguchi/contracts/http/session'
import { PROTOCOL_VERSION } from '@madoguchi/contracts/socket/version'
import type { Directory } from '../../../directory/open.ts'

/** Who is signed in, as they may see themselves; null = no longer at work. */
export function meOf(directory: Directory, agentId: string): Me | null {
  const agent = directory.agents.get(agentId)
  if (!agent?.active) return null
  const { id, name, email, rights } = agent
  return { agent: { id, name, email }, rights, protocol: PROTOCOL_VERSION }
}

import type { Me } from '@madoguchi/contracts/http/session'
import { PROTOCOL_VERSION } from '@madoguchi/contracts/socket/version'
import type { Directory } from '../../../directory/open.ts'

export type MeDeps = {
  directory: Directory
  /** STICKERS; absent = no request for a picture of LINE's leaves a browser. */
  stickers?: Me['stickers']
}

/** Who is signed in, as they may see themselves; null = no longer at work. */
export function meOf({ directory, stickers = 'placeholder' }: MeDeps, agentId: string): Me | null {
  const agent = directory.agents.get(agentId)
  if (!agent?.active) return null
  const { id, name, email, rights } = agent
  return { agent: { id, name, email }, rights, stickers, protocol: PROTOCOL_VERSION }
}

// The hard rule's last word (pure; CO-5): where only the assignee and supervisors may reply, nothing goes that somebody else asked for,
// whatever two gateways allowed at once and however long it waited. Rules send as 'system' and are nobody's colleague.
import { channelOf } from '@madoguchi/contracts/ids'
import { allows, type Rights } from '@madoguchi/contracts/row/agent'
import type { DeskRules } from '@madoguchi/contracts/row/deskRules'
import type { Claimed } from './outbound/claim.ts'

export type Agents = { get(id: string): { active: boolean; rights: Rights } | undefined }

export const isHard = (channel: { desk: Pick<DeskRules, 'lock'> } | undefined): boolean => channel?.desk.lock === 'hard'

/** An assignee who was switched off locks nothing. */
export function isLocked(
  { conversation, author, assignee }: Pick<Claimed, 'conversation' | 'author' | 'assignee'>,
  agents: Agents,
): boolean {
  if (assignee === null || author === null || author === 'system' || author === assignee) return false
  if (agents.get(assignee)?.active !== true) return false
  return !allows(agents.get(author)?.rights ?? {}, channelOf(conversation), 'supervisor')
}

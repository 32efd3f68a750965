// Whose a conversation is, and whether somebody else may act in it all the same (CO-5; pure). An agent who was switched off locks
// nothing: nobody could give the conversation back.
import type { Desk } from '@madoguchi/contracts/row/desk'
import type { DeskRules } from '@madoguchi/contracts/row/deskRules'
import type { Refusal } from '@madoguchi/contracts/socket/ack'
import { refuse } from '../decision.ts'

export type Lock = {
  /** Another active agent who has it; null = nobody is in the way. */
  holder: string | null
  /** The channel's rule is hard and the one who asks is no supervisor: saying "all the same" does not help. */
  hard: boolean
}
export const FREE: Lock = { holder: null, hard: false }

type Who = {
  agent: string
  isSupervisor: boolean
  rule: DeskRules['lock']
  isActive: (agent: string) => boolean
}

export function lockOf({ assignee }: Pick<Desk, 'assignee'>, { agent, isSupervisor, rule, isActive }: Who): Lock {
  if (assignee === null || assignee === agent || !isActive(assignee)) return FREE
  return { holder: assignee, hard: rule === 'hard' && !isSupervisor }
}

/** `override`: the agent knows whose it is and replies once all the same. */
export const whyLocked = ({ holder, hard }: Lock, override = false): Refusal | null =>
  holder === null || (override && !hard) ? null : refuse('locked', { why: holder })

/** What of it the log and the audit keep, when it is done: whose it was. */
export const overriding = ({ holder }: Lock): { overrode?: string } => (holder === null ? {} : { overrode: holder })

import { FAULT_TEXTS } from '../../fault/fault.ts'
import { refuse, refuseBody } from '../answer.ts'
import type { Handler } from '../call.ts'
import { checkMessages } from '../message/messages.ts'
import { deliverMany, friendsOf, peopleOf, spendKey } from './many.ts'
import { withinQuota } from './reach.ts'

/** To every friend; groups and people who merely wrote are left out. */
export const broadcast: Handler = (call) => {
  const problems = checkMessages(call.body.messages, { type: 'many' })
  if (problems.length > 0) return refuseBody(problems)
  const sources = friendsOf(call)
  if (!withinQuota(call.channel, peopleOf(call, sources))) return refuse(429, FAULT_TEXTS.quota)
  deliverMany({ call, by: 'broadcast', sources })
  spendKey(call, 'everybody')
  return { status: 200, json: {}, accepted: true }
}

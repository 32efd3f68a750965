import { FAULT_TEXTS } from '../../fault/fault.ts'
import { invalidProperty, refuse, refuseBody } from '../answer.ts'
import type { Handler } from '../call.ts'
import { checkMessages } from '../message/messages.ts'
import { isUserId } from '../people/profile.ts'
import { deliverMany, peopleOf, spendKey } from './many.ts'
import { withinQuota } from './reach.ts'

/** 1–500 user ids. Well-formed unknown ids are taken and reach nobody. */
export const multicast: Handler = (call) => {
  const { channel, body } = call
  const to: unknown[] = Array.isArray(body.to) ? body.to : []
  if (to.length < 1 || to.length > 500)
    return refuseBody([{ message: 'Size must be between 1 and 500', property: 'to' }])
  const wrong = to.findIndex((id) => typeof id !== 'string' || !isUserId(id))
  if (wrong >= 0) return invalidProperty(`to[${wrong}]`)
  const problems = checkMessages(body.messages, { type: 'many' })
  if (problems.length > 0) return refuseBody(problems)
  const sources = [...new Set(to as string[])].map((id) => ({ type: 'user' as const, id }))
  if (!withinQuota(channel, peopleOf(call, sources))) return refuse(429, FAULT_TEXTS.quota)
  deliverMany({ call, by: 'multicast', sources })
  spendKey(call, to)
  return { status: 200, json: {}, accepted: true }
}

import { bodyHash } from '../../ledger/hash.ts'
import { FAULT_TEXTS } from '../../fault/fault.ts'
import { invalidProperty, refuse, refuseBody } from '../answer.ts'
import type { Handler } from '../call.ts'
import type { Json } from '../message/field.ts'
import { checkMessages } from '../message/messages.ts'
import { isUserId } from '../people/profile.ts'
import { accept } from './accept.ts'
import { reachOf, withinQuota } from './reach.ts'

/** 1–500 user ids. Well-formed unknown ids are taken and reach nobody. */
export const multicast: Handler = (call) => {
  const { platform, channel, requestId, retryKey, body } = call
  const to: unknown[] = Array.isArray(body.to) ? body.to : []
  if (to.length < 1 || to.length > 500)
    return refuseBody([{ message: 'Size must be between 1 and 500', property: 'to' }])
  const wrong = to.findIndex((id) => typeof id !== 'string' || !isUserId(id))
  if (wrong >= 0) return invalidProperty(`to[${wrong}]`)
  const problems = checkMessages(body.messages, { type: 'many' })
  if (problems.length > 0) return refuseBody(problems)
  const sources = [...new Set(to as string[])].map((id) => ({ type: 'user' as const, id }))
  const people = sources.reduce((sum, source) => sum + reachOf(platform, channel, source).people, 0)
  if (!withinQuota(channel, people)) return refuse(429, FAULT_TEXTS.quota)
  const messages = body.messages as Json[]
  for (const source of sources) accept({ call, by: 'multicast', source, messages, countQuota: true })
  if (retryKey !== undefined) {
    platform.retryKeys.accept(channel.id, retryKey, {
      requestId,
      bodyHash: bodyHash(messages),
      to: JSON.stringify(to),
      sentMessages: null,
    })
  }
  return { status: 200, json: {}, accepted: true }
}

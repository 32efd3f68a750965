import { FAULT_TEXTS } from '../../fault/fault.ts'
import { isObject } from '../message/field.ts'
import { notFound, ok, refuse, refuseBody } from '../answer.ts'
import type { Call, Handler } from '../call.ts'
import { checkMessages } from '../message/messages.ts'
import { deliverMany, friendsOf, peopleOf, spendKey } from './many.ts'
import { withinQuota } from './reach.ts'

/** How far one narrowcast is; kept by the id of the request that ordered it. */
export type Narrowcast = {
  channelId: string
  phase: 'waiting' | 'sending' | 'succeeded'
  targetCount: number
  acceptedAt: number
  completedAt?: number
}

/** ms of simulated time: LINE gathers the audience first, and answers 202 meanwhile. */
const GATHERING = 1_000
const SENDING = 500

/** Audiences and demographic filters are not looked at: everybody here fits. `limit.max` holds. */
function audienceOf(call: Call) {
  const { limit } = call.body
  const max = isObject(limit) && typeof limit.max === 'number' ? limit.max : Infinity
  return friendsOf(call).slice(0, max)
}

export const narrowcast: Handler = (call) => {
  const { platform, channel, requestId, body } = call
  const problems = checkMessages(body.messages, { type: 'many' })
  if (problems.length > 0) return refuseBody(problems)
  const sources = audienceOf(call)
  if (!withinQuota(channel, peopleOf(call, sources))) return refuse(429, FAULT_TEXTS.quota)
  const acceptedAt = platform.clock.now()
  const order: Narrowcast = { channelId: channel.id, phase: 'waiting', targetCount: sources.length, acceptedAt }
  platform.narrowcasts.set(requestId, order)
  platform.clock.at(acceptedAt + GATHERING, () => {
    order.phase = 'sending'
    deliverMany({ call, by: 'narrowcast', sources })
  })
  platform.clock.at(acceptedAt + GATHERING + SENDING, () => {
    order.phase = 'succeeded'
    order.completedAt = platform.clock.now()
  })
  spendKey(call, 'audience')
  return { status: 202, json: {}, accepted: true }
}

const iso = (at: number) => new Date(at).toISOString()

export const progress: Handler = ({ platform, channel, query }) => {
  const order = platform.narrowcasts.get(query.get('requestId') ?? '')
  if (order === undefined || order.channelId !== channel.id) return notFound()
  const { phase, targetCount, acceptedAt, completedAt } = order
  const whole =
    completedAt === undefined
      ? {}
      : { successCount: targetCount, failureCount: 0, targetCount, completedTime: iso(completedAt) }
  return ok({ phase, ...whole, acceptedTime: iso(acceptedAt) })
}

import { bodyHash } from '../../ledger/hash.ts'
import { sourceTypeOf } from '../../world/chats.ts'
import type { Source } from '../../world/chats.ts'
import { FAULT_TEXTS } from '../../fault/fault.ts'
import { invalidProperty, refuse, refuseBody } from '../answer.ts'
import type { Answer } from '../answer.ts'
import type { Call, Handler } from '../call.ts'
import type { Json } from '../message/field.ts'
import { checkMessages } from '../message/messages.ts'
import type { Recipient } from '../message/text.ts'
import { accept, foreignQuotes } from './accept.ts'
import { reachOf, withinQuota } from './reach.ts'

const isRecipientId = (to: unknown): to is string => typeof to === 'string' && /^[UCR][0-9a-f]{32}$/.test(to)

export function recipientOf({ platform }: Call, source: Source): Recipient {
  const members = platform.world.groups.get(source.id)?.members
  return members === undefined ? { type: source.type } : { type: source.type, members }
}

/** Checks every object for this recipient; null when LINE would take them. */
export function refuseMessages(call: Call, source: Source): Answer | null {
  const problems = checkMessages(call.body.messages, recipientOf(call, source))
  if (problems.length > 0) return refuseBody(problems)
  const foreign = foreignQuotes(call, source, call.body.messages as Json[])
  return foreign.length === 0
    ? null
    : refuseBody(foreign.map((property) => ({ property, message: 'The quote token is not of this chat (sim)' })))
}

function known({ platform, channel }: Call, source: Source): boolean {
  if (source.type === 'user') return platform.world.people.has(source.id)
  return platform.world.groups.get(source.id)?.channels.has(channel.id) === true
}

export const push: Handler = (call) => {
  const { platform, channel, requestId, retryKey, body } = call
  const { to } = body
  if (!isRecipientId(to)) return invalidProperty('to')
  const source: Source = { type: sourceTypeOf(to), id: to }
  const refused = refuseMessages(call, source)
  if (refused !== null) return refused
  if (!known(call, source)) return refuse(400, 'Failed to send messages')
  if (!withinQuota(channel, reachOf(platform, channel, source).people)) return refuse(429, FAULT_TEXTS.quota)
  const messages = body.messages as Json[]
  const sentMessages = accept({ call, by: 'push', source, messages, countQuota: true })
  if (retryKey !== undefined)
    platform.retryKeys.accept(channel.id, retryKey, { requestId, bodyHash: bodyHash(messages), to, sentMessages })
  return { status: 200, json: { sentMessages }, accepted: true }
}

// What is to be done with a message whose turn has come (pure): call LINE, wait, or end it without a call.
import { reachOf } from '@madoguchi/contracts/row/reach'
import type { FailReason } from '@madoguchi/contracts/event/message'
import type { Channel } from '../directory/channel.ts'
import { isHard, isLocked, type Agents } from './lock.ts'
import type { Claimed } from './outbound/claim.ts'
import { KEY_SAFE_MS, takenBack, unknown, type Result } from './result.ts'

/** Nothing is sent by itself later than this after it was asked for: an aged answer is a person's decision. */
export const EXPIRES_MS = 30 * 60_000

export type Step =
  | { do: 'end'; result: Result }
  | { do: 'wait'; ms: number }
  | { do: 'push'; to: string }
  /** The newest reply token may be tried first, if it is younger than so many ms. */
  | { do: 'reply'; to: string; windowMs: number }

export const isCall = (step: Step): boolean => step.do === 'push' || step.do === 'reply'

type Given = {
  claimed: Claimed
  channel: Pick<Channel, 'state' | 'replyWindow' | 'desk'> | undefined
  agents: Agents
  now: number
}

export function decide({ claimed, channel, agents, now }: Given): Step {
  const { facts, cancelAsked, interrupted, via, askedAgeMs, firstTryAgeMs, body, first } = claimed
  if (interrupted && via === 'reply') return end(unknown(claimed, 'reply', 'interrupted'))
  if (cancelAsked) return end(takenBack(claimed))
  if (askedAgeMs > EXPIRES_MS || firstTryAgeMs > KEY_SAFE_MS || body === null) return refuse(claimed, 'expired')
  if (channel?.state !== 'active') return refuse(claimed, 'channel_gone')
  if (facts.lineId === null) return refuse(claimed, 'unidentified')
  const reach = reachOf(facts, now)
  if (reach.can === 'no') return refuse(claimed, reach.why)
  if (isHard(channel) && isLocked(claimed, agents)) return refuse(claimed, 'locked')
  if (first && channel.replyWindow > 0) return { do: 'reply', to: facts.lineId, windowMs: channel.replyWindow * 1000 }
  return { do: 'push', to: facts.lineId }
}

const end = (result: Result): Step => ({ do: 'end', result })

/** A message in doubt never fails: LINE may have it. */
const refuse = (claimed: Claimed, reason: FailReason): Step => end(ended(claimed, reason))
const ended = (claimed: Claimed, reason: FailReason): Result =>
  claimed.inDoubt ? unknown(claimed, 'push', reason) : { state: 'failed', data: { message: claimed.id, reason } }

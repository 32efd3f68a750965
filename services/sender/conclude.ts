// What follows from LINE's answer (pure; the table of log.md §7). A message ends, is tried again under the same key, or goes on from
// a reply that certainly was not sent to a push.
import type { FailReason } from '@madoguchi/contracts/event/message'
import type { Outcome } from '../line/outcome/send.ts'
import { backoff } from '../runtime/backoff.ts'
import type { Claimed } from './outbound/claim.ts'
import { unknown, type Result } from './result.ts'

export type Conclusion =
  | { next: 'end'; result: Result }
  /** `doubt`: LINE may have it. `why`: for the log of this process. */
  | { next: 'again'; afterMs: number; doubt: boolean; why: string }
  | { next: 'push' }

type About = Pick<Claimed, 'id' | 'inDoubt' | 'retryUntil' | 'tries'>

const AGAIN = { first: 1_000, max: 60_000 }

export function afterReply(claimed: About, outcome: Outcome): Conclusion {
  switch (outcome.is) {
    case 'accepted':
      return end(sent(claimed, 'reply', outcome))
    case 'refused':
      return end(refused(claimed, outcome))
    case 'doubt':
      return end(unknown(claimed, 'reply', outcome.why))
    default:
      return { next: 'push' }
  }
}

export function afterPush(claimed: About, outcome: Outcome, random: () => number = Math.random): Conclusion {
  switch (outcome.is) {
    case 'accepted':
      return end(sent(claimed, 'push', outcome))
    case 'refused':
      return end(refused(claimed, outcome))
    case 'quota':
      return end(refused(claimed, { ...outcome, reason: 'quota', status: 429 }))
    case 'badReplyToken':
      return end(refused(claimed, { reason: 'refused', status: 400 })) // LINE has no such answer to a push
    case 'doubt':
      return again(claimed, true, outcome.why, random)
    case 'notSent':
      return again(claimed, false, outcome.why, random)
    default: // token, rateLimited, userLimited
      return again(claimed, false, outcome.is, random)
  }
}

const end = (result: Result): Conclusion => ({ next: 'end', result })

function again({ tries }: About, doubt: boolean, why: string, random: () => number): Conclusion {
  return { next: 'again', afterMs: backoff(Math.max(0, tries - 1), AGAIN, random), doubt, why }
}

function sent(
  { id }: About,
  via: 'push' | 'reply',
  { sentMessages, requestId }: Extract<Outcome, { is: 'accepted' }>,
): Result {
  const request = requestId === undefined ? {} : { requestId }
  return { state: 'sent', data: { message: id, via, sentMessages, ...request } }
}

type Refused = Omit<Extract<Outcome, { is: 'refused' }>, 'is'> & { reason: FailReason }

/** If an attempt before was in doubt, its acceptance is not undone by what LINE says now. */
function refused(claimed: About, { reason, status, lineMessage, details, requestId }: Refused): Result {
  if (claimed.inDoubt) return unknown(claimed, 'push', `${reason} after a doubt`)
  const data = {
    message: claimed.id,
    reason,
    status,
    ...(lineMessage === undefined ? {} : { lineMessage }),
    ...(details === undefined ? {} : { details }),
    ...(requestId === undefined ? {} : { requestId }),
  }
  return { state: 'failed', data }
}

// message:retry → message.retried, or why not (pure). Id and LINE's retry key stay, so LINE cannot take it twice; that protection
// ends 23 h after the first attempt, and a reply never had it.
import type { MessageRetried } from '@madoguchi/contracts/event/message'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import type { MessageRetry } from '@madoguchi/contracts/socket/up'
import { refuse, type Decision } from './decision.ts'
import { overriding, whyLocked } from './desk/lock.ts'
import { whyUnreachable, type By, type Loaded } from './decideSend.ts'

export const RETRY_MS = 23 * 60 * 60_000

export function decideRetry(wish: MessageRetry, { conversation, message }: Omit<Loaded, 'newestAt'>, by: By): Decision {
  const row = message?.row
  if (conversation === null || !row?.delivery || row.conversation !== wish.conversation) return refuse('not_found')
  const { delivery } = row
  if (delivery.ask === wish.id) return { done: { part: message!.part, off: message!.rev } }
  if (delivery.state !== 'failed' && delivery.state !== 'unknown') return refuse('wrong_state', { why: delivery.state })
  if (by.now > keySafeUntil(row)) return refuse('too_late')
  const locked = whyLocked(by.lock, wish.override)
  if (locked !== null) return locked
  const unreachable = whyUnreachable(conversation, by)
  if (unreachable !== null) return refuse('unreachable', { why: unreachable })
  const overrode = overriding(by.lock)
  const data: MessageRetried = { message: wish.message, ...overrode }
  const { id, conversation: key } = wish
  const append = { id, type: 'message.retried', v: 1, key, at: by.now, by: by.agent, cause: wish.message, data }
  return { append, ...overrode }
}

/** Counted from the first asking, which was before the first attempt; a retry does not begin it anew. */
function keySafeUntil({ delivery, at }: MessageRow): number {
  if (delivery?.retryUntil !== undefined) return delivery.retryUntil
  return delivery?.state === 'unknown' ? -Infinity : at + RETRY_MS
}

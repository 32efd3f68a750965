// How a message may end (pure). What cannot be known is never called a failure.
import type { MessageCancelled, MessageFailed, MessageSent, MessageUnknown } from '@madoguchi/contracts/event/message'

export type Result =
  | { state: 'sent'; data: MessageSent }
  | { state: 'failed'; data: MessageFailed }
  | { state: 'unknown'; data: MessageUnknown }
  | { state: 'cancelled'; data: MessageCancelled }

/** LINE forgets a retry key after 24 h; an hour is left for clocks and for the person who decides. */
export const KEY_SAFE_MS = 23 * 60 * 60_000

/** Cancelled if LINE certainly does not have it, else nobody knows. */
export function takenBack(of: { id: string; inDoubt: boolean; retryUntil: number | null }): Result {
  return of.inDoubt ? unknown(of, 'push', 'taken back in doubt') : { state: 'cancelled', data: { message: of.id } }
}

/** Only a push may be tried again under its key; a reply never had one. */
export function unknown(
  { id, retryUntil }: { id: string; retryUntil: number | null },
  via: 'push' | 'reply',
  why: string,
): Result {
  const until = via === 'push' && retryUntil !== null ? { retryUntil } : {}
  return { state: 'unknown', data: { message: id, via, why, ...until } }
}

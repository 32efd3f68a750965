// contact:refresh → contact.profileAsked, or nothing to do (pure). Opening asks LINE only for what is older than a day; the button
// asks always, but not more often than somebody would mean it.
import type { ContactProfileAsked } from '@madoguchi/contracts/event/contact'
import type { ContactRow } from '@madoguchi/contracts/row/contact'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { ContactRefresh } from '@madoguchi/contracts/socket/up'
import { refuse, type Decision } from './decision.ts'

export const FRESH_MS = 24 * 60 * 60_000
export const BUTTON_MS = 10_000
/** LINE's answer comes within this; colleagues who open meanwhile need not ask again. */
export const ANSWER_MS = 10 * 60_000

type Known = {
  conversation: ConversationRow | null
  contact: ContactRow | null
  /** When it was last asked here, ms; null = not lately. */
  askedAt: number | null
}

export function decideRefresh(wish: ContactRefresh, known: Known, by: { agent: string; now: number }): Decision {
  const { conversation, contact, askedAt } = known
  if (conversation === null) return refuse('not_found')
  if (conversation.kind === 'unidentified') return refuse('unreachable', { why: 'unidentified' })
  const since = by.now - (askedAt ?? -Infinity)
  if (wish.reason === 'button' && since < BUTTON_MS) return refuse('too_many', { limit: 60_000 / BUTTON_MS })
  const answeredAt = (conversation.kind === 'user' ? contact?.profile?.at : conversation.profiledAt) ?? -Infinity
  const fresh = by.now - answeredAt <= FRESH_MS || since < ANSWER_MS
  if (wish.reason === 'opened' && fresh) return { done: null }
  const data: ContactProfileAsked = { reason: wish.reason }
  const { id, conversation: key } = wish
  return { append: { id, type: 'contact.profileAsked', v: 1, key, at: by.now, by: by.agent, data } }
}

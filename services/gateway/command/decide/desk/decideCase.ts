// conversation:waive, :escalate and :return → facts, or why not (pure; CO-7, CO-12). Everybody may ask a supervisor, also about a
// colleague's conversation; under the hard rule only its assignee says that nothing waits.
import type {
  ConversationEscalated,
  ConversationReplyWaived,
  ConversationReturned,
} from '@madoguchi/contracts/event/conversation'
import type { ConversationEscalate, ConversationReturn, ConversationWaive } from '@madoguchi/contracts/socket/desk'
import { refuse, type Decision } from '../decision.ts'
import { answered, deskLock, fact, type Known } from './known.ts'
import { whyLocked } from './lock.ts'
import type { Doer } from './staff.ts'

export function decideWaive(wish: ConversationWaive, known: Known, by: Doer): Decision {
  const before = answered(wish, known, by.agent)
  if (before !== null) return before
  if (known.conversation === null) return refuse('not_found')
  const { desk } = known.conversation
  if (desk.needsReplySince === null) return { done: null }
  const locked = whyLocked(deskLock(desk, by), true)
  if (locked !== null) return locked
  const data: ConversationReplyWaived = {}
  return { append: fact(wish, known, by, { type: 'conversation.replyWaived', data }) }
}

export function decideEscalate(wish: ConversationEscalate, known: Known, by: Doer): Decision {
  const before = answered(wish, known, by.agent)
  if (before !== null) return before
  if (known.conversation === null) return refuse('not_found')
  if (wish.text.trim() === '') return refuse('invalid', { field: 'text', why: 'empty' })
  if (known.conversation.desk.escalated !== null) return refuse('wrong_state', { why: 'escalated' })
  const data: ConversationEscalated = { text: wish.text }
  return { append: fact(wish, known, by, { type: 'conversation.escalated', data }) }
}

export function decideReturn(wish: ConversationReturn, known: Known, by: Doer): Decision {
  const before = answered(wish, known, by.agent)
  if (before !== null) return before
  if (known.conversation === null) return refuse('not_found')
  if (wish.text.trim() === '') return refuse('invalid', { field: 'text', why: 'empty' })
  const { escalated } = known.conversation.desk
  if (escalated === null) return refuse('wrong_state', { why: 'returned' })
  const told = escalated.by === by.agent ? [] : [escalated.by]
  const data: ConversationReturned = { text: wish.text, told }
  return { append: fact(wish, known, by, { type: 'conversation.returned', data }) }
}

// message:settle and message:delete → facts, or why not (pure): what a person says of an unknown outcome, and taking away for all what
// did not go. Both name the asking they speak of: a "try again" on the log before them is not touched.
import type { MessageDeleted, MessageSettled } from '@madoguchi/contracts/event/message'
import type { MessageDelete, MessageSettle } from '@madoguchi/contracts/socket/up'
import { refuse, type Decision } from './decision.ts'
import type { By, Loaded } from './decideSend.ts'

type Known = Pick<Loaded, 'message'>
const DELETABLE: readonly string[] = ['failed', 'cancelled', 'missed', 'held']

export function decideSettle(wish: MessageSettle, { message }: Known, by: Pick<By, 'agent' | 'now'>): Decision {
  const row = message?.row
  if (!row?.delivery || row.conversation !== wish.conversation) return refuse('not_found')
  const { state, ask, settled } = row.delivery
  if (settled?.as === wish.as) return { done: { part: message!.part, off: message!.rev } }
  if (state !== 'unknown') return refuse('wrong_state', { why: state })
  const data: MessageSettled = { message: wish.message, as: wish.as }
  const { id, conversation: key } = wish
  return { append: { id, type: 'message.settled', v: 1, key, at: by.now, by: by.agent, cause: ask, data } }
}

export function decideDelete(wish: MessageDelete, { message }: Known, by: Pick<By, 'agent' | 'now'>): Decision {
  const row = message?.row
  if (!row || row.conversation !== wish.conversation) return refuse('not_found')
  if (row.body.kind === 'deleted') return { done: { part: message!.part, off: message!.rev } }
  if (!row.delivery) return refuse('not_found')
  const { state, ask } = row.delivery
  if (!DELETABLE.includes(state)) return refuse('wrong_state', { why: state })
  const data: MessageDeleted = { message: wish.message }
  const { id, conversation: key } = wish
  return { append: { id, type: 'message.deleted', v: 1, key, at: by.now, by: by.agent, cause: ask, data } }
}

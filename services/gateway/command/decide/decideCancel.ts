// message:cancel → message.cancelAsked, or why not (pure). The sender alone knows whether LINE may have it and answers.
import type { MessageCancelAsked } from '@madoguchi/contracts/event/message'
import type { MessageCancel } from '@madoguchi/contracts/socket/up'
import { refuse, type Decision } from './decision.ts'
import type { Loaded } from './decideSend.ts'

const CANCELLABLE: readonly string[] = ['queued', 'delayed', 'scheduled', 'held']

export function decideCancel(
  wish: MessageCancel,
  { message }: Pick<Loaded, 'message'>,
  by: { agent: string; now: number },
): Decision {
  const row = message?.row
  if (!row?.delivery || row.conversation !== wish.conversation) return refuse('not_found')
  const { state, cancelAsked, ask } = row.delivery
  if (!CANCELLABLE.includes(state)) return refuse('wrong_state', { why: state })
  if (cancelAsked) return { done: { part: message!.part, off: message!.rev } }
  const data: MessageCancelAsked = { message: wish.message }
  const { id, conversation: key } = wish
  return { append: { id, type: 'message.cancelAsked', v: 1, key, at: by.now, by: by.agent, cause: ask, data } }
}

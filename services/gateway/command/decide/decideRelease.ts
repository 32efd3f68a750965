// message:release → message.released, or why not (pure): "send now" of one that waits for its time or for a person.
import type { MessageReleased } from '@madoguchi/contracts/event/message'
import type { MessageRelease } from '@madoguchi/contracts/socket/up'
import { refuse, type Decision } from './decision.ts'
import { overriding, whyLocked } from './desk/lock.ts'
import { WAITING } from './decideSchedule.ts'
import { whyUnreachable, type By, type Loaded } from './decideSend.ts'

export function decideRelease(
  wish: MessageRelease,
  { conversation, message }: Pick<Loaded, 'conversation' | 'message'>,
  by: By,
): Decision {
  const row = message?.row
  if (conversation === null || !row?.delivery || row.conversation !== wish.conversation) return refuse('not_found')
  const { state, cancelAsked, ask } = row.delivery
  if (!WAITING.includes(state)) return refuse('wrong_state', { why: state })
  if (cancelAsked === true) return refuse('wrong_state', { why: 'cancelled' })
  const locked = whyLocked(by.lock, wish.override)
  if (locked !== null) return locked
  const unreachable = whyUnreachable(conversation, by)
  if (unreachable !== null) return refuse('unreachable', { why: unreachable })
  const overrode = overriding(by.lock)
  const data: MessageReleased = { message: wish.message, ...overrode }
  const { id, conversation: key } = wish
  const append = { id, type: 'message.released', v: 1, key, at: by.now, by: by.agent, cause: ask, data }
  return { append, ...overrode }
}

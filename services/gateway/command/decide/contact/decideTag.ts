// contact:tag → contact.tagged (pure). An operation: what is there already, or is gone, is said all the same, since the row may not show
// yet what a colleague has just done (CO-21).
import type { ContactTagged } from '@madoguchi/contracts/event/contact'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import { TAG_MAX, tagKey } from '@madoguchi/contracts/row/tag'
import type { ContactTag } from '@madoguchi/contracts/socket/up'
import { refuse, type Decision } from '../decision.ts'

export function decideTag(
  wish: ContactTag,
  conversation: Pick<ConversationRow, 'kind'> | null,
  by: { agent: string; now: number },
): Decision {
  if (conversation === null) return refuse('not_found')
  if (conversation.kind === 'unidentified') return refuse('wrong_state', { why: conversation.kind })
  const { id, conversation: key, add, remove } = wish
  if (add.some((name) => tagKey(name) === '')) return refuse('invalid', { field: 'add', why: 'empty' })
  if (add.some((name) => name.trim().length > TAG_MAX))
    return refuse('invalid', { field: 'add', limit: TAG_MAX, why: 'too_long' })
  if (add.length + remove.length === 0) return { done: null }
  const data: ContactTagged = { add: add.map((name) => name.trim()), remove }
  return { append: { id, type: 'contact.tagged', v: 1, key, at: by.now, by: by.agent, data } }
}

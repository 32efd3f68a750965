// PURE: where a reading position has to stand for a conversation to be read, or to have something unread (CO-17).
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { MessageRow } from '@madoguchi/contracts/row/message'

/** null: nothing of it ever counts. */
export const readPlace = ({ countable }: Pick<ConversationRow, 'countable'>): number | null => countable[0] ?? null

/** The newest item that counts is unread. null: nothing does, or all is from before access was given (`since`). */
export function unreadPlace(
  { countable }: Pick<ConversationRow, 'countable'>,
  since: number | undefined,
): number | null {
  const newest = countable[0]
  return newest === undefined || newest < (since ?? 0) ? null : newest - 1
}

/** "Mark unread from here": this item and all that came after it. null: it does not count. */
export const unreadFrom = ({ countable, place }: Pick<MessageRow, 'countable' | 'place'>): number | null =>
  countable ? place - 1 : null

// How many countable messages lie after a reading position (CO-17). At most 50 places are known: 50 is shown as "49+".
import type { ConversationRow } from './conversation.ts'

export const UNREAD_KNOWN = 50

/** `readTo`: place read to, undefined = never opened; `since`: first offset of its partition that counts for this agent. */
export function unreadOf(
  row: Pick<ConversationRow, 'countable'>,
  readTo: number | undefined,
  since: number | undefined,
): number {
  return row.countable.filter((place) => place > (readTo ?? -1) && place >= (since ?? 0)).length
}

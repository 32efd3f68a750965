// PURE: the reading position at which exactly the newest message counts as unread.
import { unreadOf } from '@madoguchi/contracts/row/unread'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'

/** Null: something counts as unread already, or nothing ever could. */
export function unreadPlace(
  row: Pick<ConversationRow, 'countable' | 'channel'>,
  readTo: number | undefined,
  since: number | undefined,
): number | null {
  const newest = row.countable[0]
  if (newest === undefined || unreadOf(row, readTo, since) > 0) return null
  return unreadOf(row, newest - 1, since) > 0 ? newest - 1 : null
}

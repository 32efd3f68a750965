// Why nothing can be written here at all, if so: a title and a sentence under `composer.closed` (CM-27).
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { Reach } from '@madoguchi/contracts/row/reach'

export type Closed = { title: string; text: string; at: number | null }
type Known = { conversation: ConversationRow; reach: Reach; mayWrite: boolean; archived: boolean }

export function closedOf({ conversation, reach, mayWrite, archived }: Known): Closed | null {
  if (!mayWrite) return { title: 'titleViewer', text: 'viewer', at: null }
  if (archived) return { title: 'titleArchived', text: 'archived', at: null }
  if (reach.can !== 'no') return null
  const title = conversation.kind === 'user' ? 'title' : 'titleGroup'
  const at = reach.why === 'blocked' ? conversation.lastUnfollowAt : null
  return { title, text: at === null ? reach.why : 'blockedSince', at }
}

// The open conversation's row: the thread's own, and until that has loaded the list's, so that name and reachability stand at once.
import { computed, type ComputedRef } from 'vue'
import { useConversations, type ConversationItem } from '../../stores/conversations.ts'
import { useThread } from '../../stores/thread.ts'

export function useOpenConversation(): ComputedRef<ConversationItem | null> {
  const thread = useThread()
  const conversations = useConversations()
  return computed(() => thread.conversation ?? (thread.id === null ? null : (conversations.byId(thread.id) ?? null)))
}

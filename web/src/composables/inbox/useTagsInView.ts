// Tags of the conversations in view, to be suggested where one is typed: one spelling for one thing.
import { computed, type ComputedRef } from 'vue'
import { tagged } from '@madoguchi/contracts/row/tag'
import { useConversations } from '../../stores/conversations.ts'

/** In the order of their keys, without those that are there already. */
export function useTagsInView(but: () => readonly string[]): ComputedRef<string[]> {
  const conversations = useConversations()
  return computed(() => {
    const all = tagged([], { add: conversations.rows.flatMap(({ tags }) => tags ?? []), remove: [] })
    return tagged(all, { add: [], remove: but() })
  })
}

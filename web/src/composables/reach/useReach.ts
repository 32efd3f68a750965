// Whether the open conversation can be pushed to at this moment; counts down by itself.
import { computed, type ComputedRef } from 'vue'
import { reachOf, type Reach } from '@madoguchi/contracts/row/reach'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import { useSecondUntil } from '../time/useNow.ts'
import { reachWords, type ReachWords } from './reachWords.ts'

export type Reachable = { reach: Reach; words: ReachWords }

export function useReach(conversation: () => ConversationRow | null): ComputedRef<Reachable | null> {
  const until = computed(() => {
    const row = conversation()
    const reach = row && reachOf(row, Date.now())
    return reach?.can === 'until' ? reach.until : null
  })
  const now = useSecondUntil(() => until.value)
  return computed(() => {
    const row = conversation()
    if (row === null) return null
    const reach = reachOf(row, now.value)
    return { reach, words: reachWords(reach, now.value) }
  })
}

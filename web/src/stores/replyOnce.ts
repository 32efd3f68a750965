// "Reply once" (CO-5): conversations of other agents in which the next message of this one may go all the same. Of this page alone:
// whoever comes back later is asked again.
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export const useReplyOnce = defineStore('replyOnce', () => {
  const granted = shallowRef<ReadonlySet<string>>(new Set())

  const set = (conversation: string, on: boolean) => {
    const next = new Set(granted.value)
    if (on) next.add(conversation)
    else next.delete(conversation)
    granted.value = next
  }

  return {
    has: (conversation: string): boolean => granted.value.has(conversation),
    grant: (conversation: string) => set(conversation, true),
    withdraw: (conversation: string) => set(conversation, false),
    /** What of it a message carries; it is used up by that. */
    spend(conversation: string): { override?: true } {
      if (!granted.value.has(conversation)) return {}
      set(conversation, false)
      return { override: true }
    },
  }
})

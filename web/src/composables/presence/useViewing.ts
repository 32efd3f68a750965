// Others see where this agent is from the moment a conversation is opened, not only when the code that draws it has come (CO-1).
import { onBeforeUnmount, watch } from 'vue'
import { usePresence } from '../../stores/presence.ts'
import { useThread } from '../../stores/thread.ts'

/** For the page that opens conversations; with it one is gone from all of them. */
export function useViewing(): void {
  const [presence, thread] = [usePresence(), useThread()]
  watch(
    () => thread.id,
    (id) => presence.open(id),
    { immediate: true },
  )
  onBeforeUnmount(() => presence.open(null))
}

// Where in the open conversation the address leads (DL-1): to where the reader of this entry of the history stood, else to `?m=`, else, for who
// was at an item before, back to the end.
import { computed, watch, type ComputedRef } from 'vue'
import { useRoute } from 'vue-router'
import { stoodAt } from '../composables/timeline/stood.ts'
import { useThread } from '../stores/thread.ts'

/** As long as a row's id may be. */
const ID_MAX = 600

/** `open`: the conversation that is drawn by the address; null = none yet. */
export function useChatItem(open: ComputedRef<string | null>): void {
  const route = useRoute()
  const thread = useThread()
  const item = computed(() => {
    const { m } = route.query
    return typeof m === 'string' && m !== '' && m.length <= ID_MAX ? m : null
  })

  watch(
    [open, item],
    ([of, to], [before, was]) => {
      if (of === null || thread.id !== of) return
      const stood = stoodAt(of)
      if (stood !== null) thread.goTo(stood)
      else if (to !== null) thread.goTo({ item: to, at: null, top: null, mark: true })
      else if (of === before && typeof was === 'string') thread.toEnd()
    },
    { immediate: true },
  )
}

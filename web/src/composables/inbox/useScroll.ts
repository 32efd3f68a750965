// The list's scrolling: whether rows must keep their places (LP-8), and when the next batch is asked for (LP-7).
import { useEventListener } from '@vueuse/core'
import { ref, watch, type Ref } from 'vue'
import { useConversations } from '../../stores/conversations.ts'
import { usePersonal } from '../../stores/personal.ts'

export const ROW_PX = 56
/** The next batch is asked for this many screens before the end. */
const AHEAD = 1.5

export function useScroll(scroller: Ref<HTMLElement | null>) {
  const conversations = useConversations()
  const personal = usePersonal()
  const pointed = ref(false)
  const scrolled = ref(false)
  watch([pointed, scrolled], ([inside, down]) => (conversations.held = inside || down))

  function look() {
    const element = scroller.value
    if (element === null) return
    scrolled.value = element.scrollTop > ROW_PX / 2
    const rest = element.scrollHeight - element.scrollTop - element.clientHeight
    const wanted = personal.preferences.autoLoad && conversations.more && conversations.moreError === null
    if (wanted && !conversations.loadingMore && rest < element.clientHeight * AHEAD) void conversations.loadMore()
  }
  useEventListener(scroller, 'scroll', look, { passive: true })
  watch([() => conversations.rows.length, scroller], look, { flush: 'post' })
  /** Another list begins at its top. */
  watch(
    () => conversations.state,
    () => (scrolled.value = false),
  )

  return {
    /** A finger does not rest on a list as a pointer does: for touch only scrolling holds it. */
    enter: (event: PointerEvent) => event.pointerType === 'mouse' && (pointed.value = true),
    leave: () => (pointed.value = false),
    /** In order again, from the top. */
    apply() {
      conversations.release()
      if (scroller.value !== null) scroller.value.scrollTop = 0
    },
  }
}

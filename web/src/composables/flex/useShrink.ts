// LINE's "shrink-to-fit": a line that is too long for its room gets smaller letters instead of an ellipsis, down to a half.
import { useResizeObserver } from '@vueuse/core'
import { computed, onMounted, watch, type Ref } from 'vue'

const LEAST = 0.5

/** `what`: anything whose change asks for a new measure; null where nothing may shrink. */
export function useShrink(line: Ref<HTMLElement | null>, what: () => unknown): void {
  function fit() {
    const element = line.value
    if (element === null) return
    element.style.removeProperty('--flex-shrink')
    if (what() === null || element.clientWidth === 0) return
    const share = element.clientWidth / element.scrollWidth
    if (share < 1) element.style.setProperty('--flex-shrink', String(Math.max(LEAST, Math.floor(share * 1000) / 1000)))
  }
  onMounted(fit)
  watch(what, fit, { flush: 'post' })
  // Watching costs: only what may shrink is watched.
  useResizeObserver(
    computed(() => (what() === null ? null : line.value)),
    fit,
  )
}

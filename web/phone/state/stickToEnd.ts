import { nextTick, onBeforeUnmount, onMounted, watch } from 'vue'
import type { Ref, WatchSource } from 'vue'

/** px from the end within which somebody counts as reading the newest */
const NEAR = 80

/** Keeps a list at its end while that is where it is; somebody who has scrolled up is left in peace. */
export function useStickToEnd(list: Ref<HTMLElement | null>, sources: WatchSource[]): void {
  let stuck = true
  const toEnd = () => {
    if (stuck && list.value !== null) list.value.scrollTop = list.value.scrollHeight
  }
  const note = () => {
    const { scrollHeight, scrollTop, clientHeight } = list.value!
    stuck = scrollHeight - scrollTop - clientHeight < NEAR
  }
  // Pictures that load and panels that open move the end as well.
  const sizes = new ResizeObserver(toEnd)
  onMounted(() => {
    list.value!.addEventListener('scroll', note, { passive: true })
    sizes.observe(list.value!)
    for (const child of list.value!.children) sizes.observe(child)
  })
  onBeforeUnmount(() => sizes.disconnect())
  watch(sources, () => void nextTick(toEnd))
}

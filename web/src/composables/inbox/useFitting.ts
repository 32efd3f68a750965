// How many of a row's first elements stand on its first line: what has wrapped is cut off by its height, and must not be reached by Tab.
import { useResizeObserver } from '@vueuse/core'
import { nextTick, ref, watch, type Ref } from 'vue'

export function useFitting(row: Ref<HTMLElement | null>, said: () => unknown): Ref<number> {
  const fitting = ref(Infinity)

  function look() {
    const children = [...(row.value?.children ?? [])] as HTMLElement[]
    const top = children[0]?.offsetTop
    fitting.value = children.filter(({ offsetTop }) => offsetTop === top).length
  }
  useResizeObserver(row, look)
  watch(said, () => void nextTick(look))
  return fitting
}

// How many of a row's first elements stand on its first line: what has wrapped is cut off by its height, and must not be reached by Tab.
import { useResizeObserver } from '@vueuse/core'
import { nextTick, ref, watch, type Ref } from 'vue'

type Fitting = {
  /** Now. */
  fitting: Ref<number>
  /** Were what stands beside the row as small as it can be: what is decided by this cannot undo itself. */
  atBest: Ref<number>
}

/** `room`: for the row at best, px. */
export function useFitting(row: Ref<HTMLElement | null>, room: () => number, said: () => unknown): Fitting {
  const fitting = ref(Infinity)
  const atBest = ref(Infinity)

  function look() {
    const children = [...(row.value?.children ?? [])] as HTMLElement[]
    const top = children[0]?.offsetTop
    fitting.value = children.filter(({ offsetTop }) => offsetTop === top).length
    const gap = children[1] === undefined ? 0 : Number.parseFloat(getComputedStyle(row.value!).columnGap) || 0
    let width = -gap
    atBest.value = children.filter(({ offsetWidth }) => (width += offsetWidth + gap) <= room()).length
  }
  useResizeObserver(row, look)
  watch(said, () => void nextTick(look))
  return { fitting, atBest }
}

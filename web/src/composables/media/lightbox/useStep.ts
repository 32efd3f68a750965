// Which of the pictures stands in the lightbox. The list is live: what is unsent meanwhile is gone from it, and the next one takes its
// place at once (TL-36).
import { computed, ref, watch } from 'vue'
import type { Shown } from '../useMediaOf.ts'

export function useStep(list: () => readonly Shown[], start: string, close: () => void) {
  const id = ref(start)
  const index = computed(() => list().findIndex((one) => one.id === id.value))
  let last = -1
  watch(
    index,
    (now) => {
      if (now >= 0) {
        last = now
        return
      }
      const next = last < 0 ? undefined : list()[Math.min(last, list().length - 1)]
      if (next === undefined) close()
      else id.value = next.id
    },
    { immediate: true },
  )

  function move(by: number) {
    const next = list()[index.value + by]
    if (index.value >= 0 && next !== undefined) id.value = next.id
  }
  return { index, shown: computed(() => list()[index.value]), move }
}

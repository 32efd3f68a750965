// How much of the bar is folded away, by what fits beside the name: words are longer in Thai than in Japanese, so no width of the window
// decides it. Measured before anything is painted, from nothing folded on; the name gives way before the bar does, but not all of it.
import { useResizeObserver } from '@vueuse/core'
import { computed, watch, type Ref } from 'vue'

/** 0 = all words; 1 = marks instead of the name and of "Resolve"; 2 = and instead of the time waited; 3 = one menu. */
const FOLD_MOST = 3

/** `words`: whatever is written in it, as one string. The bar gets `data-fold`. */
export function useFold(bar: Readonly<Ref<HTMLElement | null>>, words: () => string): void {
  const row = computed(() => bar.value?.parentElement ?? null)

  function fit() {
    if (bar.value === null || row.value === null || row.value.clientWidth === 0) return
    for (let fold = 0; fold <= FOLD_MOST; fold++) {
      bar.value.dataset['fold'] = String(fold)
      if (row.value.scrollWidth <= row.value.clientWidth) return
    }
  }
  watch([bar, words], fit, { flush: 'post' })
  useResizeObserver(row, fit)
}

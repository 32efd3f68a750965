// What happens to the thread's place when it grows: at the bottom it follows; loaded history above moves nothing (TL-6).
import { ref, shallowRef, watch, type Ref } from 'vue'
import { grewAtStart, type Entry } from './entries.ts'
import type { Keeper } from './keep.ts'
import { placeIn, type Place } from './place.ts'

type Deps = {
  entries: Ref<Entry[]>
  scroller: Ref<HTMLElement | null>
  following: Ref<boolean>
  settled: Ref<boolean>
  keeper: Keeper
}

/** True while the latest change stands before all that was: the list then measures from its end. */
export function useGrowth({ entries, scroller, following, settled, keeper }: Deps): Ref<boolean> {
  const grew = ref(false)
  const place = shallowRef<Place | null>(null)

  // Before anything is drawn: the place is read from the screen as it still is.
  watch(
    entries,
    (now, before) => {
      grew.value = grewAtStart(before, now)
      if (grew.value && !following.value && scroller.value !== null) place.value = placeIn(scroller.value)
    },
    { flush: 'sync' },
  )
  watch(
    entries,
    async () => {
      if (!settled.value) return
      if (following.value) void keeper.keep('bottom')
      else if (grew.value && place.value !== null) await keeper.keep(place.value)
      grew.value = false
    },
    { flush: 'post' },
  )
  return grew
}

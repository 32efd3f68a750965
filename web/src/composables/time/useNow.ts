// One clock for all components: they tick together, and not at all while nobody looks.
import { createSharedComposable, useIntervalFn } from '@vueuse/core'
import { readonly, ref, type Ref } from 'vue'

function ticking(everyMs: number): Readonly<Ref<number>> {
  const now = ref(Date.now())
  useIntervalFn(() => (now.value = Date.now()), everyMs)
  return readonly(now)
}

/** For countdowns and waiting times. */
export const useSecond = createSharedComposable(() => ticking(1000))
/** For "today": half a minute late at most. */
export const useHalfMinute = createSharedComposable(() => ticking(30_000))

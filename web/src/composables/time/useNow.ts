// One clock for all components: they tick together, and not at all while nobody looks.
import { createSharedComposable, useIntervalFn } from '@vueuse/core'
import { computed, readonly, ref, watch, type ComputedRef, type Ref } from 'vue'

function ticking(everyMs: number): Readonly<Ref<number>> {
  const now = ref(Date.now())
  useIntervalFn(() => (now.value = Date.now()), everyMs)
  return readonly(now)
}

/** For countdowns and waiting times. */
export const useSecond = createSharedComposable(() => ticking(1000))
/** For "today": half a minute late at most. */
export const useHalfMinute = createSharedComposable(() => ticking(30_000))

/** The second's clock with a tick at `moment` itself: what ends there ends on time, not up to a second later. */
export function useSecondUntil(moment: () => number | null): ComputedRef<number> {
  const second = useSecond()
  const reached = ref(0)
  watch(
    moment,
    (at, _, onCleanup) => {
      if (at === null) return
      const timer = setTimeout(() => (reached.value = Math.max(at, Date.now())), at - Date.now())
      onCleanup(() => clearTimeout(timer))
    },
    { immediate: true },
  )
  return computed(() => Math.max(second.value, reached.value))
}

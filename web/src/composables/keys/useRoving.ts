// One row of a list takes part in the page's Tab order; arrows move among rows while the list has the focus, its commands from anywhere.
// The row with the focus stays drawn however far the list is scrolled: a focus that vanishes is a focus lost.
import { useEventListener } from '@vueuse/core'
import { computed, nextTick, ref, type ComputedRef, type Ref } from 'vue'
import { useCommand } from './command/useCommand.ts'
import { isPlain } from './plain.ts'

type Deps = {
  ids: ComputedRef<readonly string[]>
  /** Where to begin when nothing has been focused yet. */
  current: () => string | null
  list: Ref<HTMLElement | null>
  scrollTo: (index: number) => void
  find: (id: string) => HTMLElement | null
}

const STEPS: Record<string, (at: number, end: number) => number> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (_, end) => end,
}

export function useRoving({ ids, current, list, scrollTo, find }: Deps) {
  const focused = ref<string | null>(null)
  const activeId = computed(() => {
    const known = (id: string | null) => id !== null && ids.value.includes(id)
    if (known(focused.value)) return focused.value
    const open = current()
    return known(open) ? open : (ids.value[0] ?? null)
  })
  const activeIndex = computed(() => (activeId.value === null ? -1 : ids.value.indexOf(activeId.value)))

  async function go(to: number) {
    const index = Math.max(0, Math.min(ids.value.length - 1, to))
    const id = ids.value[index]
    if (id === undefined) return
    focused.value = id
    scrollTo(index)
    await nextTick()
    await nextTick()
    find(id)?.focus({ preventScroll: true })
  }

  useEventListener(list, 'keydown', (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (step === undefined || !isPlain(event, document.activeElement)) return
    event.preventDefault()
    void go(step(activeIndex.value, ids.value.length - 1))
  })
  const shown = () => list.value?.checkVisibility({ visibilityProperty: true }) === true && ids.value.length > 0
  /** From the row with the focus, else from the open one. */
  function step(by: number) {
    const inside = list.value?.contains(document.activeElement) === true
    void go((inside ? activeIndex.value : ids.value.indexOf(current() ?? '')) + by)
  }
  useCommand('list.next', { run: () => step(1), enabled: shown })
  useCommand('list.previous', { run: () => step(-1), enabled: shown })

  return { activeId, activeIndex, focus: (id: string) => (focused.value = id) }
}

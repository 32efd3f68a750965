// Rows chosen for one act (LP-12): by their box, with Shift or Mod, by the command `list.select`, or Shift with an arrow; Esc lets go.
// `choosing` shows the boxes where no pointer hovers.
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { useCommand } from '../../keys/command/useCommand.ts'
import { isFree } from '../../keys/plain.ts'
import { extended, NONE, pruned, toggled } from './selection.ts'

type Deps = {
  ids: ComputedRef<readonly string[]>
  list: Ref<HTMLElement | null>
  /** Where the focus stands, or would. */
  active: () => string | null
  /** Moves the focus. */
  go: (id: string) => void
}
export type RowPress = Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey' | 'preventDefault'>

export function useSelection({ ids, list, active, go }: Deps) {
  const selection = shallowRef(NONE)
  const choosing = ref(false)

  const toggle = (id: string) => (selection.value = toggled(selection.value, id))
  function clear() {
    selection.value = NONE
    choosing.value = false
  }
  watch(ids, (drawn) => selection.value !== NONE && (selection.value = pruned(selection.value, drawn)))
  useCommand('list.select', {
    run: () => active() !== null && toggle(active()!),
    enabled: () => active() !== null && list.value?.checkVisibility({ visibilityProperty: true }) === true,
  })

  /** A press on a row that selects instead of opening. */
  function press(id: string, event: RowPress) {
    if (!event.shiftKey && !event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    if (event.shiftKey) selection.value = extended(selection.value, id, ids.value, active())
    else toggle(id)
  }

  function reach(event: KeyboardEvent, by: 1 | -1) {
    const from = active()
    const to = from === null ? undefined : ids.value[ids.value.indexOf(from) + by]
    if (to === undefined) return
    event.preventDefault()
    selection.value = extended(selection.value, to, ids.value, from)
    go(to)
  }

  /** Of the list. */
  function keydown(event: KeyboardEvent) {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event
    if (event.defaultPrevented || event.isComposing || ctrlKey || metaKey || altKey) return
    if (shiftKey && (key === 'ArrowDown' || key === 'ArrowUp') && isFree(document.activeElement, false))
      reach(event, key === 'ArrowDown' ? 1 : -1)
    else if (key === 'Escape' && (selection.value !== NONE || choosing.value)) {
      event.preventDefault()
      event.stopPropagation()
      clear()
    }
  }

  return {
    chosen: computed(() => [...selection.value.ids]),
    has: (id: string): boolean => selection.value.ids.has(id),
    any: computed(() => selection.value.ids.size > 0 || choosing.value),
    choose: () => (choosing.value = true),
    toggle,
    clear,
    press,
    keydown,
  }
}

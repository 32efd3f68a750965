// Arrows among what was found, from the field and back into it; Esc leads to the field, and from there out of the search.
import type { Ref } from 'vue'

type Deps = {
  panel: Readonly<Ref<HTMLElement | null>>
  field: Readonly<Ref<HTMLInputElement | null>>
  close(): void
  /** A key that belongs to an IME. */
  keeps(event: KeyboardEvent): boolean
}

export function useHitKeys({ panel, field, close, keeps }: Deps) {
  const hits = () => [...(panel.value?.querySelectorAll<HTMLElement>('[data-search-hit]') ?? [])]

  function escape() {
    if (document.activeElement === field.value) close()
    else field.value?.focus()
  }

  function move(event: KeyboardEvent, inField: boolean): boolean {
    const all = hits()
    const at = all.indexOf(document.activeElement as HTMLElement)
    if (!inField && at < 0) return false
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, ...(!inField && { Home: 0, End: all.length - 1 }) }[event.key]
    if (to === undefined || (inField && to < 0)) return false
    if (to < 0) field.value?.focus()
    else all[Math.min(to, all.length - 1)]?.focus()
    return true
  }

  function keydown(event: KeyboardEvent) {
    if (keeps(event) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const inField = document.activeElement === field.value
    if (event.key === 'Escape') escape()
    else if (event.key === 'Enter' && inField) hits()[0]?.click()
    else if (!move(event, inField)) return
    event.preventDefault()
    event.stopPropagation()
  }
  return { keydown }
}

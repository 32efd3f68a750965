// Esc goes back to the end of the thread, where nothing nearer wants it: no field, no menu, no dialog, no panel over the thread.
import { useEventListener } from '@vueuse/core'
import { createImeGuard } from '../keys/ime.ts'
import { isFree } from '../keys/plain.ts'

export function useEscape(run: () => void, enabled: () => boolean): void {
  const ime = createImeGuard()
  useEventListener(window, 'keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || ime.keeps(event) || !enabled()) return
    const { activeElement } = document
    const elsewhere =
      activeElement?.closest('.chat-list, .chat-person') ??
      document.querySelector('dialog[open], [popover]:popover-open')
    if (elsewhere !== null || !isFree(activeElement, false)) return
    run()
  })
}

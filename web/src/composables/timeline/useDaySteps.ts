// "[" and "]": to the beginning of the day before and after. Above the first day that is loaded, older messages are loaded.
import type { VirtualizerHandle } from 'virtua/vue'
import type { Ref } from 'vue'
import { useThread } from '../../stores/thread.ts'
import { useCommand } from '../keys/command/useCommand.ts'
import { dayStep } from './dayStep.ts'
import type { Entry } from './entries.ts'

type Deps = {
  entries: Ref<Entry[]>
  scroller: Ref<HTMLElement | null>
  list: Ref<VirtualizerHandle | null>
  /** Height of what stands above the list in its scroller. */
  before: Ref<number>
  following: Ref<boolean>
  toBottom: () => void
}

/** A mark this near to the top stands at the top. */
const AT_TOP_PX = 2

export function useDaySteps({ entries, scroller, list, before, following, toBottom }: Deps): void {
  const thread = useThread()

  function go(to: 'older' | 'newer') {
    const [element, handle] = [scroller.value, list.value]
    if (element === null || handle === null) return
    const at = handle.findItemIndex(element.scrollTop + AT_TOP_PX)
    const within = element.scrollTop > before.value + handle.getItemOffset(at) + AT_TOP_PX
    // Within an entry, as the mark itself half scrolled away, its own beginning is older already.
    const index = dayStep(entries.value, to === 'older' && within ? at + 1 : at, to)
    if (index === -1 && to === 'newer') return toBottom()
    following.value = false
    if (index === -1) void thread.loadOlder()
    else handle.scrollToIndex(index, { align: 'start' })
  }

  const enabled = () => entries.value.length > 0
  useCommand('day.older', { run: () => go('older'), enabled })
  useCommand('day.newer', { run: () => go('newer'), enabled })
}

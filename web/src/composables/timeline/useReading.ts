// Moves the reading position by what stands on the screen of a visible, focused tab (CO-16).
import { useIntervalFn } from '@vueuse/core'
import type { VirtualizerHandle } from 'virtua/vue'
import type { Ref } from 'vue'
import { usePersonal } from '../../stores/personal.ts'
import { createDwell, type Shown } from './dwell.ts'
import { itemsOf, type Entry } from './entries.ts'
import { isLocal } from './item.ts'

const LOOK_EVERY_MS = 250

type Deps = {
  conversation: string
  entries: Ref<Entry[]>
  scroller: Ref<HTMLElement | null>
  list: Ref<VirtualizerHandle | null>
  settled: Ref<boolean>
  /** Height of what stands above the list in its scroller. */
  before: Ref<number>
}

export function useReading({ conversation, entries, scroller, list, settled, before }: Deps): void {
  const personal = usePersonal()
  const dwell = createDwell()

  /** At least half of it is to be seen, or it fills half the screen. */
  function shown(): Shown[] {
    const [element, handle] = [scroller.value, list.value]
    if (element === null || handle === null || entries.value.length === 0) return []
    const [from, height] = [element.scrollTop, element.clientHeight]
    const last = Math.min(entries.value.length - 1, handle.findItemIndex(from + height))
    const seen: Shown[] = []
    for (let i = handle.findItemIndex(from); i <= last; i++) {
      const entry = entries.value[i]
      if (entry === undefined || entry.kind === 'day' || isLocal(entry.item)) continue
      const [start, size] = [before.value + handle.getItemOffset(i), handle.getItemSize(i)]
      const visible = Math.min(start + size, from + height) - Math.max(start, from)
      if (visible >= Math.min(size, height) / 2)
        seen.push({ id: entry.key, place: Math.max(...itemsOf(entry).map(({ place }) => place)) })
    }
    return seen
  }

  useIntervalFn(() => {
    if (!settled.value || document.visibilityState !== 'visible' || !document.hasFocus()) return dwell.lookAway()
    const read = dwell.see(shown(), performance.now())
    if (read !== null && read > (personal.readTo(conversation) ?? -1)) personal.setReading(conversation, read)
  }, LOOK_EVERY_MS)
}

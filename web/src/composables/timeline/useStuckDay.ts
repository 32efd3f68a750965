// The day that floats at the top: that of the first entry in view, pushed away by the next day's own mark (TL-4).
import type { VirtualizerHandle } from 'virtua/vue'
import { computed, type ComputedRef, type Ref } from 'vue'
import type { Entry } from './entries.ts'

/** `before`: height of what stands above the list in its scroller; offsets of the list begin after it. */
export type StuckDeps = {
  entries: Ref<Entry[]>
  top: Ref<number>
  list: Ref<VirtualizerHandle | null>
  before: Ref<number>
  height: number
}

export type StuckDay = { day: string; at: number; push: number }

export function useStuckDay({ entries, top, list, before, height }: StuckDeps): ComputedRef<StuckDay | null> {
  return computed(() => {
    const handle = list.value
    const offset = top.value - before.value
    if (handle === null || entries.value.length === 0) return null
    const index = handle.findItemIndex(top.value)
    const entry = entries.value[index]
    if (entry === undefined || handle.getItemOffset(index) > offset) return null
    const next = nextDay(entries.value, index)
    const room = next < 0 ? height : handle.getItemOffset(next) - offset
    return { day: entry.day, at: entry.kind === 'day' ? entry.at : entry.item.at, push: Math.min(0, room - height) }
  })
}

/** Looks only as far as a mark could be pushed from. */
function nextDay(entries: Entry[], from: number): number {
  const end = Math.min(entries.length, from + 6)
  for (let i = from + 1; i < end; i++) if (entries[i]!.kind === 'day') return i
  return -1
}

// What the address and the history wish of the timeline, and what they are told: being led to an item (TL-12), where the reader stands
// (SH-5), and letting go of what is far from there (TL-9).
import { useEventListener } from '@vueuse/core'
import type { VirtualizerHandle } from 'virtua/vue'
import { onScopeDispose, watch, type Ref } from 'vue'
import type { Wish } from '../../stores/parts/lead.ts'
import { useThread } from '../../stores/thread.ts'
import { itemsOf, type Entry } from './entries.ts'
import { nearTo } from './far.ts'
import type { Arrive } from './original/useOriginals.ts'
import { placeIn } from './place.ts'
import { historyPlace, keepStood } from './stood.ts'

/** The thread has come to rest. */
const CALM_MS = 300

type Deps = {
  conversation: string
  entries: Ref<Entry[]>
  scroller: Ref<HTMLElement | null>
  list: Ref<VirtualizerHandle | null>
  following: Ref<boolean>
  settled: Ref<boolean>
  arrive: Arrive
}

export function useArrivals({ conversation, entries, scroller, list, following, settled, arrive }: Deps) {
  const thread = useThread()
  let timer: ReturnType<typeof setTimeout> | undefined

  /** null = at the end. */
  function standing(): Wish | null {
    const place = following.value || scroller.value === null ? null : placeIn(scroller.value)
    const entry = place === null ? undefined : entries.value.find(({ key }) => key === place.key)
    const [item] = entry === undefined ? [] : itemsOf(entry)
    return item === undefined ? null : { item: item.id, at: item.at, top: place!.top, mark: false }
  }

  function calm(of: unknown) {
    if (!settled.value || thread.id !== conversation || historyPlace() !== of) return
    keepStood(conversation, standing())
    const [handle, element] = [list.value, scroller.value]
    if (handle === null || element === null) return
    const last = following.value
      ? entries.value.length - 1
      : handle.findItemIndex(element.scrollTop + element.clientHeight)
    const near = nearTo(entries.value, handle.findItemIndex(element.scrollTop), last)
    if (near === null) return
    // One end at a time: the list measures from the other.
    thread.release(near.to === null ? near : { from: null, to: near.to })
    moved()
  }
  function moved() {
    clearTimeout(timer)
    const of = historyPlace()
    timer = setTimeout(() => calm(of), CALM_MS)
  }

  /** True if one was led somewhere. */
  async function take(): Promise<boolean> {
    const to = thread.arrival
    if (to === null || thread.id !== conversation) return false
    thread.arrived()
    following.value = false
    await arrive(to)
    return true
  }
  watch([() => thread.arrival, settled], () => settled.value && void take(), { flush: 'post' })
  thread.readBy(standing)
  onScopeDispose(() => clearTimeout(timer))
  useEventListener(window, 'pagehide', () => settled.value && keepStood(conversation, standing()))

  return {
    /** The time of what is read; null = the end is. */
    readAt: () => standing()?.at ?? null,
    moved,
    take,
    atEnd: () => keepStood(conversation, null),
    leave: () => settled.value && keepStood(conversation, standing()),
  }
}

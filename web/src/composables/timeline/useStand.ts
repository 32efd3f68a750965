// Where the thread stands (TL-7): at the bottom it follows, elsewhere what is read does not move by a pixel. Following ends by
// scrolling up and begins by arriving at the bottom; content that grows never ends it.
import { useResizeObserver } from '@vueuse/core'
import type { VirtualizerHandle } from 'virtua/vue'
import { nextTick, ref, type Ref } from 'vue'
import type { Entry } from './entries.ts'
import { createKeeper, nextFrame } from './keep.ts'
import { provideOriginals } from './original/useOriginals.ts'
import { leftAt, middleOf } from './place.ts'
import { useArrivals } from './useArrivals.ts'
import { useGrowth } from './useGrowth.ts'

const NEAR_BOTTOM_PX = 24
/** So many entries away nothing is measured yet: the list finds the way itself. */
const FAR = 40

type Deps = {
  conversation: string
  entries: Ref<Entry[]>
  scroller: Ref<HTMLElement | null>
  list: Ref<VirtualizerHandle | null>
  /** What is drawn ends before the newest: there is nothing to follow. */
  detached: () => boolean
  lead: (item: string) => void
}

export function useStand({ conversation, entries, scroller, list, detached, lead }: Deps) {
  const following = ref(!detached())
  const settled = ref(false)
  const top = ref(0)
  const keeper = createKeeper(scroller)
  const grew = useGrowth({ entries, scroller, following, settled, keeper })

  /** Where one is led, else where it was left, else at the bottom. The list knows its scroller two frames after it was mounted. */
  async function begin() {
    const back = leftAt(conversation)
    const index = back === null ? -1 : entries.value.findIndex((entry) => entry.key === back.key)
    following.value = index < 0 && !detached()
    await nextFrame()
    await nextFrame()
    if (await arrivals.take()) {
      settled.value = true
      return
    }
    if (index < 0) list.value?.scrollToIndex(entries.value.length - 1, { align: 'end' })
    else list.value?.scrollToIndex(index, { align: 'start' })
    await nextFrame()
    void keeper.keep(back === null || index < 0 ? 'bottom' : back)
    await nextFrame()
    settled.value = true
  }

  function scrolled() {
    const element = scroller.value
    if (element === null) return
    const rest = element.scrollHeight - element.scrollTop - element.clientHeight
    if (rest <= NEAR_BOTTOM_PX) following.value = !detached()
    else if (settled.value && element.scrollTop < top.value - 0.5 && !grew.value) following.value = false
    top.value = element.scrollTop
    arrivals.moved()
  }

  function toBottom() {
    following.value = true
    const last = entries.value.length - 1
    const shown = list.value?.findItemIndex(scroller.value?.scrollTop ?? 0) ?? 0
    if (last - shown > FAR) list.value?.scrollToIndex(last, { align: 'end' })
    void keeper.keep('bottom')
  }

  /** To one entry, in the middle of the screen unless it says where; the reader's place is theirs from then on. */
  async function toEntry(key: string, top: number | null) {
    const index = entries.value.findIndex((entry) => entry.key === key)
    if (index < 0 || scroller.value === null) return
    following.value = false
    list.value?.scrollToIndex(index, { align: 'center' })
    await nextFrame()
    const kept = keeper.keep({ key, top: top ?? middleOf(scroller.value, key) })
    await nextFrame()
    settled.value = true
    await kept
    // Where there is nothing to scroll the end is in sight.
    const box = scroller.value
    if (box !== null && box.scrollHeight <= box.clientHeight) following.value = !detached()
    if (top !== null) return
    scroller.value?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true })
  }
  const arrive = provideOriginals({ entries, stand: toEntry, lead })
  const arrivals = useArrivals({ conversation, entries, scroller, list, following, settled, arrive })

  /** Also when the composer grows or a keyboard opens. */
  async function resized() {
    await nextTick()
    if (following.value && settled.value && scroller.value !== null)
      scroller.value.scrollTop = scroller.value.scrollHeight
  }
  useResizeObserver(scroller, () => void resized())

  /** `taken`: by the reader's hand; whatever was being kept is theirs now. */
  return {
    following,
    settled,
    grew,
    top,
    begin,
    toBottom,
    scrolled,
    resized,
    leave: arrivals.leave,
    atEnd: arrivals.atEnd,
    readAt: arrivals.readAt,
    taken: () => keeper.stop(),
  }
}

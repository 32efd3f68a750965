// Where the thread stands (TL-7): at the bottom it follows, elsewhere what is read does not move by a pixel. Following ends by
// scrolling up and begins by arriving at the bottom; content that grows never ends it.
import { useResizeObserver } from '@vueuse/core'
import type { VirtualizerHandle } from 'virtua/vue'
import { nextTick, ref, type Ref } from 'vue'
import type { Entry } from './entries.ts'
import { createKeeper, nextFrame } from './keep.ts'
import { provideOriginals } from './original/useOriginals.ts'
import { leftAt } from './place.ts'
import { useGrowth } from './useGrowth.ts'

const NEAR_BOTTOM_PX = 24
/** So many entries away nothing is measured yet: the list finds the way itself. */
const FAR = 40

type Deps = {
  conversation: string
  entries: Ref<Entry[]>
  scroller: Ref<HTMLElement | null>
  list: Ref<VirtualizerHandle | null>
}

export function useStand({ conversation, entries, scroller, list }: Deps) {
  const following = ref(true)
  const settled = ref(false)
  const top = ref(0)
  const keeper = createKeeper(scroller)
  const grew = useGrowth({ entries, scroller, following, settled, keeper })

  /** Where it was left, else at the bottom. The list knows its scroller two frames after it was mounted. */
  async function begin() {
    const back = leftAt(conversation)
    const index = back === null ? -1 : entries.value.findIndex((entry) => entry.key === back.key)
    following.value = index < 0
    await nextFrame()
    await nextFrame()
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
    if (rest <= NEAR_BOTTOM_PX) following.value = true
    else if (settled.value && element.scrollTop < top.value - 0.5 && !grew.value) following.value = false
    top.value = element.scrollTop
  }

  function toBottom() {
    following.value = true
    const last = entries.value.length - 1
    const shown = list.value?.findItemIndex(scroller.value?.scrollTop ?? 0) ?? 0
    if (last - shown > FAR) list.value?.scrollToIndex(last, { align: 'end' })
    void keeper.keep('bottom')
  }

  /** To one entry, a third down the screen; the reader's place is theirs from then on. */
  async function toEntry(key: string) {
    const index = entries.value.findIndex((entry) => entry.key === key)
    if (index < 0 || scroller.value === null) return
    following.value = false
    list.value?.scrollToIndex(index, { align: 'center' })
    await nextFrame()
    await keeper.keep({ key, top: scroller.value.clientHeight / 3 })
    scroller.value?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true })
  }
  provideOriginals({ entries, stand: toEntry })

  /** Also when the composer grows or a keyboard opens. */
  async function resized() {
    await nextTick()
    if (following.value && settled.value && scroller.value !== null)
      scroller.value.scrollTop = scroller.value.scrollHeight
  }
  useResizeObserver(scroller, () => void resized())

  /** `taken`: by the reader's hand; whatever was being kept is theirs now. */
  return { following, settled, grew, top, begin, toBottom, scrolled, resized, taken: () => keeper.stop() }
}

// Being led to an item of the open thread (TL-12): the wish is kept while the thread or a window around the item is loading, through loads
// afresh as well; `arrival` is for whoever scrolls, who takes it.
import { ref, shallowRef, type Ref } from 'vue'
import type { Aim } from './threadPages.ts'
import type { Reached, WarmThread } from './warmThread.ts'

/**
 * `item`: a row, or what a quote names; once there it is the row. `at`: its time, if known: what stands nearest to it serves where the
 * item is gone. `top`: how far below the upper edge it is to stand; null = in the middle. `mark`: the eye is led to it, and that it is
 * gone is said.
 */
export type Wish = { item: string; at: number | null; top: number | null; mark: boolean }
/** Where the reader stands now; null = at the end. */
export type Reader = () => Wish | null

export type Lead = ReturnType<typeof createLead>

type Deps = { thread: () => WarmThread | undefined; opened: Ref<string | null>; draw: () => void }

export function createLead({ thread, opened, draw }: Deps) {
  let wish: { of: string; to: Wish } | null = null
  let asking = false
  const arrival = shallowRef<Wish | null>(null)
  const missed = ref<'gone' | 'failed' | null>(null)
  let failed: Wish | null = null
  let reader: Reader = () => null

  function goTo(to: Wish): void {
    if (opened.value === null) return
    missed.value = null
    arrival.value = null
    wish = { of: opened.value, to }
    void grant()
  }

  async function grant(): Promise<void> {
    const [mine, of] = [wish, thread()]
    if (mine === null || asking || of?.state !== 'ready' || of.id !== mine.of) return
    asking = true
    let reached: Reached | { is: 'failed' } = { is: 'failed' }
    try {
      reached = await of.reach({ item: mine.to.item })
      if (reached.is === 'gone' && !mine.to.mark && mine.to.at !== null) reached = await of.reach({ at: mine.to.at })
    } catch {
      // No answer: said below, and tried again when it is wished for.
    } finally {
      asking = false
    }
    // Somewhere else meanwhile, or everything is being loaded afresh, which comes back here.
    if (wish !== mine) return void grant()
    if (reached.is === 'later') return
    wish = null
    if (reached.is === 'here') arrival.value = { ...mine.to, item: reached.item ?? mine.to.item }
    else if (mine.to.mark) [missed.value, failed] = [reached.is, mine.to]
    draw()
  }

  return {
    arrival,
    missed,
    goTo,
    grant,
    /** Asked before a thread is loaded afresh: what is to be drawn then. */
    aim(conversation: string): Aim | null {
      if (conversation !== opened.value) return null
      const stands = wish === null ? (arrival.value ?? reader()) : null
      if (stands !== null) wish = { of: conversation, to: stands }
      const to = wish?.of === conversation ? wish.to : null
      return to === null ? null : to.mark || to.at === null ? { item: to.item } : { at: to.at }
    },
    again: () => void (failed !== null && goTo(failed)),
    taken: () => void (arrival.value = null),
    dropMissed: () => void (missed.value = null),
    /** The thread that is drawn says where its reader stands. */
    readBy(now: Reader) {
      reader = now
    },
    /** Nobody is led anywhere any more. */
    drop() {
      wish = null
      arrival.value = null
      missed.value = null
    },
  }
}

// Keeps a thread standing where it should while its sizes are still being measured: again for some frames, until they stand. A newer
// wish, or the reader's own hand, ends an older one.
import type { Ref } from 'vue'
import { standAt, type Place } from './place.ts'

const SETTLING_FRAMES = 8

export type Keeper = { keep(wish: Place | 'bottom'): Promise<void>; stop(): void }

export const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve))

export function createKeeper(scroller: Ref<HTMLElement | null>): Keeper {
  let latest = 0

  /** False = over. A place is corrected from the next frame on, still before it is painted: the list moves the scroller itself first. */
  async function stand(wish: Place | 'bottom', isLatest: () => boolean): Promise<boolean> {
    if (!isLatest() || scroller.value === null) return false
    if (wish === 'bottom') scroller.value.scrollTop = scroller.value.scrollHeight
    await nextFrame()
    if (wish !== 'bottom' && isLatest() && scroller.value !== null) standAt(scroller.value, wish)
    return true
  }

  return {
    async keep(wish) {
      const mine = ++latest
      for (let n = 0; n < SETTLING_FRAMES; n++) if (!(await stand(wish, () => mine === latest))) return
    },
    stop: () => void latest++,
  }
}

// One finger over the lightbox: left and right go on, two fingers are the browser's.
import { swiped } from './swipe.ts'

/** The lower end of a film belongs to its own controls. */
const CONTROLS_PX = 72

export function useSwipe(deps: { enabled: () => boolean; move: (by: number) => void }) {
  let from: { x: number; y: number } | null = null

  function down(event: PointerEvent) {
    const mine = event.pointerType === 'touch' && event.isPrimary && deps.enabled() && !overControls(event)
    from = mine ? { x: event.clientX, y: event.clientY } : null
  }

  function up(event: PointerEvent) {
    if (from === null || !event.isPrimary) return
    const by = swiped(event.clientX - from.x, event.clientY - from.y)
    from = null
    if (by !== 0) deps.move(by)
  }
  return { down, up, cancel: () => void (from = null) }
}

function overControls({ target, clientY }: PointerEvent): boolean {
  return target instanceof HTMLVideoElement && clientY > target.getBoundingClientRect().bottom - CONTROLS_PX
}

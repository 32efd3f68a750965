// Where a box stands beside its anchor without leaving the window (pure). Wanted side first, the opposite one if there is no room.
export type Side = 'below' | 'above' | 'end'
type Box = { left: number; top: number; right: number; bottom: number; width: number; height: number }
type Size = { width: number; height: number }

const EDGE = 8
const GAP = 6

export function placeBeside(anchor: Box, box: Size, window: Size, side: Side, align: 'start' | 'end' | 'center') {
  if (side === 'end') {
    const left = anchor.right + GAP
    return clamp({ left, top: anchor.top + (anchor.height - box.height) / 2 }, box, window)
  }
  const left =
    align === 'start'
      ? anchor.left
      : align === 'end'
        ? anchor.right - box.width
        : anchor.left + (anchor.width - box.width) / 2
  const [below, above] = [anchor.bottom + GAP, anchor.top - GAP - box.height]
  const fits = side === 'below' ? below + box.height + EDGE <= window.height : above >= EDGE
  return clamp({ left, top: (side === 'below') === fits ? below : above }, box, window)
}

function clamp(at: { left: number; top: number }, box: Size, window: Size) {
  const within = (value: number, size: number, room: number) => Math.max(EDGE, Math.min(value, room - size - EDGE))
  return { left: within(at.left, box.width, window.width), top: within(at.top, box.height, window.height) }
}

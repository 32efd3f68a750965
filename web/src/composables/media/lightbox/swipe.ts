// What a finger wanted that went this far over a picture (pure).
const FAR_PX = 48

/** 1 = the next one (to the left), −1 = the one before, 0 = nothing, or up and down. */
export function swiped(dx: number, dy: number): -1 | 0 | 1 {
  if (Math.abs(dx) < FAR_PX || Math.abs(dx) < Math.abs(dy) * 1.5) return 0
  return dx < 0 ? 1 : -1
}

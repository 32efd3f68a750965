// Chance that comes out the same each time (mulberry32).
export type Draw = ReturnType<typeof createDraw>

export function createDraw(seed: number) {
  let state = seed
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    chance: (p: number) => next() < p,
    below: (n: number) => Math.floor(next() * n),
    from: <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)]!,
  }
}

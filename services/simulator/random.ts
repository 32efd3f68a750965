// Seeded numbers: the same seed and the same calls give the same results on every machine. `fork(label)` gives an
// independent stream, so that one part's appetite never shifts another part's numbers.
export type Random = {
  /** 0 ≤ x < 1 */
  next(): number
  /** whole number, 0 ≤ x < max */
  int(max: number): number
  /** whole number, min ≤ x ≤ max */
  between(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  shuffle<T>(list: readonly T[]): T[]
  hex(digits: number): string
  fork(label: string | number): Random
}

const HEX = '0123456789abcdef'

/** xmur3 by bryc (public domain): a string becomes a stream of 32-bit seeds. */
function seeds(text: string): () => number {
  let h = 1779033703 ^ text.length
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 3432918353)
    h = (h << 13) | (h >>> 19)
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2246822507)
    h = Math.imul(h ^ (h >>> 13), 3266489909)
    h ^= h >>> 16
    return h >>> 0
  }
}

/** sfc32 by Chris Doty-Humphrey (public domain): small, fast, passes PractRand. */
function sfc32(text: string): () => number {
  const seed = seeds(text)
  let [a, b, c, d] = [seed(), seed(), seed(), 1]
  const step = () => {
    const t = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 12; i++) step()
  return step
}

export function createRandom(seed: string): Random {
  const next = sfc32(seed)
  const int = (max: number) => Math.floor(next() * max)
  return {
    next,
    int,
    between: (min, max) => min + int(max - min + 1),
    chance: (probability) => probability > 0 && next() < probability,
    pick: (list) => list[int(list.length)]!,
    shuffle(list) {
      const out = [...list]
      for (let i = out.length - 1; i > 0; i--) {
        const j = int(i + 1)
        ;[out[i], out[j]] = [out[j]!, out[i]!]
      }
      return out
    },
    hex(digits) {
      let text = ''
      for (let i = 0; i < digits; i++) text += HEX[int(16)]
      return text
    },
    fork: (label) => createRandom(`${seed}/${label}`),
  }
}

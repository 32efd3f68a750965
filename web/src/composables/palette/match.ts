// PURE: whether one text is found in another, and how well. The letters must come in their order; together and at the beginning of words
// is better.

/** Higher is better. `hits`: indexes of the letters found. */
export type Found = { score: number; hits: number[] }

const WHOLE = 1_000
const START = 800
const WORD = 600
const INSIDE = 400
/** Letters with others between them: never as good as any of the above. */
const SCATTERED = 200
const BREAK = /[\s\p{P}]/u

const range = (from: number, length: number) => Array.from({ length }, (_, i) => from + i)
const beginsWord = (hay: string, at: number) => at === 0 || BREAK.test(hay[at - 1]!)

export function match(needle: string, hay: string): Found | null {
  const whole = together(needle, hay)
  return whole ?? scattered(needle, hay)
}

function together(needle: string, hay: string): Found | null {
  let best: Found | null = null
  for (let at = hay.indexOf(needle); at !== -1; at = hay.indexOf(needle, at + 1)) {
    const place = at === 0 ? (needle.length === hay.length ? WHOLE : START) : beginsWord(hay, at) ? WORD : INSIDE
    // Of two that begin so, the shorter one is nearer to what was typed.
    const score = place - Math.min(100, hay.length - needle.length)
    if (best === null || score > best.score) best = { score, hits: range(at, needle.length) }
    if (place > INSIDE) break
  }
  return best
}

/** So many letters apart it is chance, not meaning. */
const GAP_MAX = 12

function scattered(needle: string, hay: string): Found | null {
  const letters = needle.replaceAll(' ', '')
  if (letters.length < 2) return null
  const hits: number[] = []
  let score = SCATTERED
  for (const letter of letters) {
    const from = (hits.at(-1) ?? -1) + 1
    const at = hay.indexOf(letter, from)
    if (at === -1) return null
    const gap = at - from
    if (hits.length > 0 && gap > GAP_MAX) return null
    hits.push(at)
    score -= beginsWord(hay, at) ? 0 : gap === 0 && hits.length > 1 ? 1 : 8
  }
  return { score: Math.max(1, score), hits }
}

// PURE: what is looked for, as words that must all be there, and the pieces of a text by which an index finds them.
import { fold } from './fold.ts'

/** Folded, each once, in order of writing; one that lies within another says nothing more. */
export function wordsOf(query: string): string[] {
  const all = [...new Set(fold(query).split(/\s+/u))].filter((word) => word !== '')
  return all.filter((word) => !all.some((other) => other !== word && other.includes(word)))
}

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** In characters as people count them: a Thai consonant with its vowel and tone is one. */
export const lengthOf = (word: string): number => [...segmenter.segment(word)].length

/** Beyond so many units of folded text nothing is found: five texts of LINE's longest are 25,000, and nobody writes them. */
export const FOLDED_MAX = 10_000

export const bounded = (folded: string): string =>
  folded.length <= FOLDED_MAX ? folded : folded.slice(0, FOLDED_MAX).replace(/[\uD800-\uDBFF]$/, '')

/**
 * Each run of `sizes` code points, once; none over white space. By code points, not by what people count as a character: a mark then
 * needs no look at its neighbours, and whatever is part of a text has its pieces among those of the text.
 */
export function gramsOf(folded: string, sizes: readonly number[]): string[] {
  const points = Array.from(folded)
  const grams = new Set<string>()
  for (const size of sizes)
    for (let i = 0; i + size <= points.length; i += 1) {
      const gram = points.slice(i, i + size)
      if (!gram.some((point) => /\s/u.test(point))) grams.add(gram.join(''))
    }
  return [...grams]
}

/** A name is found by one character, a text by two (SEARCH_MIN): pieces of one would fill the index of texts and answer nobody. */
export const NAME_GRAMS = [1, 2] as const
export const TEXT_GRAMS = [2] as const

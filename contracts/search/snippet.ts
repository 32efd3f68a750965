// PURE: the first place of a text where what is looked for was found, marked, with a little of what stands around it. Nothing is cut
// within a character as people see it: marks, joined emoji and flags stay whole.
import type { Snippet } from '../http/search.ts'
import { foldMapped } from './fold.ts'

type Range = { from: number; to: number }

/** In characters as people count them: before the first hit, and in all. A hit that is longer is shown whole. */
const [BEFORE, LONGEST] = [20, 80]

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** `words`: folded. null = not all of them are in the text. */
export function snippetOf(text: string, words: readonly string[]): Snippet | null {
  const { folded, starts, ends } = foldMapped(text)
  const found = words.map((word) => placesOf(folded, word))
  if (found.length === 0 || found.some((places) => places.length === 0)) return null
  const whole = wholeIn(text)
  const hits = merged(found.flat().map(({ from, to }) => whole({ from: starts[from]!, to: ends[to - 1]! })))
  return shown(text, windowOf(text, hits[0]!), hits)
}

function placesOf(folded: string, word: string): Range[] {
  const places: Range[] = []
  for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + word.length))
    places.push({ from: at, to: at + word.length })
  return places
}

/** Every character that is touched, whole. */
function wholeIn(text: string): (range: Range) => Range {
  const segments = segmenter.segment(text)
  return ({ from, to }) => {
    const last = segments.containing(to - 1)!
    return { from: segments.containing(from)!.index, to: last.index + last.segment.length }
  }
}

/** In order; those that meet become one. */
function merged(ranges: Range[]): Range[] {
  const all: Range[] = []
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else all.push({ from, to })
  }
  return all
}

/** Steps of one character each from the hit, so that a long text costs no more than a short one. */
function windowOf(text: string, hit: Range): Range {
  const segments = segmenter.segment(text)
  let [{ from }, to, left] = [hit, hit.from, LONGEST]
  for (let n = 0; n < BEFORE && from > 0; n += 1, left -= 1) from = segments.containing(from - 1)!.index
  for (; (left > 0 || to < hit.to) && to < text.length; left -= 1) to += segments.containing(to)!.segment.length
  return { from, to }
}

function shown(text: string, window: Range, hits: Range[]): Snippet {
  const pieces: Snippet = []
  const say = (from: number, to: number, hit?: true) => {
    if (from < to) pieces.push({ text: inLine(text.slice(from, to)), ...(hit && { hit }) })
  }
  if (window.from > 0) pieces.push({ text: '…' })
  let at = window.from
  for (const hit of hits.filter(({ from }) => from < window.to)) {
    say(at, hit.from)
    at = Math.min(hit.to, window.to)
    say(hit.from, at, true)
  }
  say(at, window.to)
  return window.to < text.length ? [...pieces, { text: '…' }] : pieces
}

const inLine = (text: string): string => text.replace(/\s+/gu, ' ')

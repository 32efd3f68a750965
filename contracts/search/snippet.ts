// PURE: the places of a text where words were found, marked, with a little of what stands around them. Nothing is cut within a
// character as people see it: marks, joined emoji and flags stay whole.
import type { Snippet } from '../http/search.ts'
import { foldMapped } from './fold.ts'

type Range = { from: number; to: number }

/** In UTF-16 units of the text. */
const [BEFORE, AFTER] = [20, 60]
/** Words far apart are shown apart. */
const WINDOWS = 3

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** `words`: folded. null = not all of them are in the text. */
export function snippetOf(text: string, words: readonly string[]): Snippet | null {
  const { folded, starts, ends } = foldMapped(text)
  const found = words.map((word) => placesOf(folded, word))
  if (found.some((places) => places.length === 0)) return null
  const written = ({ from, to }: Range): Range => ({ from: starts[from]!, to: ends[to - 1]! })
  const windows = merged(found.map((places) => around(written(places[0]!), text.length))).slice(0, WINDOWS)
  const hits = merged(found.flat().map(written))
  return windows.flatMap((window) => shown(text, wholeOf(text, window), hits))
}

function placesOf(folded: string, word: string): Range[] {
  const places: Range[] = []
  for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + word.length))
    places.push({ from: at, to: at + word.length })
  return places
}

const around = ({ from, to }: Range, length: number): Range => ({
  from: from <= BEFORE ? 0 : from - BEFORE,
  to: to + AFTER >= length ? length : to + AFTER,
})

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

function wholeOf(text: string, { from, to }: Range): Range {
  const segments = segmenter.segment(text)
  const last = segments.containing(to - 1)
  return { from: segments.containing(from)?.index ?? from, to: last ? last.index + last.segment.length : to }
}

function shown(text: string, window: Range, hits: Range[]): Snippet {
  const inside = merged(
    hits
      .filter(({ from, to }) => from < window.to && to > window.from)
      .map((hit) => wholeOf(text, { from: Math.max(hit.from, window.from), to: Math.min(hit.to, window.to) })),
  )
  const pieces: Snippet = []
  const say = (from: number, to: number) => {
    if (from < to) pieces.push({ text: inLine(text.slice(from, to)) })
  }
  if (window.from > 0) pieces.push({ text: '…' })
  let at = window.from
  for (const { from, to } of inside) {
    say(at, from)
    pieces.push({ text: inLine(text.slice(from, to)), hit: true })
    at = to
  }
  say(at, window.to)
  return window.to < text.length ? [...pieces, { text: '…' }] : pieces
}

const inLine = (text: string): string => text.replace(/\s+/gu, ' ')

// PURE: what the palette lists for what was typed, the best first, with the letters to mark.
import { folded, needlesOf, romanised, type Folded } from './fold.ts'
import { match } from './match.ts'

export type Kind = 'command' | 'page' | 'channel' | 'conversation'
/** `key`: the same for the same thing for ever. `more`: also searched, less good than the title. */
export type Item = { key: string; kind: Kind; title: string; more?: string | undefined }
/** A title in pieces, those that were looked for marked. */
export type Piece = { text: string; hit: boolean }
export type Listed<T extends Item> = { item: T; pieces: Piece[] }

/** What is seldom wanted is not drawn either. */
export const LISTED_MAX = 50
const RECENT_BONUS = 60
/** A hit beside the title counts for so much less. */
const MORE_LESS = 300

/** Folding is the dear part, and names seldom change. */
const forms = new Map<string, readonly Folded[]>()
const FORMS_KEPT = 20_000

function formsOf(text: string): readonly Folded[] {
  const known = forms.get(text)
  if (known !== undefined) return known
  if (forms.size >= FORMS_KEPT) forms.clear()
  const latin = romanised(text)
  const all = latin === null ? [folded(text)] : [folded(text), latin]
  forms.set(text, all)
  return all
}

/** `recent`: keys, the latest first. Without a query: in the order given. */
export function find<T extends Item>(items: readonly T[], query: string, recent: readonly string[]): Listed<T>[] {
  const needles = needlesOf(query)
  if (needles.length === 0) return items.map((item) => ({ item, pieces: [{ text: item.title, hit: false }] }))
  return items
    .flatMap((item, place) => {
      const found = best(item, needles)
      if (found === null) return []
      const used = recent.indexOf(item.key)
      const score = found.score + (used === -1 ? 0 : RECENT_BONUS - used)
      return [{ item, pieces: piecesOf(item.title, found.marks), score, place }]
    })
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .slice(0, LISTED_MAX)
    .map(({ item, pieces }) => ({ item, pieces }))
}

type Best = { score: number; marks: [from: number, to: number][] }

function best({ title, more }: Item, needles: readonly string[]): Best | null {
  const [name, beside] = [bestIn(title, needles), more === undefined ? null : bestIn(more, needles)]
  if (beside !== null && beside.score - MORE_LESS > (name?.score ?? 0))
    return { score: beside.score - MORE_LESS, marks: [] }
  return name
}

function bestIn(text: string, needles: readonly string[]): Best | null {
  let best: Best | null = null
  for (const { letters, at, end } of formsOf(text)) {
    for (const needle of needles) {
      const found = match(needle, letters)
      if (found === null || found.score <= (best?.score ?? 0)) continue
      best = { score: found.score, marks: found.hits.map((hit) => [at[hit]!, end[hit]!]) }
    }
  }
  return best
}

function piecesOf(title: string, marks: readonly [number, number][]): Piece[] {
  const pieces: Piece[] = []
  const add = (from: number, to: number, hit: boolean) => {
    if (from >= to) return
    const last = pieces.at(-1)
    if (last?.hit === hit) last.text += title.slice(from, to)
    else pieces.push({ text: title.slice(from, to), hit })
  }
  let done = 0
  for (const [from, to] of marks) {
    add(done, from, false)
    add(Math.max(from, done), to, true)
    done = Math.max(done, to)
  }
  add(done, title.length, false)
  return pieces
}

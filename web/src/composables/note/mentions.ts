// PURE: names inside a note while it is written. A mention is a span of the text; it moves with what is written before it and is plain
// text again as soon as a letter of it is changed (CO-15).
import { MENTIONS_MAX, type Mention } from '@madoguchi/contracts/event/note'
import type { Somebody } from '../desk/assignable.ts'

export type Written = { text: string; mentions: Mention[] }
export type Query = { start: number; query: string }

/** Names have spaces in them ("林 美香"); longer than this nobody is called. */
const QUERY_MAX = 40
/** Japanese keyboards give the wide sign. */
const SIGN = /[@＠]/

/** After an edit of the whole text, whatever it was: typing, pasting, an input method's replacement. */
export function moved({ text: before, mentions }: Written, after: string): Mention[] {
  const most = Math.min(before.length, after.length)
  let same = 0
  while (same < most && before[same] === after[same]) same++
  let tail = 0
  while (tail < most - same && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  const [end, by] = [before.length - tail, after.length - before.length]
  return mentions.flatMap((mention) => {
    const { start, length } = mention
    if (start + length <= same) return [mention]
    if (start < end) return []
    return [{ ...mention, start: start + by }]
  })
}

/** What is being asked for at the caret: from a sign that begins a word up to here. null = nothing. */
export function queryAt({ text, mentions }: Written, caret: number): Query | null {
  for (let start = caret - 1; start >= Math.max(0, caret - QUERY_MAX - 1); start--) {
    const letter = text[start]!
    if (letter === '\n') return null
    if (!SIGN.test(letter)) continue
    // Inside an address the sign names nobody, and a name that stands is not asked for again.
    if (/[\w.+-]/.test(text[start - 1] ?? '')) return null
    if (mentions.some((one) => start >= one.start && start < one.start + one.length)) return null
    return { start, query: text.slice(start + 1, caret) }
  }
  return null
}

/** The text with the query replaced by the name; the caret stands behind it and a space. */
export function named(written: Written, { start, query }: Query, somebody: Somebody): Written & { caret: number } {
  const end = start + 1 + query.length
  const name = `@${somebody.name}`
  const rest = written.text.slice(end)
  const text = `${written.text.slice(0, start)}${name}${/^\s/.test(rest) ? '' : ' '}${rest}`
  const others = moved(written, text).filter(
    (one) => one.start + one.length <= start || one.start >= start + name.length,
  )
  const mention: Mention = { kind: somebody.kind, id: somebody.id, start, length: name.length }
  const mentions = [...others, mention].sort((a, b) => a.start - b.start).slice(0, MENTIONS_MAX)
  return { text, mentions, caret: start + name.length + 1 }
}

/** As kept or told, read with distrust: in order, inside the text, none over another. */
export function fitting(text: string, mentions: readonly Mention[]): Mention[] {
  let at = 0
  return mentions
    .filter(({ start, length }) => Number.isInteger(start) && Number.isInteger(length) && length > 0)
    .toSorted((a, b) => a.start - b.start)
    .filter(({ start, length }) => {
      if (start < at || start + length > text.length) return false
      at = start + length
      return true
    })
}

/** Without the white space around it, as it is saved. */
export function trimmed({ text, mentions }: Written): Written {
  const lead = text.length - text.trimStart().length
  return {
    text: text.trim(),
    mentions: fitting(
      text.trim(),
      mentions.map((one) => ({ ...one, start: one.start - lead })),
    ),
  }
}

/** The text in pieces, for drawing: joined they are the text. */
export function spansOf({ text, mentions }: Written): { text: string; mention: Mention | null }[] {
  const pieces: { text: string; mention: Mention | null }[] = []
  let at = 0
  for (const mention of fitting(text, mentions)) {
    if (mention.start > at) pieces.push({ text: text.slice(at, mention.start), mention: null })
    pieces.push({ text: text.slice(mention.start, mention.start + mention.length), mention })
    at = mention.start + mention.length
  }
  return at < text.length ? [...pieces, { text: text.slice(at), mention: null }] : pieces
}

// PURE: which part of a long timeline is known without a hole, and which of it is drawn. The tail always reaches the newest and is kept
// live; a window around an older item is *detached* until it has grown into the tail. Nothing outside of either counts as known, so a gap
// never looks closed.
import { compareBytes } from '@madoguchi/contracts/bytes'
import type { TimelineEdge } from '@madoguchi/contracts/http/timelineCursor'

/** From its first place to its last, both included; null = as far as the conversation goes on that side. */
export type Stretch = { from: TimelineEdge | null; to: TimelineEdge | null }
/** `shown.to` null: what is drawn ends with the newest, and is the tail. Otherwise the tail begins at `tail`, after it. */
export type Known = { shown: Stretch; tail: TimelineEdge | null }
/** Rows as a page brought them: its outermost places, null without any; whether the conversation goes on before and after it. */
export type Page = { first: TimelineEdge | null; last: TimelineEdge | null; before: boolean; after: boolean }

const compare = (a: TimelineEdge, b: TimelineEdge): number => a.at - b.at || compareBytes(a.event, b.event)
const earlier = (a: TimelineEdge | null, b: TimelineEdge | null): TimelineEdge | null =>
  a === null || b === null ? null : compare(a, b) <= 0 ? a : b

/** The latest page. */
export const opened = (page: Page): Known => atEnd({ shown: { from: null, to: null }, tail: startOf(page) })

/** A window somewhere: it alone is drawn. One that touches the tail is one with it. */
export function jumped({ tail }: Known, page: Page): Known {
  return joined({ shown: { from: startOf(page), to: page.after ? page.last : null }, tail })
}

/** A page before what is drawn. */
export function grownOlder({ shown, tail }: Known, page: Page): Known {
  const from = startOf(page)
  return { shown: { ...shown, from }, tail: shown.to === null ? from : tail }
}

/** A page after what is drawn. */
export function grownNewer({ shown, tail }: Known, page: Page): Known {
  return joined({ shown: { ...shown, to: page.after ? page.last : null }, tail })
}

/** Back to the newest. */
export const atEnd = ({ tail }: Known): Known => ({ shown: { from: tail, to: null }, tail })

/** What is drawn begins later from now on. Never earlier: what lies before is not known. */
export function cutOlder(known: Known, from: TimelineEdge): Known {
  const { shown, tail } = known
  if (!within(shown, from)) return known
  return { shown: { ...shown, from }, tail: shown.to === null ? from : tail }
}

/** What is drawn ends earlier from now on; of what ended with the newest the tail remains, from `tail` on. */
export function cutNewer(known: Known, to: TimelineEdge, tail: TimelineEdge): Known {
  const { shown } = known
  if (!within(shown, to) || (shown.to === null && !within(shown, tail))) return known
  const next = shown.to === null ? tail : known.tail
  // Nothing lies between the two: there is nothing to let go of.
  if (next === null || compare(to, next) >= 0) return known
  return { shown: { from: shown.from, to }, tail: next }
}

/** The tail may be shortened while it is not drawn. */
export function cutTail(known: Known, from: TimelineEdge): Known {
  const { shown, tail } = known
  return shown.to === null || !within({ from: tail, to: null }, from) ? known : { shown, tail: from }
}

export const detached = ({ shown }: Known): boolean => shown.to !== null

export const within = ({ from, to }: Stretch, place: TimelineEdge): boolean =>
  (from === null || compare(from, place) <= 0) && (to === null || compare(place, to) <= 0)

/** Without a hole up to where it stands. */
export const holds = ({ shown, tail }: Known, place: TimelineEdge): boolean =>
  within(shown, place) || within({ from: tail, to: null }, place)

export const sameEdge = (a: TimelineEdge | null, b: TimelineEdge | null): boolean =>
  a === null || b === null ? a === b : compare(a, b) === 0

const startOf = ({ first, before }: Page): TimelineEdge | null => (before ? first : null)

function joined({ shown, tail }: Known): Known {
  const touches = shown.to === null || tail === null || compare(shown.to, tail) >= 0
  if (!touches) return { shown, tail }
  const from = earlier(shown.from, tail)
  return { shown: { from, to: null }, tail: from }
}

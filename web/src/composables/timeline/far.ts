// PURE: what of a thread is so far from the screen that its rows can be let go of (TL-9). Counted in what is drawn, not in rows: a page of
// what nobody sees must not push out what is read.
import { itemsOf, type Entry } from './entries.ts'
import { isLocal } from './item.ts'

/** So many entries are kept on either side, and nothing is done until a few more than that have come together. */
export const KEPT = 150
const SLACK = 60

export type Near = { from: string | null; to: string | null }

/** `first`, `last`: the entries at the upper and the lower edge of the screen. null = nothing is far. */
export function nearTo(entries: readonly Entry[], first: number, last: number): Near | null {
  const from = first > KEPT + SLACK ? edge(entries, first - KEPT, -1) : null
  const to = entries.length - 1 - last > KEPT + SLACK ? edge(entries, last + KEPT, 1) : null
  return from === null && to === null ? null : { from, to }
}

/** Outwards to an entry of one item: of several that stand as one none may be cut off. */
function edge(entries: readonly Entry[], at: number, step: 1 | -1): string | null {
  for (let i = at; i >= 0 && i < entries.length; i += step) {
    const [item, ...more] = itemsOf(entries[i]!)
    if (item !== undefined && more.length === 0 && !isLocal(item)) return item.id
  }
  return null
}

// Orders that never change with the reader (pure). List: latest activity first, those without any last, then id. Timeline: time,
// then event id byte by byte. Kept sorted step by step, because sorting 100,000 rows on every change would be felt.
import { compareBytes } from '@madoguchi/contracts/bytes'

export type ListPlace = { at: number | null; id: string }
export type TimelinePlace = { at: number; event: string; id: string }

export function compareListed(a: ListPlace, b: ListPlace): number {
  if (a.at !== b.at) return (b.at ?? -Infinity) - (a.at ?? -Infinity)
  return compareBytes(a.id, b.id)
}

export function compareTimed(a: TimelinePlace, b: TimelinePlace): number {
  return a.at - b.at || compareBytes(a.event, b.event) || compareBytes(a.id, b.id)
}

export type Order<P> = {
  /** null takes it out. */
  set(id: string, place: P | null): void
  all(): readonly P[]
  has(id: string): boolean
  /** How many stand at or before this place. */
  upTo(place: P): number
  /** How many stand before a place, by how each compares with it: negative = before. */
  countBefore(against: (place: P) => number): number
  clear(): void
}

export function createOrder<P extends { id: string }>(compare: (a: P, b: P) => number): Order<P> {
  let sorted: P[] = []
  const known = new Map<string, P>()

  function countBefore(against: (place: P) => number): number {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (against(sorted[middle]!) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The first index whose place is not before this one. */
  const indexOf = (place: P) => countBefore((one) => compare(one, place))

  return {
    set(id, place) {
      const old = known.get(id)
      if (old !== undefined && place !== null && compare(old, place) === 0) return
      if (old !== undefined) sorted.splice(indexOf(old), 1)
      if (place === null) {
        known.delete(id)
        return
      }
      known.set(id, place)
      sorted.splice(indexOf(place), 0, place)
    },
    all: () => sorted,
    countBefore,
    has: (id) => known.has(id),
    upTo(place) {
      const index = indexOf(place)
      return index < sorted.length && compare(sorted[index]!, place) === 0 ? index + 1 : index
    },
    clear() {
      sorted = []
      known.clear()
    },
  }
}

// Which rows of the list stand on the screen and in which order: those down to the end that was loaded (what lies below could have
// gaps). While the reader's pointer is in the list, or it is scrolled, nothing moves: the order stands still, a row that left the view
// stays where it is, further pages are added at the foot, and `waiting` counts what would move (LP-8).
import { createOrder } from './order.ts'

export type Shown<P extends { id: string }> = ReturnType<typeof createShown<P>>

/** `compare`: total, the order the server pages by. */
export function createShown<P extends { id: string }>(compare: (a: P, b: P) => number) {
  const order = createOrder<P>(compare)
  /** Nothing below it has been loaded; null = everything has. */
  let end: P | null = null
  let held = false
  let ids: string[] = []
  const moved = new Set<string>()
  /** Standing although they left. */
  const left = new Set<string>()

  const wanted = () => order.all().slice(0, end === null ? undefined : order.upTo(end))

  function settle() {
    ids = wanted().map((place) => place.id)
    moved.clear()
    left.clear()
  }

  return {
    /** null: there is no such row any more. */
    set(id: string, place: P | null) {
      moved.add(id)
      left.delete(id)
      order.set(id, place)
      if (place === null) ids = ids.filter((shown) => shown !== id)
    },
    /** It is no longer of this view. */
    leave(id: string) {
      if (!order.has(id)) return
      moved.add(id)
      left.add(id)
      order.set(id, null)
    },
    has: order.has,
    setEnd(place: P | null) {
      end = place
    },
    hold(on: boolean) {
      held = on
      if (!on) settle()
    },
    release: settle,
    clear() {
      order.clear()
      ids = []
      moved.clear()
      left.clear()
      end = null
    },
    /** A page was added: its rows take their places at the foot, also while the order is held. */
    append() {
      if (!held) return settle()
      const standing = new Set(ids)
      const foot = wanted().filter(({ id }) => !standing.has(id) && belowAll(id))
      ids = [...ids, ...foot.map((place) => place.id)]
      for (const { id } of foot) moved.delete(id)
    },
    /** The order to draw, which of it has left, and how many rows would move if it were let go. */
    read(): { ids: readonly string[]; left: ReadonlySet<string>; waiting: number } {
      if (!held) settle()
      return { ids, left, waiting: held ? countMoving() : 0 }
    },
  }

  /** Rows that came alive above the last one standing wait; those after it are the new page. */
  function belowAll(id: string): boolean {
    const places = order.all()
    const last = ids.at(-1)
    if (last === undefined) return true
    const [mine, theirs] = [places.findIndex((p) => p.id === id), places.findIndex((p) => p.id === last)]
    return mine > theirs
  }

  /** A row moves when its neighbours would change; one that stays where it is only shows its news. */
  function countMoving(): number {
    if (moved.size === 0) return 0
    const ideal = wanted().map((place) => place.id)
    const [now, then] = [indexed(ids), indexed(ideal)]
    return [...moved].filter((id) => {
      const [i, j] = [now.get(id), then.get(id)]
      if (j === undefined) return i !== undefined
      if (i === undefined) return true
      return ids[i - 1] !== ideal[j - 1] || ids[i + 1] !== ideal[j + 1]
    }).length
  }
}

const indexed = (ids: readonly string[]): Map<string, number> => new Map(ids.map((id, i) => [id, i]))

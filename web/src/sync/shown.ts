// Which rows of the list stand on the screen and in which order: those down to the end that was loaded (what lies below could have
// gaps). While the reader's pointer is in the list, or it is scrolled, nothing moves: the order stands still, further pages are
// added at its foot, and `waiting` counts what would move (LP-8).
import { compareListed, createOrder, type ListPlace } from './order.ts'

export type Shown = ReturnType<typeof createShown>

export function createShown() {
  const order = createOrder<ListPlace>(compareListed)
  /** Nothing below it has been loaded; null = everything has. */
  let end: ListPlace | null = null
  let held = false
  let ids: string[] = []
  const moved = new Set<string>()

  const wanted = () => order.all().slice(0, end === null ? undefined : order.upTo(end))

  function settle() {
    ids = wanted().map((place) => place.id)
    moved.clear()
  }

  return {
    set(id: string, place: ListPlace | null) {
      moved.add(id)
      order.set(id, place)
      if (place === null) ids = ids.filter((shown) => shown !== id)
    },
    setEnd(place: ListPlace | null) {
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
    /** The order to draw, and how many rows would move if it were let go. */
    read(): { ids: readonly string[]; waiting: number } {
      if (!held) settle()
      return { ids, waiting: held ? countMoving() : 0 }
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

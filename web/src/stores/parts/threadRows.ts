// The messages of one conversation in timeline order, each once, and which of them stand in a stretch.
import type { TimelineEdge } from '@madoguchi/contracts/http/timelineCursor'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import { compareTimed, createOrder, type TimelinePlace } from '../../sync/order.ts'
import type { Stretch } from '../../sync/stretch.ts'

export type MessageItem = MessageRow & { id: string; rev: number }

/** Sorts before and after every id: an edge includes all that stands at it. */
const [FIRST, LAST] = ['', '\u{10ffff}']

export function createThreadRows() {
  const order = createOrder<TimelinePlace>(compareTimed)
  const items = new Map<string, MessageItem>()
  const before = ({ at, event }: TimelineEdge, id: string) =>
    order.countBefore((place) => compareTimed(place, { at, event, id }))

  return {
    set(id: string, rev: number, row: MessageRow | null) {
      order.set(id, row === null ? null : { at: row.at, event: row.event, id })
      if (row === null) items.delete(id)
      else items.set(id, { ...row, id, rev })
    },
    get: (id: string) => items.get(id),
    /** Oldest first. */
    in({ from, to }: Stretch): MessageItem[] {
      const [start, end] = [from === null ? 0 : before(from, FIRST), to === null ? undefined : before(to, LAST)]
      return order
        .all()
        .slice(start, end)
        .map(({ id }) => items.get(id)!)
    },
    keep(held: (place: TimelinePlace) => boolean) {
      for (const place of order.all().filter((one) => !held(one))) {
        order.set(place.id, null)
        items.delete(place.id)
      }
    },
    clear() {
      order.clear()
      items.clear()
    },
  }
}

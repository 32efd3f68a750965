// The last changes of one partition, without holes (pure data): what a browser missed in a short silence is answered from here.
// Bounded by changes and by rows, since one change may carry many.
import { newer } from '@madoguchi/contracts/rev'
import type { Row } from '@madoguchi/contracts/row/row'

export const RING_CHANGES = 256
export const RING_ROWS = 4_000

type Held = { from: number; next: number; rows: Row[] }
export type Ring = {
  /** How far the partition is told; the ring's end. */
  next(): number
  /** A change that continues at or before the end. */
  push(next: number, rows: Row[]): void
  /** Whether all changes from this place on are here. */
  covers(since: number): boolean
  /** Rows that pass the filter and changed at or after `since`, each as it is now. */
  rowsSince(since: number, wanted: (row: Row) => boolean): Row[]
  /** Forgets everything: from here on it begins anew. */
  restart(next: number): void
}

export function createRing(start: number): Ring {
  let held: Held[] = []
  let rows = 0
  let next = start

  return {
    next: () => next,
    push(to, added) {
      held.push({ from: next, next: to, rows: added })
      rows += added.length
      next = to
      while (held.length > RING_CHANGES || (rows > RING_ROWS && held.length > 0)) rows -= held.shift()!.rows.length
    },
    covers: (since) => since >= (held[0]?.from ?? next) && since <= next,
    rowsSince(since, wanted) {
      const now = new Map<string, Row>()
      for (const change of held) {
        if (change.next <= since) continue
        for (const row of change.rows) {
          const key = `${row.noun}/${row.id}`
          if (wanted(row) && newer(now.get(key), row)) now.set(key, row)
        }
      }
      return [...now.values()]
    },
    restart(to) {
      held = []
      rows = 0
      next = to
    },
  }
}

// What a follow is answered (pure): from memory when it reaches back far enough, else from what Postgres says. Catch-up is never
// paged: rows sharing one rev could be cut apart.
import type { Cursor } from '@madoguchi/contracts/row/row'
import type { Followed } from '@madoguchi/contracts/socket/ack'
import type { Change } from '@madoguchi/contracts/socket/down'
import type { Room } from '@madoguchi/contracts/socket/room'
import { roomsOf } from '../rooms.ts'
import type { Found } from './repair.ts'
import type { Ring } from './ring.ts'

/** More rows than this are cheaper as a snapshot. */
export const RESET_ROWS = 500

/** Start over: take a snapshot, then follow from its cursor. */
export const resetTo = (v: number): Followed => ({ ok: true, v, reset: true, changes: [] })

type Asked = { room: Room; v: number; since: Cursor }

/** null = the rings are too short for this cursor. */
export function answerFromRings(rings: Map<number, Ring>, { room, v, since }: Asked): Followed | null {
  const changes: Change[] = []
  let count = 0
  for (const [part, ring] of rings) {
    const from = since[part] ?? 0
    if (!ring.covers(from)) return null
    if (from === ring.next()) continue
    const rows = ring.rowsSince(from, (row) => roomsOf(row).includes(room))
    count += rows.length
    changes.push({ room, v, part, from, next: ring.next(), rows })
  }
  return count > RESET_ROWS ? resetTo(v) : { ok: true, v, reset: false, changes }
}

export function answerFromRows(found: Found, { room, v, since }: Asked): Followed {
  const rows = found.rows.get(room)
  // A cursor beyond the rows is of another history (a database restored from a backup): only a snapshot replaces its rows.
  const ahead = Object.entries(since).some(([part, place]) => place > (found.next[Number(part)] ?? 0))
  if (!rows || rows.length > RESET_ROWS || ahead || found.v !== v) return resetTo(found.v)
  const changes = Object.entries(since).flatMap(([key, from]): Change[] => {
    const part = Number(key)
    const next = found.next[part]!
    const mine = rows.filter((row) => row.part === part)
    return next > from || mine.length > 0 ? [{ room, v, part, from, next, rows: mine }] : []
  })
  return { ok: true, v, reset: false, changes }
}

// The directory's rows as one agent sees them (pure). A channel's row counts as changed when the agent's rights do: so a channel
// that was granted arrives, and one that was withdrawn goes, by the same rule as every row.
import type { Rights } from '@madoguchi/contracts/row/agent'
import type { Cursor, Row } from '@madoguchi/contracts/row/row'
import type { Followed } from '@madoguchi/contracts/socket/ack'
import type { Change } from '@madoguchi/contracts/socket/down'
import { WORKSPACE, type Room } from '@madoguchi/contracts/socket/room'
import { seesChannel } from '../http/snapshot/visible.ts'
import { DIRECTORY_PART, DIRECTORY_VERSION, roomsOf } from '../rooms.ts'
import { RESET_ROWS, resetTo } from './answer.ts'

/** `rev`: of the agent's own row, which every change of rights moves. */
export type Seer = { id: string; rev: number; rights: Rights }

export function rowsFor(seer: Seer, room: Room, rows: Row[], since: number): Row[] {
  const seen = rows.flatMap((row): Row[] => {
    if (row.noun !== 'channel') return roomsOf(row).includes(room) ? [row] : []
    if (room !== WORKSPACE) return []
    const rev = Math.max(row.rev, seer.rev)
    return [{ ...row, rev, row: seesChannel(seer.rights, row.id) ? row.row : null }]
  })
  return seen.filter((row) => row.rev >= since)
}

export function changeFor(seer: Seer, room: Room, rows: Row[], from: number, next: number): Change {
  return { room, v: DIRECTORY_VERSION, part: DIRECTORY_PART, from, next, rows: rowsFor(seer, room, rows, from) }
}

export function answerFromDirectory(
  seer: Seer,
  { room, v, since }: { room: Room; v: number; since: Cursor },
  { next, rows }: { next: number; rows: Row[] },
): Followed {
  if (v !== DIRECTORY_VERSION) return resetTo(DIRECTORY_VERSION)
  const change = changeFor(seer, room, rows, since[DIRECTORY_PART] ?? 0, next)
  if (change.rows.length > RESET_ROWS) return resetTo(DIRECTORY_VERSION)
  const changes = change.next > change.from || change.rows.length > 0 ? [change] : []
  return { ok: true, v: DIRECTORY_VERSION, reset: false, changes }
}

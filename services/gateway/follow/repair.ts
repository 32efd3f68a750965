// A gap is closed by reading, at one moment, the rows of the open rooms that changed since (pure). Rows of closed rooms are not
// read, so the ring begins anew behind the gap.
import type { Cursor, Row } from '@madoguchi/contracts/row/row'
import type { Room } from '@madoguchi/contracts/socket/room'
import { partsOf } from '../rooms.ts'
import type { Told } from './told.ts'

/** Which projection everybody reads and how far it is, by partition. */
export type Moment = { v: number; next: number[] }
export type Wanted = { room: Room; since: Cursor }
/** Rows with rev ≥ since by room, of one moment; null = more than may be sent. */
export type Found = Moment & { rows: Map<Room, Row[] | null> }

export function wantedFor(parts: number[], rooms: Room[], nextOf: (part: number) => number): Wanted[] {
  return rooms.flatMap((room) => {
    const mine = partsOf(room).filter((part) => parts.includes(part))
    return mine.length === 0 ? [] : [{ room, since: Object.fromEntries(mine.map((part) => [part, nextOf(part)])) }]
  })
}

/** `tell`: rows that close the gap for a room. `missed`: joined meanwhile, or too much to send: they must follow again. */
export function healing(part: number, { rows }: Found, told: Told) {
  const tell: { room: Room; rows: Row[] }[] = []
  const missed: Room[] = []
  for (const room of told.roomsIn(part)) {
    const found = rows.get(room)
    const mine = found?.filter((row) => row.part === part)
    if (mine === undefined) missed.push(room)
    else if (mine.length > 0) tell.push({ room, rows: mine })
  }
  return { tell, missed }
}

// How far each room of this gateway has been told, by partition (pure data). A change for a room continues from here, not from
// its batch's own `from`: otherwise every batch that held nothing for the room would look like a gap.
import type { Cursor } from '@madoguchi/contracts/row/row'
import type { Room } from '@madoguchi/contracts/socket/room'

export type Told = {
  has(room: Room): boolean
  rooms(): Room[]
  /** Rooms with a place in this partition. */
  roomsIn(part: number): Room[]
  set(room: Room, cursor: Cursor): void
  forget(room: Room): void
  /** Moves a room on; gives the place it was told up to. */
  move(room: Room, part: number, next: number): number
}

export function createTold(): Told & { entries(): [Room, Cursor][] } {
  const told = new Map<Room, Cursor>()
  return {
    has: (room) => told.has(room),
    rooms: () => [...told.keys()],
    roomsIn: (part) => [...told].flatMap(([room, cursor]) => (part in cursor ? [room] : [])),
    entries: () => [...told],
    set: (room, cursor) => void told.set(room, { ...cursor }),
    forget: (room) => void told.delete(room),
    move(room, part, next) {
      const cursor = told.get(room)!
      const from = cursor[part]!
      cursor[part] = next
      return from
    },
  }
}

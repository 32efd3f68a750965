// What this gateway knows of the rows' progress, and what it has told each room. Notices may be lost, doubled, late or out of
// order: a gap is repaired from Postgres, and the compare finds a lost last notice. May be relied on: whoever follows a room and
// obeys `receive` (web/src/sync/receive.ts) ends with the rows as they are.
import { PARTITIONS } from '@madoguchi/contracts/ids'
import type { Change as Notice, Cursor, Row } from '@madoguchi/contracts/row/row'
import type { Followed } from '@madoguchi/contracts/socket/ack'
import type { Change } from '@madoguchi/contracts/socket/down'
import type { Room } from '@madoguchi/contracts/socket/room'
import { partsOf, roomsOf } from '../rooms.ts'
import { answerFromRings, answerFromRows, resetTo } from './answer.ts'
import { healing, wantedFor, type Found, type Moment, type Wanted } from './repair.ts'
import { createRing, type Ring } from './ring.ts'
import { createTold } from './told.ts'

export type Feed = {
  v(): number
  /** Next offset known here, by partition. */
  pos(): number[]
  notice(notice: Notice): void
  /**
   * `moment` was read a little while ago, so that notices on their way are not taken for lost; `before`: `pos()` just before it
   * was read. Rows behind that are another history: everybody starts over.
   */
  compare(moment: Moment, before: number[]): void
  /** Call before the socket joins, in the same tick: the room's next change then continues where this answer ends. */
  follow(room: Room, v: number, since: Cursor): Followed | Promise<Followed>
  /** Nobody is in the room any more. */
  left(room: Room): void
  /** How far each room was told and is told now; afterwards every room counts as told. */
  beat(): Map<Room, { v: number; from: Cursor; next: Cursor }>
}

export type FeedDeps = {
  moment: Moment
  read: (wanted: Wanted[]) => Promise<Found>
  emit: (change: Change) => void
  /** What these rooms missed cannot be told here: whoever is in them must follow again. */
  resync: (rooms: Room[]) => void
  repaired?: () => void
  failed?: (error: unknown) => void
}

/** Notices kept while a repair is under way; beyond it the compare heals. */
const KEPT = 256

type Part = { ring: Ring; repairing: boolean; kept: Notice[] }

export function createFeed({ moment, read, emit, resync, repaired, failed }: FeedDeps): Feed {
  let v = moment.v
  const parts: Part[] = Array.from({ length: PARTITIONS }, (_, part) => ({
    ring: createRing(moment.next[part] ?? 0),
    repairing: false,
    kept: [],
  }))
  const told = createTold()
  const nextOf = (part: number) => parts[part]!.ring.next()
  const nowOf = (room: Room): Cursor => Object.fromEntries(partsOf(room).map((part) => [part, nextOf(part)]))
  const tell = (room: Room, part: number, next: number, rows: Row[]) =>
    emit({ room, v, part, from: told.move(room, part, next), next, rows })

  function take(part: number, next: number, rows: Row[]) {
    parts[part]!.ring.push(next, rows)
    for (const [room, some] of byRoom(rows, (room) => told.has(room))) tell(room, part, next, some)
  }

  function notice(change: Notice) {
    const part = parts[change.part]
    if (change.v !== v || part === undefined || change.next <= part.ring.next()) return
    if (part.repairing && part.kept.length < KEPT) part.kept.push(change)
    if (part.repairing) return
    if (change.from > part.ring.next() || change.rows === null) void repair([change.part])
    else take(change.part, change.next, change.rows)
  }

  async function repair(which: number[]) {
    for (const part of which) parts[part]!.repairing = true
    const version = v
    const found = await read(wantedFor(which, told.rooms(), nextOf)).catch((error: unknown) => failed?.(error))
    const kept = which.flatMap((part) => parts[part]!.kept)
    for (const part of which) Object.assign(parts[part]!, { repairing: false, kept: [] })
    if (!found || version !== v) return // the next compare repairs
    if (found.v !== v) switchTo(found)
    else heal(which, found)
    for (const change of kept.sort((a, b) => a.from - b.from)) notice(change)
  }

  function heal(which: number[], found: Found) {
    const again = new Set<Room>()
    for (const part of which) {
      const next = found.next[part]!
      if (next <= nextOf(part)) continue
      parts[part]!.ring.restart(next)
      const { tell: some, missed } = healing(part, found, told)
      for (const { room, rows } of some) tell(room, part, next, rows)
      for (const room of missed) {
        told.move(room, part, next) // whoever is behind sees a gap there, if the word below is lost
        again.add(room)
      }
    }
    if (again.size > 0) resync([...again])
    repaired?.()
  }

  function switchTo(to: Moment) {
    v = to.v
    for (const [part, one] of parts.entries()) one.ring.restart(to.next[part] ?? 0)
    for (const room of told.rooms()) told.set(room, nowOf(room))
    resync(told.rooms())
  }

  return {
    v: () => v,
    pos: () => parts.map((part) => part.ring.next()),
    notice,
    compare(to, before) {
      if (to.v !== v || to.next.some((next, part) => next < before[part]!)) return switchTo(to)
      const behind = parts.flatMap((part, i) => (to.next[i]! > part.ring.next() && !part.repairing ? [i] : []))
      if (behind.length > 0) void repair(behind)
    },
    follow(room, theirs, since) {
      if (!told.has(room)) told.set(room, nowOf(room))
      if (theirs !== v) return resetTo(v)
      const rings = new Map(partsOf(room).map((part) => [part, parts[part]!.ring]))
      const asked = { room, v, since: Object.fromEntries([...rings.keys()].map((part) => [part, since[part] ?? 0])) }
      return answerFromRings(rings, asked) ?? read([asked]).then((found) => answerFromRows(found, asked))
    },
    left: (room) => told.forget(room),
    beat() {
      const said = told.entries().map(([room, from]) => [room, { v, from: { ...from }, next: nowOf(room) }] as const)
      for (const [room, { next }] of said) told.set(room, next)
      return new Map(said)
    },
  }
}

function byRoom(rows: Row[], open: (room: Room) => boolean): Map<Room, Row[]> {
  const found = new Map<Room, Row[]>()
  for (const row of rows)
    for (const room of roomsOf(row)) if (open(room)) found.set(room, [...(found.get(room) ?? []), row])
  return found
}

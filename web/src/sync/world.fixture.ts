// A gateway in miniature for tests of the live view: rows by partition with their revs, changes that may be dropped, doubled,
// shuffled and delayed, follows answered from the rows or by "start over", and a new projection version now and then.
import type { FollowAck } from '@madoguchi/contracts/socket/ack'
import type { Change } from '@madoguchi/contracts/socket/down'
import type { Cursor, Row } from '@madoguchi/contracts/row/row'
import { keyOf, type Taken } from './receive.ts'

export function createDice(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return { next, below: (n: number) => Math.floor(next() * n), chance: (p: number) => next() < p }
}
export type Dice = ReturnType<typeof createDice>

export const ROOM = 'channel:c'
const RESET_ABOVE = 40

export function createWorld(dice: Dice, parts = 3) {
  let v = 1
  const rows = new Map<string, Row>()
  const heads: number[] = Array.from({ length: parts }, () => 0)
  /** What the room of the one browser has been told; null = it does not follow. */
  let told: number[] | null = null
  let wire: Change[] = []

  const cursor = (): Cursor => Object.fromEntries(heads.map((head, part) => [part, head]))

  /** Some rows of one partition change at one offset; sometimes one is deleted; sometimes none is of this room. */
  function happen() {
    const part = dice.below(parts)
    const rev = heads[part]!
    heads[part] = rev + 1
    const changed: Row[] = []
    for (let n = dice.below(3); n > 0; n--) {
      const id = `c:${part}-${dice.below(12)}`
      const row = {
        noun: 'conversation',
        id,
        part,
        rev,
        row: dice.chance(0.15) ? null : { name: `v${v} r${rev}` },
      } as unknown as Row
      rows.set(keyOf(row), row)
      changed.push(row)
    }
    if (told === null || (changed.length === 0 && dice.chance(0.7))) return
    wire.push({
      room: ROOM,
      v,
      part,
      from: told[part]!,
      next: rev + 1,
      rows: [...new Map(changed.map((r) => [keyOf(r), r])).values()],
    })
    told[part] = rev + 1
  }

  return {
    happen,
    /** A rebuild: other rows, other revs, another version. */
    rebuild() {
      v++
      for (const [key, row] of rows) {
        if (dice.chance(0.3)) rows.delete(key)
        else
          rows.set(key, {
            ...row,
            rev: dice.below(heads[row.part]! + 1),
            row: row.row && { name: `v${v}` },
          } as unknown as Row)
      }
    },
    snapshot: (): Taken => ({ v, cursor: cursor(), rows: [...rows.values()].filter((row) => row.row !== null) }),
    /** As the gateway does: joins and reads in one tick. */
    follow({ v: theirs, since }: { v: number; since: Cursor }): FollowAck {
      told = [...heads]
      const behind = [...rows.values()].filter((row) => row.rev >= (since[row.part] ?? 0))
      if (theirs !== v || behind.length > RESET_ABOVE) return { ok: true, v, reset: true, changes: [] }
      const changes = heads.flatMap((next, part) => {
        const from = since[part] ?? 0
        return next > from ? [{ room: ROOM, v, part, from, next, rows: behind.filter((row) => row.part === part) }] : []
      })
      return { ok: true, v, reset: false, changes }
    },
    hangUp() {
      told = null
      wire = []
    },
    beat() {
      if (told === null) return []
      const from = Object.fromEntries(told.map((at, part) => [part, at]))
      told = [...heads]
      return [{ room: ROOM, v, from, next: cursor() }]
    },
    /** What comes over the wire now: some of it lost, doubled or out of order. */
    deliver({ lose, double, shuffle }: { lose: number; double: number; shuffle: number }): Change[] {
      const out: Change[] = []
      const kept: Change[] = []
      for (const change of wire) {
        if (dice.chance(lose)) continue
        if (dice.chance(shuffle)) kept.push(change)
        else out.push(change)
        if (dice.chance(double)) out.splice(dice.below(out.length + 1), 0, change)
      }
      wire = kept
      return out
    },
    /** Row content by key as a fresh load shows it. */
    truth: (): Map<string, unknown> =>
      new Map([...rows].flatMap(([key, row]) => (row.row === null ? [] : [[key, row.row]]))),
  }
}

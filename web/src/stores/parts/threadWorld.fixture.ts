// One conversation's messages at a gateway in miniature: they come, change, move, vanish; pages and windows are read from them as the
// server reads them, a moment before they are answered; changes over the line may be lost, doubled, late; now and then all is rebuilt.
import type { Row } from '@madoguchi/contracts/row/row'
import type { FollowAck } from '@madoguchi/contracts/socket/ack'
import type { Change } from '@madoguchi/contracts/socket/down'
import { conversationRoom } from '@madoguchi/contracts/socket/room'
import type { Cursor } from '@madoguchi/contracts/row/row'
import { compareTimed } from '../../sync/order.ts'
import type { Dice } from '../../sync/world.fixture.ts'

export const THREAD = 'c:U1'
const RESET_ABOVE = 25
type MessageOf = Extract<Row, { noun: 'message' }>

export function createThreadWorld(dice: Dice, limit: number) {
  const rows = new Map<string, MessageOf>()
  let [v, head, clock, born] = [1, 0, 1_000, 0]
  let told: number | null = null
  let wire: Change[] = []

  const row = (id: string, at: number, event: string): MessageOf =>
    ({ noun: 'message', id, part: 0, rev: head, row: { at, event, text: `v${v} r${head}` } }) as unknown as MessageOf
  const standing = () =>
    [...rows.values()]
      .filter((one) => one.row !== null)
      .sort((a, b) => compareTimed({ ...a.row!, id: a.id }, { ...b.row!, id: b.id }))

  function changed(): MessageOf {
    const all = standing()
    const what = dice.next()
    const one = all[dice.below(all.length)]
    if (one === undefined || what < 0.5) return row(`m${born}`, (clock += dice.below(3)), `e${born++}`)
    if (what < 0.6) return row(`m${born}`, one.row!.at, `e${born++}`)
    if (what < 0.75) return { ...one, rev: head, row: null } as MessageOf
    return row(one.id, what < 0.8 ? clock++ : one.row!.at, one.row!.event)
  }

  function page(found: MessageOf[], whole: MessageOf[]) {
    const text = (edge: MessageOf | undefined, most: MessageOf | undefined) => (edge === most ? null : edge!.id)
    return { v, rows: found, before: text(found[0], whole[0]), after: text(found.at(-1), whole.at(-1)) }
  }
  const read = (place: string): { at: number; event: string; id: string } => {
    const [at, event] = JSON.parse(Buffer.from(place, 'base64url').toString()) as [number, string]
    return { at, event, id: '' }
  }
  const compare = (one: MessageOf, place: { at: number; event: string }) =>
    compareTimed({ ...one.row!, id: '' }, { ...place, id: '' })

  return {
    happen() {
      const now = changed()
      rows.set(now.id, now)
      head++
      if (told === null) return
      wire.push({ room: conversationRoom(THREAD), v, part: 0, from: told, next: head, rows: [now] })
      told = head
    },
    rebuild() {
      v++
      for (const [id, one] of rows) {
        if (dice.chance(0.1)) rows.delete(id)
        else rows.set(id, { ...one, rev: dice.below(head + 1), row: one.row && { ...one.row, text: `v${v}` } } as never)
      }
    },
    /** What the server says to a path; null = 404. */
    answer(path: string): unknown {
      const query = new URL(path, 'http://x').searchParams
      const all = standing()
      if (!path.includes('/messages')) return { ...page(all.slice(-limit), all), cursor: { 0: head } }
      const [before, after, around] = [query.get('before'), query.get('after'), query.get('around')]
      if (before !== null) return page(all.filter((one) => compare(one, read(before)) < 0).slice(-limit), all)
      if (after !== null) return page(all.filter((one) => compare(one, read(after)) > 0).slice(0, limit), all)
      const at = all.findIndex((one) => (around === null ? one.row!.at >= Number(query.get('at')) : one.id === around))
      if (all.length === 0 || (at < 0 && around !== null)) return null
      const middle = at < 0 ? all.length - 1 : at
      return page(all.slice(Math.max(0, middle - limit / 2), middle + limit / 2), all)
    },
    follow({ v: theirs, since }: { v: number; since: Cursor }): FollowAck {
      told = head
      const from = since[0] ?? 0
      const behind = [...rows.values()].filter(({ rev }) => rev >= from)
      if (theirs !== v || behind.length > RESET_ABOVE) return { ok: true, v, reset: true, changes: [] }
      if (head <= from) return { ok: true, v, reset: false, changes: [] }
      const change = { room: conversationRoom(THREAD), v, part: 0, from, next: head, rows: behind }
      return { ok: true, v, reset: false, changes: [change] }
    },
    hangUp() {
      told = null
      wire = []
    },
    beat() {
      if (told === null) return []
      const from = { 0: told }
      told = head
      return [{ room: conversationRoom(THREAD), v, from, next: { 0: head } }]
    },
    deliver({ lose, double, late }: { lose: number; double: number; late: number }): Change[] {
      const [out, kept]: [Change[], Change[]] = [[], []]
      for (const change of wire) {
        if (dice.chance(lose)) continue
        if (dice.chance(late)) kept.push(change)
        else out.push(change)
        if (dice.chance(double)) (dice.chance(0.5) ? out : kept).push(change)
      }
      wire = kept
      return out
    },
    standing,
  }
}

import { expect, test } from 'vitest'
import type { Row } from '@madoguchi/contracts/row/row'
import { advance, createView, keyOf, receive, replaceWith, type Told, type View } from './receive.ts'
import { createDice } from './world.fixture.ts'

const row = (id: string, rev: number, name: string | null = `${id}@${rev}`, part = 0) =>
  ({ noun: 'conversation', id, part, rev, row: name === null ? null : { name } }) as unknown as Row
const view = (rows: Row[], cursor = { 0: 5 }) => createView({ v: 1, cursor, rows })
const told = (from: number, next: number, rows: Row[], v = 1, part = 0): Told => ({ v, part, from, next, rows })
const names = (view: View) =>
  Object.fromEntries(
    [...view.rows].map(([key, held]) => [key.slice(13), (held.row as { name?: string } | null)?.name ?? null]),
  )

test('a row is applied only when its rev is newer than the one held', () => {
  const held = view([row('a', 4)])
  expect(receive(held, told(5, 6, [row('a', 3)])).changed).toEqual([])
  expect(receive(held, told(6, 7, [row('a', 4, 'twice')])).changed).toEqual([])
  expect(receive(held, told(7, 8, [row('a', 7)])).changed).toHaveLength(1)
  expect(names(held)).toEqual({ a: 'a@7' })
})

test('the cursor moves only over what was told without a gap, and never back', () => {
  const held = view([])
  expect(receive(held, told(5, 9, [])).gap).toBe(false)
  expect(held.cursor).toEqual({ 0: 9 })
  expect(receive(held, told(3, 7, [])).gap).toBe(false)
  expect(held.cursor).toEqual({ 0: 9 })
  expect(receive(held, told(11, 12, [row('b', 11)])).gap).toBe(true)
  expect(held.cursor).toEqual({ 0: 9 })
  expect(names(held), 'rows beyond a gap are true all the same').toEqual({ b: 'b@11' })
})

test('a change of another version is dropped, the directory’s version 0 passes without moving what is not followed', () => {
  const held = view([row('a', 4)])
  expect(receive(held, told(5, 9, [row('a', 8)], 2))).toEqual({ changed: [], gap: false })
  expect(receive(held, told(40, 41, [row('x', 40, 'x', -1)], 0, -1))).toMatchObject({ gap: false })
  expect(held.cursor).toEqual({ 0: 5 })
  expect(names(held)).toEqual({ a: 'a@4', x: 'x' })
})

test('a deleted row is not revived by an older change', () => {
  const held = view([row('a', 4)])
  receive(held, told(5, 8, [row('a', 7, null)]))
  receive(held, told(5, 7, [row('a', 6)]))
  expect(names(held)).toEqual({ a: null })
})

test('a fresh snapshot keeps what was told while it was on its way, and forgets what has gone', () => {
  const held = view([row('gone', 2), row('late', 9), row('a', 4)])
  const fresh = replaceWith(held, { v: 1, cursor: { 0: 9 }, rows: [row('a', 6)] })
  expect(names(fresh)).toEqual({ a: 'a@6', late: 'late@9' })
})

test('a snapshot of another version replaces everything, whatever the revs', () => {
  const fresh = replaceWith(view([row('a', 40), row('b', 41)], { 0: 42 }), {
    v: 2,
    cursor: { 0: 3 },
    rows: [row('a', 1)],
  })
  expect(names(fresh)).toEqual({ a: 'a@1' })
  expect(fresh.cursor).toEqual({ 0: 3 })
})

test('a change from before the snapshot revives nothing that it no longer had; the directory’s rows pass', () => {
  const held = view([row('a', 3)], { 0: 5 })
  expect(receive(held, told(1, 4, [row('gone', 2)]))).toEqual({ changed: [], gap: false })
  expect(names(held)).toEqual({ a: 'a@3' })
  const directory = { ...row('b', 0), part: -1 } as Row
  expect(receive(held, { ...told(0, 1, [directory]), part: -1, v: 0 }).changed).toEqual([directory])
})

test('a partition without a cursor begins at 0', () => {
  const cursor = {}
  expect(advance(cursor, { part: 3, from: 0, next: 2 })).toBe(true)
  expect(advance(cursor, { part: 4, from: 1, next: 2 })).toBe(false)
  expect(cursor).toEqual({ 3: 2 })
})

type Apply = (rows: Map<string, Row>, got: Row) => void
const byRev: Apply = (rows, got) => {
  const held = createView({ v: 1, cursor: {}, rows: [...rows.values()] })
  receive(held, told(0, 0, [got]))
  for (const [key, value] of held.rows) rows.set(key, value)
}
const asItComes: Apply = (rows, got) => void rows.set(keyOf(got), got)

/** Any order, any number of times: how many of the seeds end unlike the truth. */
function wrongEnds(apply: Apply): number {
  return Array.from({ length: 200 }, (_, seed) => {
    const dice = createDice(seed)
    const history = Array.from({ length: 60 }, (_, rev) => row(`r${dice.below(8)}`, rev))
    const truth = new Map(history.map((r) => [keyOf(r), r]))
    const shuffled = [...history, ...history.filter(() => dice.chance(0.3))]
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = dice.below(i + 1)
      ;[shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!]
    }
    const rows = new Map<string, Row>()
    for (const got of shuffled) apply(rows, got)
    return [...truth].every(([key, r]) => rows.get(key)?.rev === r.rev) ? 0 : 1
  }).reduce((sum: number, wrong) => sum + wrong, 0)
}

test('shuffled, doubled and late changes end as the newest rows', () => expect(wrongEnds(byRev)).toBe(0))
test('… and without the comparison of revs this test would notice', () =>
  expect(wrongEnds(asItComes)).toBeGreaterThan(150))

import { expect, test } from 'vitest'
import * as stretch from './stretch.ts'
import { createDice, type Dice } from './world.fixture.ts'

const place = (n: number) => ({ at: Math.floor(n / 2), event: `e${n % 2}` })
const page = (ns: readonly number[], size: number): stretch.Page => ({
  first: ns.length === 0 ? null : place(ns[0]!),
  last: ns.length === 0 ? null : place(ns.at(-1)!),
  before: ns.length > 0 && ns[0]! > 0,
  after: ns.length > 0 && ns.at(-1)! < size - 1,
})
const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)

/** The same by sets of numbers: what is drawn, and what is known of the end. */
type Naive = { drawn: Set<number>; tail: Set<number>; attached: boolean }
const least = (set: Set<number>) => Math.min(...set)
const most = (set: Set<number>) => Math.max(...set)

function meet(naive: Naive, reachesEnd: boolean) {
  if (!reachesEnd && most(naive.drawn) < least(naive.tail)) return
  for (const one of naive.tail) naive.drawn.add(one)
  naive.tail = naive.drawn
  naive.attached = true
}

function step(dice: Dice, size: number, known: stretch.Known, naive: Naive): stretch.Known {
  const some = 1 + dice.below(8)
  const what = dice.below(7)
  if (what === 0) {
    const middle = dice.below(size)
    const around = range(Math.max(0, middle - some), Math.min(size, middle + some))
    naive.drawn = new Set(around)
    naive.attached = false
    meet(naive, around.at(-1) === size - 1)
    return stretch.jumped(known, page(around, size))
  }
  if (what === 1) {
    const first = least(naive.drawn)
    if (first === 0) return known
    const older = range(Math.max(0, first - some), first)
    for (const one of older) naive.drawn.add(one)
    return stretch.grownOlder(known, page(older, size))
  }
  if (what === 2) {
    if (naive.attached) return known
    const newer = range(most(naive.drawn) + 1, Math.min(size, most(naive.drawn) + 1 + some))
    for (const one of newer) naive.drawn.add(one)
    meet(naive, most(naive.drawn) === size - 1)
    return stretch.grownNewer(known, page(newer, size))
  }
  if (what === 3) {
    naive.drawn = naive.tail
    naive.attached = true
    return stretch.atEnd(known)
  }
  return cut(dice, known, naive, what)
}

function cut(dice: Dice, known: stretch.Known, naive: Naive, what: number): stretch.Known {
  const drawn = [...naive.drawn].sort((a, b) => a - b)
  const at = dice.below(drawn.length)
  if (what === 4) {
    for (const one of drawn.slice(0, at)) naive.drawn.delete(one)
    return stretch.cutOlder(known, place(drawn[at]!))
  }
  const tail = [...naive.tail].sort((a, b) => a - b)
  const from = tail[dice.below(tail.length)]!
  if (what === 5) {
    const next = naive.attached ? from : tail[0]!
    if (drawn[at]! < next) {
      if (naive.attached) naive.tail = new Set(tail.filter((one) => one >= next))
      naive.drawn = new Set(drawn.slice(0, at + 1))
      naive.attached = false
    }
    return stretch.cutNewer(known, place(drawn[at]!), place(from))
  }
  if (!naive.attached) naive.tail = new Set(tail.filter((one) => one >= from))
  return stretch.cutTail(known, place(from))
}

test('pages, windows, what comes in, and letting go: at every step known is what the sets say, and no more', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const dice = createDice(seed)
    let size = 1 + dice.below(60)
    const latest = range(Math.max(0, size - 6), size)
    let known = stretch.opened(page(latest, size))
    const naive: Naive = { drawn: new Set(latest), tail: new Set(latest), attached: true }
    naive.tail = naive.drawn
    for (let n = 0; n < 60; n++) {
      if (dice.chance(0.3)) {
        naive.tail.add(size)
        size++
      } else known = step(dice, size, known, naive)
      const all = range(0, size)
      const told = `seed ${seed}, step ${n}`
      expect(
        all.filter((one) => stretch.within(known.shown, place(one))),
        told,
      ).toEqual(all.filter((one) => naive.drawn.has(one)))
      expect(
        all.filter((one) => stretch.holds(known, place(one))),
        told,
      ).toEqual(all.filter((one) => naive.drawn.has(one) || naive.tail.has(one)))
      expect(stretch.detached(known), told).toBe(!naive.attached)
    }
  }
})

test('what is not known is never cut into being known', () => {
  const known = stretch.jumped(stretch.opened(page(range(40, 50), 50)), page(range(10, 20), 50))
  expect(stretch.cutOlder(known, place(5))).toEqual(known)
  expect(stretch.cutNewer(known, place(25), place(45))).toEqual(known)
  expect(stretch.cutTail(known, place(30))).toEqual(known)
})

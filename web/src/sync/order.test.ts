import { expect, test } from 'vitest'
import { compareBytes } from '@madoguchi/contracts/bytes'
import { compareListed, compareTimed, createOrder, type ListPlace } from './order.ts'
import { createDice } from './world.fixture.ts'

test('the list: latest activity first, nothing said last, ties by id', () => {
  const places: ListPlace[] = [
    { at: null, id: 'b' },
    { at: 5, id: 'z' },
    { at: 9, id: 'c' },
    { at: null, id: 'a' },
    { at: 5, id: 'y' },
  ]
  expect(
    places
      .sort(compareListed)
      .map((p) => p.id)
      .join(''),
  ).toBe('cyzab')
})

test('the timeline: by time, then by the event id’s bytes', () => {
  const at = (at: number, event: string) => ({ at, event, id: event })
  expect([at(2, 'a'), at(1, 'b'), at(1, 'B'), at(1, 'a')].sort(compareTimed).map((p) => p.event)).toEqual([
    'B',
    'a',
    'b',
    'a',
  ])
})

test('bytes compare as UTF-8 does, also where code units do not', () => {
  const strings = ['', 'a', 'Z', 'é', '\uffff', '𠮷', '\ue000', 'a\u{10ffff}', 'aa']
  const encoder = new TextEncoder()
  const truth = [...strings].sort((a, b) => Buffer.compare(encoder.encode(a), encoder.encode(b)))
  expect([...strings].sort(compareBytes)).toEqual(truth)
})

test('kept step by step, an order equals sorting everything', () => {
  for (let seed = 0; seed < 50; seed++) {
    const dice = createDice(seed)
    const order = createOrder<ListPlace>(compareListed)
    const truth = new Map<string, ListPlace>()
    for (let n = 0; n < 200; n++) {
      const id = `r${dice.below(30)}`
      const place = dice.chance(0.1) ? null : { id, at: dice.chance(0.2) ? null : dice.below(20) }
      order.set(id, place)
      if (place === null) truth.delete(id)
      else truth.set(id, place)
    }
    const sorted = [...truth.values()].sort(compareListed)
    expect(order.all()).toEqual(sorted)
    for (const [i, place] of sorted.entries()) expect(order.upTo(place)).toBe(i + 1)
  }
})

test('upTo counts what stands at or before a place that has gone', () => {
  const order = createOrder<ListPlace>(compareListed)
  for (const at of [9, 7, 3]) order.set(`r${at}`, { id: `r${at}`, at })
  expect([10, 8, 5, 1].map((at) => order.upTo({ id: 'x', at }))).toEqual([0, 1, 2, 3])
})

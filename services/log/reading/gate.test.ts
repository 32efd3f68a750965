import { expect, test } from 'vitest'
import type { Rec } from '../log.ts'
import { createGate } from './gate.ts'

const rec = (off: number, key = `k${off}`): Rec => ({ part: 0, off, key, loggedAt: 0, event: null })
const recs = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => rec(from + i))

test('from the beginning everything passes', () => {
  expect(createGate({ next: 0, lastKey: null }).pass(recs(0, 3))).toEqual({ verdict: 'on', records: recs(0, 3) })
  expect(createGate({ next: 0, lastKey: null }).pass(recs(7, 9))).toEqual({ verdict: 'on', records: recs(7, 9) })
})

test('the record before the position proves the log and is dropped, once', () => {
  const gate = createGate({ next: 5, lastKey: 'k4' })
  expect(gate.pass([])).toEqual({ verdict: 'on', records: [] })
  expect(gate.pass([rec(4)])).toEqual({ verdict: 'on', records: [] })
  expect(gate.pass(recs(5, 7))).toEqual({ verdict: 'on', records: recs(5, 7) })
})

test('a record erased and compacted away proves nothing against the log', () => {
  expect(createGate({ next: 5, lastKey: 'k4' }).pass(recs(6, 8))).toEqual({ verdict: 'on', records: recs(6, 8) })
})

test('another key, or a place before the one asked for, lets nothing pass', () => {
  expect(createGate({ next: 5, lastKey: 'k4' }).pass([rec(4, 'x'), rec(5)])).toEqual({ verdict: 'another' })
  expect(createGate({ next: 5, lastKey: 'k4' }).pass(recs(0, 6))).toEqual({ verdict: 'reset' })
})

test('also later the log may not go back behind what was taken, while holes are normal', () => {
  const gate = createGate({ next: 0, lastKey: null })
  gate.taken(recs(0, 4))
  expect(gate.pass(recs(9, 10))).toEqual({ verdict: 'on', records: recs(9, 10) })
  gate.taken(recs(9, 10))
  expect(gate.pass(recs(3, 12))).toEqual({ verdict: 'reset' })
})

import { expect, test } from 'vitest'
import { createGate } from './gate.ts'

function open() {
  let time = 0
  const gate = createGate({ now: () => time, random: () => 1 })
  return { gate, pass: (ms: number) => void (time += ms) }
}

test('2,000 calls a second and channel, no more', () => {
  const { gate, pass } = open()
  for (let i = 0; i < 2_000; i += 1) expect(gate.enter('a')).toBe(0)
  expect(gate.enter('a')).toBeGreaterThan(0)
  expect(gate.enter('b')).toBe(0)
  pass(10)
  const entered = Array.from({ length: 100 }, () => gate.enter('a')).filter((wait) => wait === 0)
  expect(entered).toHaveLength(20)
})

test.each(['token', 'rateLimited'] as const)('%s closes the gate with backoff, and one at a time tries again', (is) => {
  const { gate, pass } = open()
  gate.heard('a', is)
  expect(gate.enter('a')).toBeGreaterThan(0)
  expect(gate.enter('b')).toBe(0)
  expect(gate.shut()).toEqual(['a'])
  pass(999)
  expect(gate.shut()).toEqual(['a'])
  pass(1)
  expect(gate.shut()).toEqual([])
  expect(gate.enter('a')).toBe(0)
  expect(gate.shut()).toEqual(['a']) // until the one that was let in has told
  expect(gate.enter('a')).toBeGreaterThan(0)
  gate.heard('a', is)
  pass(1_999)
  expect(gate.shut()).toEqual(['a'])
  pass(1)
  expect(gate.enter('a')).toBe(0)
  gate.heard('a', 'accepted')
  expect(gate.shut()).toEqual([])
  expect(gate.enter('a')).toBe(0)
  expect(gate.enter('a')).toBe(0)
})

test('a probe that never tells, or meets an outage, does not keep the gate shut', () => {
  const { gate, pass } = open()
  gate.heard('a', 'token')
  pass(1_000)
  expect(gate.enter('a')).toBe(0)
  pass(12_000)
  expect(gate.enter('a')).toBe(0)
  gate.heard('a', 'doubt')
  expect(gate.shut()).toEqual(['a'])
  pass(1_000)
  expect(gate.enter('a')).toBe(0)
})

test('one person’s limit closes nobody’s gate', () => {
  const { gate } = open()
  for (const is of ['userLimited', 'quota', 'refused', 'notSent', 'doubt'] as const) gate.heard('a', is)
  expect(gate.enter('a')).toBe(0)
})

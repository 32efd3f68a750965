import { expect, test } from 'vitest'
import { createDwell } from './dwell.ts'

const a = { id: 'a', place: 1 }
const b = { id: 'b', place: 2 }

test('half a second on the screen is read, less is not', () => {
  const dwell = createDwell()
  expect(dwell.see([a], 0)).toBeNull()
  expect(dwell.see([a], 499)).toBeNull()
  expect(dwell.see([a], 500)).toBe(1)
})

test('each item has its own half second, and the greatest place read is told', () => {
  const dwell = createDwell()
  dwell.see([a], 0)
  expect(dwell.see([a, b], 500)).toBe(1)
  expect(dwell.see([a, b], 1000)).toBe(2)
})

test('scrolled past, or looked away from: it begins again', () => {
  const dwell = createDwell()
  dwell.see([a], 0)
  dwell.see([], 400)
  expect(dwell.see([a], 600)).toBeNull()
  dwell.lookAway()
  expect(dwell.see([a], 1200)).toBeNull()
  expect(dwell.see([a], 1700)).toBe(1)
})

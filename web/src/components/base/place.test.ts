import { expect, test } from 'vitest'
import { placeBeside } from './place.ts'

const window = { width: 1000, height: 800 }
const anchor = (left: number, top: number) => ({
  left,
  top,
  right: left + 100,
  bottom: top + 30,
  width: 100,
  height: 30,
})
const box = { width: 200, height: 300 }

test('it opens on the side asked for, aligned with its anchor', () => {
  expect(placeBeside(anchor(50, 50), box, window, 'below', 'start')).toEqual({ left: 50, top: 86 })
  expect(placeBeside(anchor(300, 500), box, window, 'above', 'end')).toEqual({ left: 200, top: 194 })
  expect(placeBeside(anchor(10, 400), box, window, 'end', 'center')).toEqual({ left: 116, top: 265 })
})

test('without room it turns to the other side', () => {
  expect(placeBeside(anchor(50, 700), box, window, 'below', 'start').top).toBe(394)
  expect(placeBeside(anchor(50, 40), box, window, 'above', 'start').top).toBe(76)
})

test('it never leaves the window', () => {
  expect(placeBeside(anchor(950, 50), box, window, 'below', 'start').left).toBe(792)
  expect(placeBeside(anchor(0, 50), box, window, 'below', 'end').left).toBe(8)
})

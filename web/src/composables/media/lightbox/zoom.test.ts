import { expect, test } from 'vitest'
import { wishOf } from './keys.ts'
import { swiped } from './swipe.ts'
import { fitScale, larger, scaleOf, smaller, toggled, type Zoom } from './zoom.ts'

test('a picture fits as a whole and is never blown up for it', () => {
  expect(fitScale({ width: 2000, height: 1000 }, { width: 1000, height: 1000 })).toBe(0.5)
  expect(fitScale({ width: 100, height: 4000 }, { width: 1000, height: 1000 })).toBe(0.25)
  expect(fitScale({ width: 10, height: 10 }, { width: 1000, height: 1000 })).toBe(1)
  expect(fitScale({ width: 0, height: 10 }, { width: 1000, height: 1000 })).toBe(1)
})

test('plus leads from any size to the largest, minus from there to the whole, each press seen', () => {
  for (const fit of [0.03, 0.1, 0.26, 0.5, 0.73, 0.99, 1]) {
    const up: Zoom[] = ['fit']
    while (larger(up.at(-1)!, fit) !== up.at(-1)) up.push(larger(up.at(-1)!, fit))
    expect(up.at(-1)).toBe(4)
    const scales = up.map((zoom) => scaleOf(zoom, fit))
    for (const [i, scale] of scales.slice(1).entries()) expect(scale).toBeGreaterThan(scales[i]! + 0.01)
    let zoom: Zoom = 4
    for (let n = 0; zoom !== 'fit'; n++) {
      expect(n).toBeLessThan(20)
      const next: Zoom = smaller(zoom, fit)
      expect(scaleOf(next, fit)).toBeLessThan(zoom)
      zoom = next
    }
    expect(smaller('fit', fit)).toBe('fit')
  }
})

test('a double click goes between the whole and the true size, where they differ', () => {
  expect(toggled('fit', 0.4)).toBe(1)
  expect(toggled(1, 0.4)).toBe('fit')
  expect(toggled(3, 0.4)).toBe('fit')
  expect(toggled('fit', 1)).toBe('fit')
})

test('a finger to the left goes on, to the right goes back, up and down or a twitch nothing', () => {
  expect(swiped(-120, 10)).toBe(1)
  expect(swiped(120, -10)).toBe(-1)
  expect(swiped(-40, 0)).toBe(0)
  expect(swiped(-100, 90)).toBe(0)
})

test('keys with a modifier stay the browser’s', () => {
  const key = (name: string, more = {}) => wishOf({ key: name, altKey: false, ctrlKey: false, metaKey: false, ...more })
  expect(['ArrowLeft', 'ArrowRight', '+', '-', '0', '1'].map((name) => key(name))).toEqual([
    'previous',
    'next',
    'larger',
    'smaller',
    'whole',
    'actual',
  ])
  expect(key('+', { ctrlKey: true })).toBe(null)
  expect(key('ArrowLeft', { altKey: true })).toBe(null)
  expect(key('constructor')).toBe(null)
})

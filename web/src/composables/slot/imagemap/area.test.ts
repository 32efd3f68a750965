import { expect, test } from 'vitest'
import { clamped, drawn, grid, GRIDS, movedBy, overlapping, pulledBy, type Area } from './area.ts'
import { areaIn, areaWords, baseOf, gridded } from './areaForm.ts'

const BASE = { width: 1040, height: 700 }
const area = (x: number, y: number, width: number, height: number): Area => ({ x, y, width, height })
const inside = ({ x, y, width, height }: Area) =>
  [x, y, width, height].every(Number.isInteger) &&
  x >= 0 &&
  y >= 0 &&
  width >= 1 &&
  height >= 1 &&
  x + width <= BASE.width &&
  y + height <= BASE.height

test('whatever is done to an area, it stays whole-numbered and inside', () => {
  const numbers = [-5000, -1.5, 0, 0.4, 3, 519.5, 1039, 1040, 99_999]
  for (const x of numbers)
    for (const y of numbers) {
      expect(inside(clamped(area(x, y, y, x), BASE))).toBe(true)
      expect(inside(movedBy(area(10, 10, 100, 100), { x, y }, BASE))).toBe(true)
      for (const across of [-1, 0, 1] as const)
        for (const down of [-1, 0, 1] as const)
          expect(inside(pulledBy(area(10, 10, 100, 100), { x: across, y: down }, { x, y }, BASE))).toBe(true)
      const one = drawn({ x, y }, { x: y, y: x }, BASE)
      expect(one === null || inside(one)).toBe(true)
    }
})

test('moving keeps the size, pulling keeps the other sides', () => {
  expect(movedBy(area(1000, 0, 40, 40), { x: 10, y: 10 }, BASE)).toEqual(area(1000, 10, 40, 40))
  expect(pulledBy(area(100, 100, 50, 50), { x: 1, y: 0 }, { x: 10, y: 99 }, BASE)).toEqual(area(100, 100, 60, 50))
  expect(pulledBy(area(100, 100, 50, 50), { x: -1, y: -1 }, { x: 500, y: -20 }, BASE)).toEqual(area(149, 80, 1, 70))
})

test('an area is drawn from any corner, and a slip of the hand is none', () => {
  expect(drawn({ x: 300, y: 200 }, { x: 100, y: 50 }, BASE)).toEqual(area(100, 50, 200, 150))
  expect(drawn({ x: 5, y: 5 }, { x: 9, y: 300 }, BASE)).toBeNull()
  expect(drawn({ x: 0, y: 0 }, { x: 100, y: 9 }, { width: 1040, height: 8 })).toEqual(area(0, 0, 100, 8))
})

test('grids cover the picture without gap or overlap, also where it cannot be divided', () => {
  for (const [columns, rows] of Object.values(GRIDS)) {
    const base = { width: 1040, height: 701 }
    const parts = grid(columns, rows, base)
    expect(parts).toHaveLength(columns * rows)
    expect(parts.reduce((sum, { width, height }) => sum + width * height, 0)).toBe(1040 * 701)
    expect(overlapping(parts).size).toBe(0)
  }
  expect(grid(3, 1, BASE).map(({ x }) => x)).toEqual([0, 347, 693])
})

test('those that overlap are told, those that touch are not', () => {
  const areas = [area(0, 0, 100, 100), area(100, 0, 100, 100), area(150, 50, 10, 10), null]
  expect([...overlapping(areas)]).toEqual([1, 2])
})

test('areas are read from the form as far as they are numbers, and written back alike', () => {
  expect(baseOf({ baseSize: { height: '７００' } }, 1040)).toEqual(BASE)
  for (const height of ['', '0', '-1', '1.5', 'tall', '99999'])
    expect([height, baseOf({ baseSize: { height } }, 1040)]).toEqual([height, null])
  expect(areaIn(areaWords(area(1, 2, 3, 4)), BASE)).toEqual(area(1, 2, 3, 4))
  expect(areaIn({ x: '1000', y: '0', width: '100', height: '1' }, BASE)).toEqual(area(940, 0, 100, 1))
  for (const x of ['', 'x', '-1', '1040', '1e3'])
    expect([x, areaIn({ ...areaWords(area(0, 0, 9, 9)), x }, BASE)]).toEqual([x, null])
})

test('a grid keeps what taps did, in order', () => {
  const items = [
    { type: 'uri', linkUri: 'https://a.example' },
    { type: 'message', text: 'b' },
  ]
  const halves = gridded(items, 'thirdsDown', BASE, () => ({ type: 'uri' }))
  expect(halves.map(({ type, text }) => [type, text])).toEqual([
    ['uri', undefined],
    ['message', 'b'],
    ['uri', undefined],
  ])
  expect(gridded(items, 'whole', BASE, () => ({}))).toHaveLength(1)
})

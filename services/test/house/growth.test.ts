import { expect, test } from 'vitest'
import { growthOf, type Sample } from './growth.fixture.ts'

const WINDOW = 300
const life = (of: (second: number) => Omit<Sample, 'second'>, seconds = 1_800) => ({
  name: 'sender',
  samples: Array.from({ length: seconds / 5 + 1 }, (_, i) => ({ second: i * 5, ...of(i * 5) })),
})
const grown = (of: (second: number) => Omit<Sample, 'second'>) => growthOf(life(of), WINDOW)?.grown
const breath = (second: number) => 15 * Math.sin(second / 7)

test('a heap that breathes and warms up at the start does not grow', () => {
  expect(grown((second) => ({ rss: 120 + Math.min(60, second / 5) + breath(second), handles: 40 }))).toBe(false)
})

test('4 MB a minute that never come back are growth, however the heap breathes', () => {
  expect(grown((second) => ({ rss: 150 + (second / 60) * 4 + breath(second), handles: 40 }))).toBe(true)
})

test('a connection that each minute’s fault leaves open is growth', () => {
  expect(grown((second) => ({ rss: 150, handles: 40 + Math.floor(second / 60) }))).toBe(true)
})

test('connections opened in a rush and closed again are none', () => {
  expect(grown((second) => ({ rss: 150, handles: second % 60 < 10 ? 70 : 40 }))).toBe(false)
})

test('a pool that is full through most of a rush, and small again in between, is none', () => {
  const rush = (second: number) => second > 1_500 && second % 120 > 20
  expect(grown((second) => ({ rss: 150, handles: rush(second) ? 62 : 41 }))).toBe(false)
})

test('of a short life nothing is said', () => {
  expect(
    growthOf(
      life(() => ({ rss: 1, handles: 1 }), 900),
      WINDOW,
    ),
  ).toBeNull()
})

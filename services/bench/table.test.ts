import { expect, test } from 'vitest'
import { holds, type Figure } from './figure.ts'
import { shown, tableOf } from './table.ts'

const figure = (more: Partial<Figure>): Figure => ({ what: 'appends', unit: '/s', ours: 60, floor: 100, ...more })

test('what is wanted is judged on the ratio or on our own figure; without a floor a ratio never holds', () => {
  expect(holds(figure({}))).toBeNull()
  expect(holds(figure({ wanted: { of: 'ratio', atLeast: 0.6 } }))).toBe(true)
  expect(holds(figure({ wanted: { of: 'ratio', atLeast: 0.61 } }))).toBe(false)
  expect(holds(figure({ floor: null, wanted: { of: 'ratio', atLeast: 0.1 } }))).toBe(false)
  expect(holds(figure({ wanted: { of: 'ours', atMost: 60 } }))).toBe(true)
  expect(holds(figure({ wanted: { of: 'ours', atMost: 59 } }))).toBe(false)
})

test('a table names the bench, the engines and each figure, and makes a miss bold', () => {
  const figures = [
    figure({ wanted: { of: 'ratio', atLeast: 0.7 } }),
    figure({ what: 'memory', unit: 'MB', floor: null }),
  ]
  const text = tableOf({ bench: 'webhook', engines: 'embedded', at: '', machine: '', figures })
  expect(text).toContain('**webhook** (embedded)')
  expect(text).toContain('| appends | 60 /s | 100 /s | 0.60 | ≥ 0.7 × floor | **no** |')
  expect(text).toContain('| memory | 60 MB | – | – |  |  |')
})

test('numbers are short', () => {
  expect([12_345.6, 99.951, 0.012_345, 1].map(shown)).toEqual(['12,346', '100', '0.0123', '1'])
})

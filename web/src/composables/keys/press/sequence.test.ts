import { expect, test } from 'vitest'
import { createSequence, NEXT_WITHIN_MS, type Met } from './sequence.ts'

const BOUND = new Map([
  ['J', 'next'],
  ['C', 'alone'],
  ['E', 'resolve'],
  ['?', 'sheet'],
  ['Shift+M', 'other'],
  ['G C', 'chat'],
  ['G U', 'users'],
])

/** Strokes at times, and what each of them met. */
function played(strokes: [at: number, ...names: string[]][]): Met<string>[] {
  const sequence = createSequence<string>()
  return strokes.map(([at, ...names]) => sequence.press(names, at, BOUND))
}

test.each<[string, [number, ...string[]][], Met<string>[]]>([
  ['one stroke', [[0, 'J']], [{ id: 'next' }]],
  ['nobody’s stroke', [[0, 'X']], [null]],
  [
    'two strokes',
    [
      [0, 'G'],
      [300, 'C'],
    ],
    ['more', { id: 'chat' }],
  ],
  ['the second stroke alone is what it is alone', [[0, 'C']], [{ id: 'alone' }]],
  [
    'too late: the second stroke stands alone',
    [
      [0, 'G'],
      [NEXT_WITHIN_MS + 1, 'C'],
    ],
    ['more', { id: 'alone' }],
  ],
  [
    'just in time',
    [
      [0, 'G'],
      [NEXT_WITHIN_MS, 'C'],
    ],
    ['more', { id: 'chat' }],
  ],
  [
    'a slip after G resolves nothing',
    [
      [0, 'G'],
      [200, 'E'],
      [400, 'E'],
    ],
    ['more', 'lost', { id: 'resolve' }],
  ],
  [
    'G twice is lost, and the next stroke is free',
    [
      [0, 'G'],
      [100, 'G'],
      [200, 'J'],
    ],
    ['more', 'lost', { id: 'next' }],
  ],
  ['a sign comes before the place it lies on', [[0, '?', 'Shift+M']], [{ id: 'sheet' }]],
  ['a sign that is nobody’s leaves the place', [[0, ',', 'J']], [{ id: 'next' }]],
])('%s', (_, strokes, met) => {
  expect(played(strokes)).toEqual(met)
})

test('what was done in between ends what was begun', () => {
  const sequence = createSequence<string>()
  sequence.press(['G'], 0, BOUND)
  sequence.drop()
  expect(sequence.press(['C'], 100, BOUND)).toEqual({ id: 'alone' })
})

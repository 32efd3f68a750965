import { expect, test } from 'vitest'
import { drawingOf, type Drawing } from './drawing.ts'

const drawing = (more: Partial<Drawing> = {}): Drawing => ({
  title: 'A <soak>',
  seconds: 600,
  panels: [
    {
      title: 'memory',
      unit: 'MB',
      lines: [
        {
          name: 'ingest',
          points: [
            [0, 100],
            [300, null],
            [600, 180],
          ],
        },
        {
          name: 'sender',
          points: [
            [0, 90],
            [600, 90],
          ],
        },
      ],
    },
  ],
  marks: [{ at: 60, name: 'redis & co. killed' }],
  ...more,
})

test('it names axes with their units, lines with their highest value, and marks; and escapes what is text', () => {
  const svg = drawingOf(drawing())
  for (const said of [
    'memory (MB)',
    'minutes',
    'ingest, ≤ 180',
    'sender, ≤ 90',
    'redis &amp; co. killed',
    'A &lt;soak&gt;',
  ])
    expect(svg).toContain(said)
  expect(svg).not.toContain('NaN')
})

test('it has colours for light and for dark', () => {
  expect(drawingOf(drawing())).toContain('prefers-color-scheme:dark')
})

test('a line is broken where nothing is known', () => {
  const [first] = drawingOf(drawing()).match(/ d="[^"]*"/g)!
  expect(first!.match(/M/g)).toHaveLength(2)
})

test('nothing measured, or nothing but zeros, is drawn too', () => {
  const zero = { title: 'lag', unit: 'events', lines: [{ name: 'rows', points: [[0, 0]] as [number, number][] }] }
  for (const svg of [drawingOf(drawing({ panels: [zero] })), drawingOf(drawing({ panels: [], marks: [], seconds: 0 }))])
    expect(svg).not.toMatch(/NaN|Infinity/)
})

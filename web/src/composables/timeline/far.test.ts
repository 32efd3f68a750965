import { expect, test } from 'vitest'
import { item } from './build.fixture.ts'
import { entriesOf } from './entries.ts'
import { KEPT, nearTo } from './far.ts'

const AT = Date.UTC(2026, 4, 1)
const entries = entriesOf(
  Array.from({ length: 1_000 }, (_, i) => item(AT + i, {}, `m${i}`)),
  'UTC',
)

test('near the screen nothing is let go of; far from it both sides are, with room to scroll back', () => {
  expect(nearTo(entries.slice(0, 300), 100, 120)).toBeNull()
  // The day's mark stands first.
  expect(nearTo(entries, 500, 520)).toEqual({ from: `m${500 - KEPT - 1}`, to: `m${520 + KEPT - 1}` })
  expect(nearTo(entries, 900, 1_000)).toEqual({ from: `m${900 - KEPT - 1}`, to: null })
})

test('pictures that stand as one are not torn apart, and what only this browser knows is no edge', () => {
  const set = (id: string, setIndex: number) => item(AT + 360, { body: { kind: 'image', setId: 's', setIndex } }, id)
  const items = entriesOf(
    [
      ...Array.from({ length: 360 }, (_, i) => item(AT + i, {}, `m${i}`)),
      set('p1', 1),
      set('p2', 2),
      ...Array.from({ length: 300 }, (_, i) => item(AT + 400 + i, {}, `n${i}`)),
    ],
    'UTC',
  )
  const at = items.findIndex(({ kind, ...entry }) => kind === 'message' && 'parts' in entry && entry.parts !== null)
  expect(nearTo(items, at + KEPT, at + KEPT + 9)?.from).toBe('m359')
  const local = items.map((entry) =>
    entry.kind === 'message' ? { ...entry, item: { ...entry.item, unsaved: true as const } } : entry,
  )
  expect(nearTo(local, 400, 410)?.from ?? null).toBeNull()
})

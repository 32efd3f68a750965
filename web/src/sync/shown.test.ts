import { expect, test } from 'vitest'
import { compareListed } from './order.ts'
import { createShown } from './shown.ts'

const filled = (...rows: [string, number | null][]) => {
  const shown = createShown(compareListed)
  for (const [id, at] of rows) shown.set(id, { id, at })
  return shown
}

test('rows below the loaded end are known but not drawn, so that nothing is skipped', () => {
  const shown = filled(['a', 9], ['b', 8], ['c', 7])
  shown.setEnd({ id: 'b', at: 8 })
  shown.set('deep', { id: 'deep', at: 2 })
  expect(shown.read().ids).toEqual(['a', 'b'])
  shown.setEnd(null)
  expect(shown.read().ids).toEqual(['a', 'b', 'c', 'deep'])
})

test('held, nothing moves; the chip counts what would, and letting go applies it', () => {
  const shown = filled(['a', 9], ['b', 8], ['c', 7])
  shown.read()
  shown.hold(true)
  shown.set('c', { id: 'c', at: 20 })
  shown.set('new', { id: 'new', at: 21 })
  expect(shown.read()).toMatchObject({ ids: ['a', 'b', 'c'], waiting: 2 })
  shown.release()
  expect(shown.read()).toMatchObject({ ids: ['new', 'c', 'a', 'b'], waiting: 0 })
  shown.set('b', { id: 'b', at: 30 })
  expect(shown.read()).toMatchObject({ ids: ['new', 'c', 'a', 'b'], waiting: 1 })
  shown.hold(false)
  expect(shown.read().ids).toEqual(['b', 'new', 'c', 'a'])
})

test('news of a row that stays where it is does not count as moving', () => {
  const shown = filled(['a', 9], ['b', 8])
  shown.read()
  shown.hold(true)
  shown.set('a', { id: 'a', at: 50 })
  expect(shown.read()).toMatchObject({ ids: ['a', 'b'], waiting: 0 })
})

test('a further page is added at the foot although the order is held', () => {
  const shown = filled(['a', 9], ['b', 8])
  shown.setEnd({ id: 'b', at: 8 })
  shown.read()
  shown.hold(true)
  shown.set('c', { id: 'c', at: 7 })
  shown.set('d', { id: 'd', at: 6 })
  shown.set('top', { id: 'top', at: 99 })
  shown.setEnd(null)
  shown.append()
  expect(shown.read()).toMatchObject({ ids: ['a', 'b', 'c', 'd'], waiting: 1 })
})

test('a deleted row leaves at once, also while held', () => {
  const shown = filled(['a', 9], ['b', 8])
  shown.read()
  shown.hold(true)
  shown.set('a', null)
  expect(shown.read().ids).toEqual(['b'])
})

test('a row that leaves the view goes; held, it stays in its place and is marked until the order is let go', () => {
  const shown = filled(['a', 9], ['b', 8], ['c', 7])
  shown.leave('b')
  shown.leave('unknown')
  expect(shown.read()).toEqual({ ids: ['a', 'c'], left: new Set(), waiting: 0 })
  shown.hold(true)
  shown.leave('a')
  expect(shown.read()).toEqual({ ids: ['a', 'c'], left: new Set(['a']), waiting: 1 })
  shown.release()
  expect(shown.read()).toEqual({ ids: ['c'], left: new Set(), waiting: 0 })
})

test('one that comes back while it is held stands as if it had never left', () => {
  const shown = filled(['a', 9], ['b', 8])
  shown.read()
  shown.hold(true)
  shown.leave('b')
  shown.set('b', { id: 'b', at: 8 })
  expect(shown.read()).toEqual({ ids: ['a', 'b'], left: new Set(), waiting: 0 })
})

test('one that is gone for good does not stay', () => {
  const shown = filled(['a', 9], ['b', 8])
  shown.read()
  shown.hold(true)
  shown.leave('b')
  shown.set('b', null)
  expect(shown.read()).toEqual({ ids: ['a'], left: new Set(), waiting: 0 })
})

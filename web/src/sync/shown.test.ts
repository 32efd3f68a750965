import { expect, test } from 'vitest'
import { createShown } from './shown.ts'

const filled = (...rows: [string, number | null][]) => {
  const shown = createShown()
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
  expect(shown.read()).toEqual({ ids: ['a', 'b', 'c'], waiting: 2 })
  shown.release()
  expect(shown.read()).toEqual({ ids: ['new', 'c', 'a', 'b'], waiting: 0 })
  shown.set('b', { id: 'b', at: 30 })
  expect(shown.read()).toEqual({ ids: ['new', 'c', 'a', 'b'], waiting: 1 })
  shown.hold(false)
  expect(shown.read().ids).toEqual(['b', 'new', 'c', 'a'])
})

test('news of a row that stays where it is does not count as moving', () => {
  const shown = filled(['a', 9], ['b', 8])
  shown.read()
  shown.hold(true)
  shown.set('a', { id: 'a', at: 50 })
  expect(shown.read()).toEqual({ ids: ['a', 'b'], waiting: 0 })
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
  expect(shown.read()).toEqual({ ids: ['a', 'b', 'c', 'd'], waiting: 1 })
})

test('a deleted row leaves at once, also while held', () => {
  const shown = filled(['a', 9], ['b', 8])
  shown.read()
  shown.hold(true)
  shown.set('a', null)
  expect(shown.read().ids).toEqual(['b'])
})

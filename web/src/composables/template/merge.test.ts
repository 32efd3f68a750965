import { expect, test } from 'vitest'
import { alike, changedIn, conflictsWith, keptMine, taken, tookTheirs, type Fields } from './merge.ts'

const BASE: Fields = { name: 'a', folder: '', shortcut: '', state: 'draft', messages: [{ type: 'text' }] }
const of = (more: Partial<Fields>): Fields => ({ ...BASE, ...more })

test('what only one of two changed merges; nothing is in conflict', () => {
  const edit = { base: BASE, mine: of({ name: 'mine' }) }
  const theirs = of({ folder: 'theirs' })
  expect(conflictsWith(edit, theirs)).toEqual([])
  const next = taken(edit, theirs)
  expect(next.mine).toEqual(of({ name: 'mine', folder: 'theirs' }))
  expect(changedIn(next)).toEqual(['name'])
})

test('a field that both changed waits: it is mine until somebody decides', () => {
  const edit = { base: BASE, mine: of({ name: 'mine', shortcut: 's' }) }
  const theirs = of({ name: 'theirs' })
  expect(conflictsWith(edit, theirs)).toEqual(['name'])
  const waiting = taken(edit, theirs)
  expect(waiting.mine.name).toBe('mine')
  expect(conflictsWith(waiting, theirs)).toEqual(['name'])

  const kept = keptMine(waiting, theirs, 'name')
  expect([conflictsWith(kept, theirs), changedIn(kept), kept.mine.name]).toEqual([[], ['name', 'shortcut'], 'mine'])
  const took = tookTheirs(waiting, theirs, 'name')
  expect([conflictsWith(took, theirs), changedIn(took), took.mine.name]).toEqual([[], ['shortcut'], 'theirs'])
})

test('the same change by both is no conflict and no change any more', () => {
  const edit = { base: BASE, mine: of({ name: 'same' }) }
  expect(conflictsWith(edit, of({ name: 'same' }))).toEqual([])
  expect(changedIn(taken(edit, of({ name: 'same' })))).toEqual([])
})

test('the order of names within a message is no difference, the order of messages is', () => {
  expect(alike([{ a: 1, b: { c: 2, d: 3 } }], [{ b: { d: 3, c: 2 }, a: 1 }])).toBe(true)
  expect(alike([1, 2], [2, 1])).toBe(false)
})

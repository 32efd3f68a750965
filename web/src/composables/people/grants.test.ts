import { expect, test } from 'vitest'
import { grantsOf, highestOf, sameGrants, shownOf } from './grants.ts'

test('the highest role of each channel is shown, ops beside it, and comes back as it was', () => {
  const grants = [
    { channel: '*', role: 'viewer' as const },
    { channel: 'shop', role: 'viewer' as const },
    { channel: 'shop', role: 'supervisor' as const },
    { channel: 'shop', role: 'ops' as const },
  ]
  const shown = shownOf(grants, ['shop', 'office'])
  expect(shown).toEqual({
    '*': { role: 'viewer', ops: false },
    shop: { role: 'supervisor', ops: true },
    office: { role: 'none', ops: false },
  })
  expect(grantsOf(shown, grants)).toEqual([
    { channel: '*', role: 'viewer' },
    { channel: 'shop', role: 'supervisor' },
    { channel: 'shop', role: 'ops' },
  ])
  expect(sameGrants(grants, grantsOf(shown, grants), ['shop'])).toBe(true)
})

test('in a word: the highest role of each channel, every channel first, and ops where there is nothing else', () => {
  expect(
    highestOf([
      { channel: 'shop', role: 'ops' },
      { channel: 'shop', role: 'viewer' },
      { channel: 'shop', role: 'admin' },
      { channel: 'office', role: 'ops' },
      { channel: '*', role: 'viewer' },
    ]),
  ).toEqual([
    { channel: '*', role: 'viewer' },
    { channel: 'shop', role: 'admin' },
    { channel: 'office', role: 'ops' },
  ])
  expect(highestOf([])).toEqual([])
})

test('rights in a channel that the form does not show are kept', () => {
  const hidden = { channel: 'unheard', role: 'agent' as const }
  const shown = shownOf([hidden], ['shop'])
  shown.shop = { role: 'agent', ops: false }
  expect(grantsOf(shown, [hidden])).toEqual([{ channel: 'shop', role: 'agent' }, hidden])
})

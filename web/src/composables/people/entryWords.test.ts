import { expect, test } from 'vitest'
import { kindOf, linesOf } from './entryWords.ts'

test('what changed is told before and after, what happened as it is', () => {
  const detail = { name: { before: 'rin', after: 'Rin' }, sessions: 2, desk: { before: {}, after: { lock: 'hard' } } }
  expect(linesOf(detail)).toEqual([
    { name: 'name', before: 'rin', after: 'Rin' },
    { name: 'sessions', before: null, after: '2' },
    { name: 'desk', before: '{}', after: '{"lock":"hard"}' },
  ])
  expect(linesOf({ of: 'agent-1' }, (id) => (id === 'agent-1' ? 'Mika' : id))).toEqual([
    { name: 'of', before: null, after: 'Mika' },
  ])
  const grants = [
    { channel: '*', role: 'agent' },
    { channel: 'c1', role: 'admin' },
  ]
  expect(linesOf({ grants: { before: [], after: grants } }, (id) => (id === 'c1' ? 'Shop' : id))).toEqual([
    { name: 'grants', before: '–', after: 'agent (*), admin (Shop)' },
  ])
  for (const nothing of [null, undefined, 'x', [1]]) expect(linesOf(nothing)).toEqual([])
})

test('the kind is what stands before the dot', () => {
  expect([kindOf('agent.edited'), kindOf('webhook.set'), kindOf('odd')]).toEqual(['agent', 'webhook', 'odd'])
})

import { expect, test } from 'vitest'
import { kindOf, linesOf, PLAIN } from './entryWords.ts'

test('what changed is told before and after, what happened as it is', () => {
  const detail = { name: { before: 'rin', after: 'Rin' }, sessions: 2, url: 'https://desk.example' }
  expect(linesOf(detail)).toEqual([
    { name: 'name', before: 'rin', after: 'Rin' },
    { name: 'sessions', before: null, after: '2' },
    { name: 'url', before: null, after: 'https://desk.example' },
  ])
  for (const nothing of [null, undefined, 'x', [1]]) expect(linesOf(nothing)).toEqual([])
})

test('of settings that stand together only those that differ are told, and what was not set is a dash', () => {
  const desk = { before: { idleDays: 3, lock: 'soft' }, after: { idleDays: 3, lock: 'hard', reopenHours: 0 } }
  expect(linesOf({ desk })).toEqual([
    { name: 'lock', before: 'soft', after: 'hard' },
    { name: 'reopenHours', before: '–', after: '0' },
  ])
})

test('ids are told by name, fields and what is one of few in words; a name that is spelt like a word stays a name', () => {
  const say = {
    named: (id: string) => (id === 'c1' ? 'Shop' : id),
    field: (name: string) => name.toUpperCase(),
    worded: (field: string, value: string) =>
      new Map([
        ['role admin', 'Admin'],
        ['channel *', 'Everywhere'],
      ]).get(`${field} ${value}`) ?? null,
  }
  const grants = {
    before: [],
    after: [
      { channel: '*', role: 'viewer' },
      { channel: 'c1', role: 'admin' },
    ],
  }
  expect(linesOf({ grants, name: { before: 'x', after: 'admin' } }, say)).toEqual([
    { name: 'GRANTS', before: '–', after: 'viewer (Everywhere), Admin (Shop)' },
    { name: 'NAME', before: 'x', after: 'admin' },
  ])
  expect(linesOf({ active: { before: true, after: false } }, PLAIN)).toEqual([
    { name: 'active', before: 'true', after: 'false' },
  ])
})

test('the kind is what stands before the dot', () => {
  expect([kindOf('agent.edited'), kindOf('webhook.set'), kindOf('odd')]).toEqual(['agent', 'webhook', 'odd'])
})

import { expect, test } from 'vitest'
import { narrowed, rosterOf } from './roster.ts'

const agent = (id: string, name: string, more: { active?: boolean; teams?: string[] } = {}) => ({
  id,
  name,
  active: true,
  teams: [],
  ...more,
})
const agents = [
  agent('a', '高橋 葵', { teams: ['T'] }),
  agent('k', 'Ken Sato'),
  agent('m', '林 美香', { teams: ['T'] }),
  agent('x', 'Left', { active: false }),
]

test('who is here comes first, then who is away; those who left are not listed', () => {
  const marks = new Map([['c:1', [{ agent: 'k', state: 'typing' as const }]]])
  const all = rosterOf({ agents, team: { k: 'away', m: 'here', x: 'here' }, marks })
  expect(all.map(({ id, state }) => [id, state])).toEqual([
    ['m', 'here'],
    ['k', 'away'],
    ['a', 'gone'],
  ])
  expect(all[1]!.on).toEqual([{ conversation: 'c:1', state: 'typing' }])
})

test('names are found in any width and case, teams by membership', () => {
  const all = rosterOf({ agents, team: {}, marks: new Map() })
  const ids = (words: string, team = '') => narrowed(all, { words, team }).map(({ id }) => id)
  expect(ids('ＫＥＮ')).toEqual(['k'])
  expect(ids(' 林 ')).toEqual(['m'])
  expect(ids('', 'T').toSorted()).toEqual(['a', 'm'])
  expect(ids('nobody')).toEqual([])
})

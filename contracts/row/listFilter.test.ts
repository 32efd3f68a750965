import { expect, test } from 'vitest'
import { Value } from 'typebox/value'
import type { ConversationRow } from './conversation.ts'
import { NEW_DESK, type Desk } from './desk.ts'
import {
  compareSorted,
  inList,
  ListFilter,
  SORTS,
  VIEWS,
  type Filtered,
  type Reader,
  type Sorted,
  type View,
} from './listFilter.ts'
import { WINDOW_MS } from './reach.ts'

const NOW = 1_700_000_000_000
const READER: Reader = { agent: 'mika', teams: ['night'], unread: 0, mentioned: false, now: NOW }

function row(desk: Partial<Desk> = {}, more: Partial<ConversationRow> = {}): Filtered {
  return {
    kind: 'user',
    friend: { state: 'friend', since: 1 },
    desk: { ...NEW_DESK, ...desk },
    mode: { value: 'active', at: 1 },
    lastUserMessageAt: 100,
    lastFollowAt: 1,
    lastUnfollowAt: null,
    lastJoinAt: null,
    lastLeaveAt: null,
    ...more,
  }
}
const viewsOf = (one: Filtered, reader: Partial<Reader> = {}): View[] =>
  VIEWS.filter((view) => inList(one, { view }, { ...READER, ...reader }))

test('each view holds what its name says', () => {
  expect(viewsOf(row())).toEqual(['all', 'resolved', 'reachable'])
  expect(viewsOf(row({ status: 'open' }))).toEqual(['all', 'unassigned', 'reachable'])
  expect(viewsOf(row({ status: 'pending', assignee: 'mika' }))).toEqual(['all', 'mine', 'reachable'])
  expect(viewsOf(row({ status: 'open', assignee: 'ken', team: 'night' }))).toEqual(['all', 'teams', 'reachable'])
  expect(viewsOf(row({ status: 'open', assignee: 'ken', team: 'day' }))).toEqual(['all', 'reachable'])
  expect(viewsOf(row({ status: 'snoozed', needsReplySince: 5 }))).toEqual(['all', 'needsReply', 'snoozed', 'reachable'])
  expect(viewsOf(row({ escalated: { by: 'ken', at: 1 } }))).toEqual(['all', 'escalated', 'resolved', 'reachable'])
  expect(viewsOf(row({}, { kind: 'unidentified' }), { unread: 1, mentioned: true })).toEqual([
    'all',
    'unread',
    'mentions',
    'resolved',
  ])
})

test('reachable is what may be pushed to for certain, and ends with the seven days', () => {
  const stranger = (wrote: number) => row({}, { lastFollowAt: null, lastUserMessageAt: wrote })
  expect(viewsOf(stranger(NOW - WINDOW_MS + 1))).toContain('reachable')
  expect(viewsOf(stranger(NOW - WINDOW_MS))).not.toContain('reachable')
})

test('fields narrow the view further, all of them together', () => {
  const friend = { state: 'unknown', since: null } as const
  const one = row({ status: 'open', assignee: 'ken' }, { kind: 'group', friend, tags: ['VIP'] })
  const holds = (filter: Omit<ListFilter, 'view'>) => inList(one, { view: 'all', ...filter }, READER)
  expect(holds({ status: ['pending', 'open'] })).toBe(true)
  expect(holds({ status: ['pending'] })).toBe(false)
  expect(holds({ assignee: 'ken', team: 'none', kind: ['group'], friend: ['unknown'] })).toBe(true)
  expect(holds({ assignee: 'none' })).toBe(false)
  expect(holds({ assignee: 'ken', team: 'night' })).toBe(false)
  expect(holds({ kind: ['user', 'room'] })).toBe(false)
  expect(holds({ friend: ['friend', 'blocked'] })).toBe(false)
  expect(holds({ assignee: 'ken', tags: { which: 'all', names: ['ｖｉｐ'] } })).toBe(true)
  expect(holds({ tags: { which: 'all', names: ['VIP', 'new'] } })).toBe(false)
  expect(holds({ assignee: 'none', tags: { which: 'any', names: ['VIP', 'new'] } })).toBe(false)
  expect(holds({ tags: { which: 'none', names: ['new', 'vip'] } })).toBe(false)
  expect(holds({ from: 100, to: 100 })).toBe(true)
  expect(holds({ from: 101 })).toBe(false)
  expect(holds({ to: 99 })).toBe(false)
})

test('a conversation in which the customer never wrote is in no list that asks when', () => {
  const silent = row({}, { lastUserMessageAt: null })
  expect(inList(silent, { view: 'all', from: 0 }, READER)).toBe(false)
  expect(inList(silent, { view: 'all', to: NOW }, READER)).toBe(false)
})

const sorted = (id: string, lastAt: number | null, needsReplySince: number | null = null): Sorted => ({
  id,
  lastAt,
  needsReplySince,
})
const ROWS = [
  sorted('a', 5),
  sorted('b', 5),
  sorted('c', null),
  sorted('d', null),
  sorted('e', 9, 3),
  sorted('f', 7, 3),
  sorted('g', 4, 8),
]

test('three orders, in each of which those without stand last', () => {
  const by = (sort: (typeof SORTS)[number]) =>
    ROWS.toSorted((a, b) => compareSorted(sort, a, b))
      .map(({ id }) => id)
      .join('')
  expect(by('activity')).toBe('efabgcd')
  expect(by('waiting')).toBe('efgabcd')
  expect(by('oldest')).toBe('gbafedc')
})

test('no order holds two rows for alike, and none depends on which side is asked', () => {
  for (const sort of SORTS)
    for (const a of ROWS)
      for (const b of ROWS) {
        expect(Math.sign(compareSorted(sort, a, b))).toBe(-Math.sign(compareSorted(sort, b, a)) + 0)
        expect(compareSorted(sort, a, b) === 0).toBe(a.id === b.id)
      }
})

test('the schema names every view and every sort, and nothing else', () => {
  for (const view of VIEWS) for (const sort of SORTS) expect(Value.Check(ListFilter, { view, sort })).toBe(true)
  expect(Value.Check(ListFilter, { view: 'everything' })).toBe(false)
  expect(Value.Check(ListFilter, { view: 'all', sort: 'random' })).toBe(false)
  expect(Value.Check(ListFilter, { view: 'all', tag: 'vip' })).toBe(false)
})

import { expect, test } from 'vitest'
import type { Delivery } from '@madoguchi/contracts/row/message'
import { shown, type When } from './filter.ts'

const NOW = Date.parse('2026-11-29T10:00:00Z')
const HOUR = 60 * 60_000
const item = (id: string, hours: number, state: Delivery['state'] = 'scheduled', by = 'mika') => ({
  id,
  by: { kind: 'agent' as const, id: by },
  delivery: { state, due: NOW + hours * HOUR, notificationDisabled: false, askedAt: 0, ask: '', stateAt: 0 },
})
const ITEMS = [
  item('soon', 1),
  item('tonight', 4, 'scheduled', 'ken'),
  item('morning', 14),
  item('next', 24 * 8),
  item('held', -1, 'held'),
]
const ids = (when: When, author = '', zone = 'UTC') =>
  shown(ITEMS, { author, when }, { now: NOW, zone }).map(({ id }) => id)

test('by time, in days of the zone, and those that wait for a person apart', () => {
  expect(ids('anyTime')).toEqual(['soon', 'tonight', 'morning', 'next', 'held'])
  expect(ids('today')).toEqual(['soon', 'tonight'])
  expect(ids('today', '', 'Asia/Tokyo')).toEqual(['soon', 'tonight'])
  expect(ids('today', '', 'America/New_York')).toEqual(['soon', 'tonight', 'morning'])
  expect(ids('week')).toEqual(['soon', 'tonight', 'morning'])
  expect(ids('stopped')).toEqual(['held'])
})

test('by author', () => {
  expect(ids('anyTime', 'ken')).toEqual(['tonight'])
  expect(ids('stopped', 'ken')).toEqual([])
})

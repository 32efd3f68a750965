// Chips, days and the order of saved views.
import { expect, test } from 'vitest'
import type { ListFilter } from '@madoguchi/contracts/row/listFilter'
import type { SavedView } from '@madoguchi/contracts/row/savedView'
import { chipsOf, narrows, without } from './chips.ts'
import { beginOf, dayOf, endOf } from './days.ts'
import { reordered } from './reorder.ts'

test('each thing that narrows has a chip, and without it the rest stays', () => {
  const filter = { view: 'mine', sort: 'oldest', status: ['open'], from: 5, to: 9 } as const
  const full = { ...filter, status: [...filter.status] }
  expect(chipsOf(full)).toEqual(['status', 'inbound', 'sort'])
  expect(without(full, 'inbound')).toEqual({ view: 'mine', sort: 'oldest', status: ['open'] })
  expect(without(full, 'status')).toEqual({ view: 'mine', sort: 'oldest', from: 5, to: 9 })
  const vip: ListFilter = { view: 'all', tags: { which: 'none', names: ['VIP'] } }
  expect([chipsOf(vip), without(vip, 'tags'), narrows(vip)]).toEqual([['tags'], { view: 'all' }, true])
  expect(chipsOf({ view: 'resolved' })).toEqual([])
  expect([narrows({ view: 'all', sort: 'oldest' }), narrows({ view: 'all', to: 1 })]).toEqual([false, true])
})

test('a day is whole in the reader’s zone, also when it has 23 hours', () => {
  const hours = (date: string, zone: string) => (endOf(date, zone)! + 1 - beginOf(date, zone)!) / 3_600_000
  expect(new Date(beginOf('2026-03-01', 'Asia/Tokyo')!).toISOString()).toBe('2026-02-28T15:00:00.000Z')
  expect([hours('2026-03-01', 'Asia/Tokyo'), hours('2026-03-29', 'Europe/Berlin')]).toEqual([24, 23])
  for (const zone of ['Asia/Tokyo', 'Europe/Berlin', 'America/New_York'])
    for (const date of ['2026-03-29', '2026-10-25', '2026-12-31'])
      expect([dayOf(beginOf(date, zone), zone), dayOf(endOf(date, zone), zone)]).toEqual([date, date])
  expect([beginOf('', 'UTC'), endOf('', 'UTC'), beginOf('x', 'UTC'), dayOf(undefined, 'UTC')]).toEqual([
    undefined,
    undefined,
    undefined,
    '',
  ])
})

test('a view moves one place, and only those whose number changes are saved', () => {
  const view = (id: string, order: number) => ({ id, order, name: id }) as SavedView
  const moved = (list: SavedView[], id: string, by: 1 | -1) =>
    reordered(list, id, by).map((one) => `${one.id}${one.order}`)
  expect(moved([view('a', 0), view('b', 1), view('c', 2)], 'c', -1)).toEqual(['c1', 'b2'])
  expect(moved([view('a', 0), view('b', 0), view('c', 7)], 'a', 1)).toEqual(['a1', 'c2'])
  expect(moved([view('a', 0), view('b', 1)], 'a', -1)).toEqual([])
  expect(moved([view('a', 0)], 'x', 1)).toEqual([])
})

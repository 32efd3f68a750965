import { expect, test } from 'vitest'
import { SORTS, VIEWS, type ListFilter } from '@madoguchi/contracts/row/listFilter'
import { listIn, listQuery, otherQuery, plain, queryOf, sameFilter } from './address.ts'

const FULL: ListFilter = {
  view: 'mine',
  sort: 'waiting',
  status: ['open', 'pending'],
  assignee: 'ken',
  team: 'none',
  friend: ['friend', 'unknown'],
  kind: ['group'],
  tags: { which: 'all', names: ['a, b %2C', 'VIP', '新規'] },
  from: 0,
  to: 1_700_000_000_000,
}

test('what the address says comes back from it, whole', () => {
  expect(listIn(queryOf({ filter: FULL, saved: 'id' }))).toEqual({ filter: FULL, saved: 'id' })
  for (const view of VIEWS)
    for (const sort of SORTS) {
      const filter = plain({ view, sort })
      expect(listIn(queryOf({ filter, saved: null }))).toEqual({ filter, saved: null })
    }
})

test('everything as it comes needs no word, and an empty address is everything', () => {
  expect(queryOf({ filter: { view: 'all', sort: 'activity' }, saved: null })).toEqual({})
  expect(listIn({})).toEqual({ filter: { view: 'all' }, saved: null })
})

test('what is wrong in an address is left out, and the rest of it holds', () => {
  const { filter, saved } = listIn({
    view: 'everything',
    sort: ['waiting', 'oldest'],
    status: 'open,closed,open',
    assignee: 'x'.repeat(65),
    team: '',
    friend: 'enemy',
    kind: 'group',
    tags: `any,${'x'.repeat(61)},, ,新規`,
    from: '12e5',
    to: '-1',
    saved: null,
  })
  expect(filter).toEqual({
    view: 'all',
    status: ['open'],
    kind: ['group'],
    tags: { which: 'any', names: ['新規'] },
  })
  expect(saved).toBeNull()
  for (const tags of ['VIP', 'any', 'any,', 'some,VIP', `any,${'x,'.repeat(2_000)}`, ['any,VIP', 'all,VIP']])
    expect(listIn({ tags }).filter).toEqual({ view: 'all' })
  const many = Array.from({ length: 30 }, (_, n) => `t${n}`)
  expect(listIn({ tags: `none,${many.join()}` }).filter.tags!.names).toHaveLength(20)
})

test('a time that ends before it begins is no time', () => {
  expect(listIn({ from: '5', to: '4' }).filter).toEqual({ view: 'all', from: 5 })
})

test('two filters that mean the same are the same, however they are written', () => {
  expect(sameFilter({ view: 'all', status: ['open', 'pending'] }, { status: ['pending', 'open'], view: 'all' })).toBe(
    true,
  )
  const any = (...names: string[]) => ({ view: 'all', tags: { which: 'any', names } }) as const
  expect(sameFilter(any('VIP', '新規'), any('新規', ' VIP', 'ｖｉｐ'))).toBe(true)
  expect(sameFilter(any('VIP'), { view: 'all', tags: { which: 'none', names: ['VIP'] } })).toBe(false)
  expect(sameFilter({ view: 'all', sort: 'activity' }, { view: 'all' })).toBe(true)
  expect(sameFilter({ view: 'all', team: 'a' }, { view: 'all' })).toBe(false)
})

test('a way to another conversation keeps the list, and a way to another list keeps the rest', () => {
  const query = { view: 'mine', panel: 'person', q: 'りんご', status: 'open', saved: 'v' }
  expect(listQuery(query)).toEqual({ view: 'mine', status: 'open', saved: 'v' })
  expect(otherQuery(query)).toEqual({ panel: 'person', q: 'りんご' })
})

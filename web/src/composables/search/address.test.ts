import { expect, test } from 'vitest'
import { SEARCH_MAX } from '@madoguchi/contracts/http/search'
import { isNarrowed, searchIn, searchQuery, withoutSearch, type SearchAsk } from './address.ts'

test('what is searched stands in the address, and comes back from it the same', () => {
  const all: SearchAsk = {
    q: '配送 日',
    scope: 'all',
    sender: 'us',
    kind: 'card',
    from: '2026-11-01',
    to: '2026-11-29',
  }
  for (const ask of [all, { q: '', scope: 'channel' } as const, { q: 'x', scope: 'conversation' } as const])
    expect(searchIn(searchQuery(ask))).toEqual(ask)
  expect(searchQuery({ q: 'x', scope: 'channel' })).toEqual({ q: 'x' })
})

test('nobody searches at an address without it, and what is wrong in one is left out', () => {
  expect(searchIn({})).toBeNull()
  expect(searchIn({ q: ['a', 'b'] })).toBeNull()
  expect(searchIn({ q: 'a', in: 'mars', by: 'me', what: ['x'], since: '2026-13-01', until: '29.11.2026' })).toEqual({
    q: 'a',
    scope: 'channel',
  })
  expect(searchIn({ q: 'あ'.repeat(SEARCH_MAX + 1) })!.q).toHaveLength(SEARCH_MAX)
})

test('the rest of the address is kept', () => {
  const query = { view: 'mine', q: 'a', in: 'all', by: 'us', what: 'text', since: 'x', until: 'y', panel: 'person' }
  expect(withoutSearch(query)).toEqual({ view: 'mine', panel: 'person' })
})

test('names are not looked for once anything but the place narrows it', () => {
  expect(isNarrowed({ q: 'a', scope: 'all' })).toBe(false)
  for (const one of [{ sender: 'us' }, { kind: 'text' }, { from: '2026-01-01' }, { to: '2026-01-01' }] as const)
    expect(isNarrowed({ q: 'a', scope: 'all', ...one })).toBe(true)
})

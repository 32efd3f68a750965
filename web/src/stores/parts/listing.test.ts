// A list under a filter, live: rows enter and leave by what the channel's rows and the agent's own say.
import { afterEach, expect, test, vi } from 'vitest'
import { NEW_DESK, type Desk } from '@madoguchi/contracts/row/desk'
import type { ListFilter } from '@madoguchi/contracts/row/listFilter'
import type { Row } from '@madoguchi/contracts/row/row'
import { createFollows } from '../../sync/follow.ts'
import { createListing } from './listing.ts'

afterEach(() => vi.unstubAllGlobals())
const tick = () => new Promise<void>((done) => setImmediate(done))

const row = (n: number, desk: Partial<Desk> = {}, more: object = {}): Row =>
  ({
    noun: 'conversation',
    id: `c:U${n}`,
    part: 0,
    rev: n,
    row: { channel: 'c', lastAt: n, countable: [n], desk: { ...NEW_DESK, ...desk }, ...more },
  }) as unknown as Row

/** The server answers each request for a page with these rows; `tell` is a live change. */
async function listed(filter: ListFilter, pages: Row[][], unread = new Set<string>()) {
  const asked: string[] = []
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url)
    const page = pages[Math.min(asked.length, pages.length) - 1]!
    const after = asked.length < pages.length ? `page ${asked.length}` : null
    return Promise.resolve(Response.json({ v: 1, cursor: { 0: 100 }, rows: page, after }))
  })
  const follows = createFollows({
    follow: () => new Promise(() => {}),
    unfollow() {},
    progress() {},
    later: () => () => {},
  })
  const none = () => {}
  const reader = ({ id }: { id: string }) => ({
    agent: 'mika',
    teams: ['night'],
    unread: unread.has(id) ? 1 : 0,
    now: 0,
  })
  const view = createListing({ channel: 'c', filter, reader, follows, changed: none, failed: none, gone: none })
  await tick()
  let next = 100
  return {
    view,
    asked,
    ids: () =>
      view
        .read()
        .ids.map((id) => id.slice(3))
        .join(),
    left: () => [...view.read().left].map((id) => id.slice(3)).join(),
    tell(...rows: Row[]) {
      const change = { room: 'channel:c', v: 1, part: 0, from: next, next: next + rows.length }
      follows.change({ ...change, rows: rows.map((one, i) => ({ ...one, rev: next + i })) as never })
      next += rows.length
    },
  }
}

const MINE = { assignee: 'mika' }

test('pages are asked for with the whole filter, and the plain list without a word of it', async () => {
  const { view, asked } = await listed({ view: 'mine', sort: 'waiting', status: ['open', 'pending'], from: 5 }, [
    [row(3, { ...MINE, status: 'open' }, { lastUserMessageAt: 6 })],
    [],
  ])
  await view.loadMore()
  const query = 'limit=25&view=mine&sort=waiting&status=open%2Cpending&from=5'
  expect(asked[0]).toBe(`/api/channels/c/conversations?${query}`)
  expect(new URL(asked[1]!, 'http://x').searchParams.get('after')).toBe('page 1')
  const tagged = await listed({ view: 'all', tags: { which: 'none', names: ['a, b', 'VIP'] } }, [[]])
  expect(new URL(tagged.asked[0]!, 'http://x').searchParams.get('tags')).toBe('none,a%2C b,VIP')
  const plain = await listed({ view: 'all' }, [[row(1)]])
  expect(plain.asked[0]).toBe('/api/channels/c/conversations?limit=25')
})

test('a row that comes to fit enters in its place; one that fits no more goes; others of the channel are not drawn', async () => {
  const { ids, tell } = await listed({ view: 'mine' }, [[row(5, MINE), row(3, MINE)]])
  expect(ids()).toBe('5,3')
  tell(row(4, MINE), row(9, { assignee: 'ken' }))
  expect(ids()).toBe('5,4,3')
  tell(row(5, { assignee: 'ken' }))
  expect(ids()).toBe('4,3')
  tell(row(9, MINE))
  expect(ids()).toBe('9,4,3')
})

test('a row enters with a tag it is given, however that is typed, and goes with it', async () => {
  const { ids, tell } = await listed({ view: 'all', tags: { which: 'all', names: ['VIP', '新規'] } }, [[]])
  tell(row(5, {}, { tags: ['ｖｉｐ', '新規'] }), row(4, {}, { tags: ['VIP'] }), row(3))
  expect(ids()).toBe('5')
  tell(row(4, {}, { tags: ['VIP', '新規 '] }), row(5, {}, { tags: ['新規'] }))
  expect(ids()).toBe('4')
})

test('what lies below the loaded end enters with its page, not before', async () => {
  const { view, ids, tell } = await listed({ view: 'mine' }, [
    [row(9, MINE), row(7, MINE)],
    [row(5, MINE), row(2, MINE)],
  ])
  tell(row(2, MINE))
  expect(ids()).toBe('9,7')
  await view.loadMore()
  expect(ids()).toBe('9,7,5,2')
})

test('the longest waiting stands first, and goes to its place when it is answered', async () => {
  const waits = (n: number, needsReplySince: number | null) => row(n, { needsReplySince })
  const { ids, tell } = await listed({ view: 'all', sort: 'waiting' }, [
    [waits(1, 10), waits(2, 20), waits(9, null), waits(8, null)],
  ])
  expect(ids()).toBe('1,2,9,8')
  tell(row(1, { needsReplySince: null }, { lastAt: 50 }), waits(8, 15))
  expect(ids()).toBe('8,2,1,9')
})

test('held, a row that leaves stays and is named, until the order is let go', async () => {
  const { view, ids, left, tell } = await listed({ view: 'unassigned' }, [
    [row(5, { status: 'open' }), row(3, { status: 'open' })],
  ])
  expect(ids()).toBe('5,3')
  view.hold(true)
  tell(row(5, MINE))
  expect([ids(), left(), view.read().waiting]).toEqual(['5,3', '5', 1])
  view.release()
  expect([ids(), left()]).toEqual(['3', ''])
})

test('the open one stays although reading it takes it out of the view, and goes when another is opened', async () => {
  const unread = new Set(['c:U5', 'c:U3'])
  const { view, ids } = await listed({ view: 'unread' }, [[row(5), row(3)]], unread)
  view.stay('c:U5')
  unread.delete('c:U5')
  view.reconsider(['c:U5'])
  expect([ids(), view.stayed()]).toEqual(['5,3', ['c:U5']])
  view.stay('c:U3')
  expect([ids(), view.stayed()]).toEqual(['3', []])
  unread.clear()
  view.reconsider()
  expect(ids()).toBe('3')
  view.stay(null)
  expect(ids()).toBe('')
})

test('where one is mentioned is the server’s word: what it listed stays in the list, what it did not enters with the next load', async () => {
  const { view, ids, tell } = await listed({ view: 'mentions' }, [[row(5)], [row(7), row(5)]])
  tell(row(7), row(5, MINE))
  expect(ids()).toBe('5')
  await view.reload()
  await tick()
  expect(ids()).toBe('7,5')
})

test('a row that is gone for good goes also while the list is held', async () => {
  const { view, ids, tell } = await listed({ view: 'all' }, [[row(5), row(3)]])
  view.hold(true)
  tell({ ...row(5), row: null } as Row)
  expect(ids()).toBe('3')
})

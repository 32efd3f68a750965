// A further page that is still on its way when its view is loaded afresh: merged, it would leave a hole behind the new end.
import { afterEach, expect, test, vi } from 'vitest'
import { NEW_DESK } from '@madoguchi/contracts/row/desk'
import type { Row } from '@madoguchi/contracts/row/row'
import { createFollows } from '../../sync/follow.ts'
import { createListing } from './listing.ts'
import { createWarmThread } from './warmThread.ts'

afterEach(() => vi.unstubAllGlobals())

const tick = () => new Promise<void>((done) => setImmediate(done))

/** Requests wait until the test answers them. */
function server() {
  const waiting: ((body: unknown) => void)[] = []
  vi.stubGlobal('fetch', () => new Promise((done) => void waiting.push((body) => done(Response.json(body)))))
  const follows = createFollows({
    follow: () => new Promise(() => {}),
    unfollow() {},
    progress() {},
    later: () => () => {},
  })
  return {
    follows,
    async answer(at: number, body: unknown) {
      waiting.splice(at, 1)[0]!(body)
      await tick()
    },
  }
}

const message = (n: number) =>
  ({ noun: 'message', id: `m${n}`, part: 0, rev: n, row: { at: n, event: `m${n}` } }) as unknown as Row
const thread = (next: number, from: number, to: number) => ({
  v: 1,
  cursor: { 0: next },
  rows: Array.from({ length: to - from + 1 }, (_, i) => message(from + i)),
  before: `before ${from}`,
})

test('an older page of a thread that was loaded afresh meanwhile is left out, and asked for again from the new end', async () => {
  const { follows, answer } = server()
  const view = createWarmThread({ id: 'c:U1', follows, changed() {} })
  await answer(0, thread(7, 5, 6))
  const older = view.loadOlder()
  void view.reload()
  await answer(1, thread(10, 8, 9))
  await answer(0, { v: 1, rows: [message(3), message(4)], before: 'before 3' })
  await older
  expect(view.messages().map(({ id }) => id)).toEqual(['m8', 'm9'])
  const again = view.loadOlder()
  await answer(0, { v: 1, rows: [message(6), message(7)], before: 'before 6' })
  await again
  expect(view.messages().map(({ id }) => id)).toEqual(['m6', 'm7', 'm8', 'm9'])
})

const told = (from: number, rows: Row[]) => ({ room: 'conversation:c:U1', v: 1, part: 0, from, next: from + 1, rows })
const edited = (n: number, rev: number) => ({ ...message(n), rev }) as Row
const gone = (n: number, rev: number) => ({ ...message(n), rev, row: null }) as Row

test('nothing is let go of while a page is on its way: what was told of it meanwhile is newer than the page', async () => {
  const { follows, answer } = server()
  const view = createWarmThread({ id: 'c:U1', follows, changed() {} })
  await answer(0, thread(7, 5, 6))
  const older = view.loadOlder()
  follows.change(told(7, [edited(4, 7)]))
  view.release({ from: 'm6', to: null })
  await answer(0, { v: 1, rows: [message(3), message(4)], before: null })
  await older
  expect(view.messages().map(({ id, rev }) => [id, rev])).toEqual([
    ['m3', 3],
    ['m4', 7],
    ['m5', 5],
    ['m6', 6],
  ])
})

test('what was let go of is brought again by a page, and what was deleted stays so, however late something older is told', async () => {
  const { follows, answer } = server()
  const view = createWarmThread({ id: 'c:U1', follows, changed() {} })
  await answer(0, thread(7, 3, 6))
  follows.change(told(7, [gone(4, 7)]))
  follows.change(told(8, [gone(6, 8)]))
  view.release({ from: 'm5', to: null })
  expect(view.messages().map(({ id }) => id)).toEqual(['m5'])
  follows.change(told(7, [edited(6, 7)]))
  const older = view.loadOlder()
  await answer(0, { v: 1, rows: [message(3)], before: 'before 3' })
  await older
  expect(view.messages().map(({ id }) => id)).toEqual(['m3', 'm5'])
})

const NOBODY = { agent: 'mika', teams: [], unread: 0, now: 0 }
const conversation = (n: number) =>
  ({ noun: 'conversation', id: `c:U${n}`, part: 0, rev: n, row: { lastAt: n, desk: NEW_DESK } }) as unknown as Row

test('… and so is a further page of a list', async () => {
  const { follows, answer } = server()
  const none = () => {}
  const view = createListing({
    channel: 'c',
    filter: { view: 'all' },
    reader: () => NOBODY,
    follows,
    changed: none,
    failed: none,
    gone: none,
  })
  await answer(0, { v: 1, cursor: { 0: 7 }, rows: [conversation(6), conversation(5)], after: 'after 5' })
  const further = view.loadMore()
  void view.reload()
  await answer(1, { v: 1, cursor: { 0: 10 }, rows: [conversation(9), conversation(8)], after: 'after 8' })
  await answer(0, { v: 1, cursor: { 0: 10 }, rows: [conversation(4), conversation(3)], after: 'after 3' })
  await further
  expect(view.read().ids).toEqual(['c:U9', 'c:U8'])
})

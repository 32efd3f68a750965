import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ref } from 'vue'
import { createFollows } from '../../sync/follow.ts'
import { createLead, type Lead } from './lead.ts'
import { createWarmThread, type WarmThread } from './warmThread.ts'

const row = (id: string, at: number) => ({ noun: 'message', id, part: 0, rev: 0, row: { at, event: id } })
/** LINE calls it 461; it stands far from the end. */
const OURS = 'cmd-1'
const window = { v: 1, rows: [row('a', 1), row(OURS, 2), row('b', 3)], before: null, after: 'on', item: OURS }

let asked: string[]
let thread: WarmThread
let lead: Lead
beforeEach(async () => {
  asked = []
  vi.stubGlobal('fetch', async (path: string) => {
    const around = new URL(path, 'http://x').searchParams.get('around')
    if (around === null) return Response.json({ v: 1, cursor: { 0: 9 }, rows: [row('z', 99)], before: 'more' })
    asked.push(around)
    return ['c:461', OURS].includes(around) ? Response.json(window) : Response.json({}, { status: 404 })
  })
  const follows = createFollows({
    follow: async () => ({ ok: true, v: 1, reset: false, changes: [] }),
    unfollow() {},
    progress() {},
    later: () => () => {},
  })
  const opened = ref<string | null>('c:U1')
  lead = createLead({ thread: () => thread, opened, draw() {} })
  thread = createWarmThread({ id: 'c:U1', follows, changed: () => void lead?.grant(), aim: () => lead.aim('c:U1') })
  follows.connected()
  await vi.waitUntil(() => thread.state === 'ready')
})
afterEach(() => {
  thread.close()
  vi.unstubAllGlobals()
})

const quoted = (item: string) => ({ item, at: null, top: null, mark: true })

test('who follows a quote of ours by LINE’s id arrives at our row, once asked for', async () => {
  lead.goTo(quoted('c:461'))
  await vi.waitFor(() => expect(lead.arrival.value).toMatchObject({ item: OURS, mark: true }))
  expect(thread.messages().map(({ id }) => id)).toEqual(['a', OURS, 'b'])
  lead.taken()
  lead.goTo(quoted('c:461'))
  await vi.waitFor(() => expect(lead.arrival.value).toMatchObject({ item: OURS }))
  expect(asked).toEqual(['c:461'])
})

test('when all is loaded afresh on the way there, it is our row all the same', async () => {
  lead.goTo(quoted('c:461'))
  await thread.reload()
  await vi.waitFor(() => expect(lead.arrival.value).toMatchObject({ item: OURS }))
  expect(lead.missed.value).toBeNull()
})

test('what no row is called is said to be gone', async () => {
  lead.goTo(quoted('c:999'))
  await vi.waitFor(() => expect(lead.missed.value).toBe('gone'))
  expect(lead.arrival.value).toBeNull()
})

// Views of a desk of 100,000 conversations and a million messages: pages of the list and of a thread at any depth, and catching
// up, by the gateway's own functions and over HTTP. The floor of a page is its rows' bare index range, no transaction around it.
import { rm, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listCursor } from '../../gateway/http/snapshot/list/place.ts'
import { readList } from '../../gateway/http/snapshot/list/read.ts'
import { timelineCursor } from '@madoguchi/contracts/http/timelineCursor'
import { readOlder, readThread } from '../../gateway/http/snapshot/thread.ts'
import type { Pool } from '../../db/pool.ts'
import { createStack, type Stack } from '../../runtime/lifecycle.ts'
import { startChild } from '../../test/child.ts'
import type { Bench } from '../bench.ts'
import type { Figure } from '../figure.ts'
import { scaled } from '../scale.ts'
import { openDesk, SECRET_KEY } from '../stage/desk.ts'
import { openEngines, type Engines } from '../stage/engines.ts'
import { listView, openBrowser, threadView, type Browser, type View } from './catchUp.ts'
import { fill, STEP, type Filled } from './fill.ts'
import { listPlaceAt, timelinePlaceAt } from './pages.ts'
import { timesOf, type Times } from './timing.ts'

const CONVERSATIONS = 100_000
const MESSAGES = 1_000_000
const LONG = 20_000
const LIST = 25
const THREAD = 50
const ALL = { filter: { view: 'all' as const }, asker: { agent: 'bench', teams: [], now: 0 } }
const DEPTHS = { first: 0, middle: 0.5, last: 1 }
const HOUR = 3_600_000 / STEP
const MINUTE = 60_000 / STEP
const MISSED = [
  ['an hour', HOUR],
  ['a minute', MINUTE],
] as const

type Page = { what: string; most: number; read: () => Promise<unknown>; path: string; bare: () => Promise<unknown> }

export const bench: Bench = async (say) => {
  const stack = createStack()
  try {
    const engines = stack.use(await openEngines(), (opened) => opened.stop())
    const { pool } = engines
    const { channel, cookies } = await openDesk(pool, { agents: 1 + MISSED.length * 2 })
    const size = {
      conversations: scaled(CONVERSATIONS, 100),
      messages: scaled(MESSAGES, 1_000),
      long: scaled(LONG, 100),
    }
    const filled = await fill({ pool, channel, ...size })
    say(`${size.conversations} conversations and ${size.messages} messages are there`)
    const url = await startGateway(stack, engines)
    // Each an agent of its own: one may ask only so often in a minute.
    const open = async (cookie: string) => stack.use(await openBrowser({ url, cookie }), (opened) => opened.close())
    const [browser, ...others] = await Promise.all(cookies.map(open))
    const figures: Figure[] = []
    for (const page of await pagesOf(pool, filled)) figures.push(...(await timed(page, browser!)))
    return [...figures, ...(await caughtUp(others, filled, size.messages, say))]
  } finally {
    await stack.stop()
  }
}

async function startGateway(stack: Stack, { env }: Engines): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'madoguchi-bench-'))
  stack.add(() => rm(folder, { recursive: true, force: true }))
  const settings = { ...env, DATA_DIR: folder, SECRET_KEY }
  const child = await startChild({ args: ['gateway'], env: settings, ready: /ready on/ })
  stack.add(() => child.kill('SIGKILL').then(() => undefined))
  return child.url
}

async function pagesOf(pool: Pool, { channel, thread }: Filled): Promise<Page[]> {
  const pages: Page[] = []
  for (const [name, depth] of Object.entries(DEPTHS)) pages.push(await listPage(pool, channel, { name, depth }))
  for (const [name, depth] of Object.entries(DEPTHS)) pages.push(await threadPage(pool, thread, { name, depth }))
  return pages
}

type Deep = { name: string; depth: number }

async function listPage(pool: Pool, channel: string, { name, depth }: Deep): Promise<Page> {
  const place = await listPlaceAt(pool, channel, depth)
  const after = depth === 0 ? undefined : place
  const bare = `select id, part, rev, row, last_at from inbox_v1.conversation where channel = $1 and last_at <= $2
    order by last_at desc nulls last, id limit ${LIST + 1}`
  return {
    what: `the list's ${name} page`,
    most: 5,
    read: () => readList(pool, { ...ALL, channel, limit: LIST, after }),
    path: `/api/channels/${channel}/conversations${after ? `?after=${listCursor(after, 'activity')}` : ''}`,
    bare: () => pool.query({ name: 'bare-list', text: bare, values: [channel, place.lastAt] }),
  }
}

async function threadPage(pool: Pool, conversation: string, { name, depth }: Deep): Promise<Page> {
  const place = await timelinePlaceAt(pool, conversation, depth)
  const before = depth === 0 ? undefined : place
  const path = `/api/conversations/${encodeURIComponent(conversation)}`
  const bare = `select id, part, rev, row from inbox_v1.message where conversation = $1 and at <= $2
    order by at desc, event desc limit ${THREAD + 1}`
  return {
    what: `a long thread's ${name} page`,
    most: 10,
    read: () =>
      before ? readOlder(pool, { conversation, limit: THREAD, before }) : readThread(pool, conversation, THREAD),
    path: before ? `${path}/messages?before=${timelineCursor(before)}` : path,
    bare: () => pool.query({ name: 'bare-thread', text: bare, values: [conversation, place.at] }),
  }
}

async function timed({ what, most, read, path, bare }: Page, browser: Browser): Promise<Figure[]> {
  const times = { times: scaled(200, 5) }
  const floor = await timesOf(bare, times)
  const inside = await timesOf(read, times)
  const outside = await timesOf(() => browser.get(path), { times: scaled(80, 5) })
  const figure = (name: string, ours: Times): Figure => ({
    what: `${what}: ${name}`,
    unit: 'ms',
    ours: ours.p50,
    floor: floor.p50,
  })
  return [
    { ...figure('p50', inside), wanted: { of: 'ours', atMost: most } },
    { what: `${what}: p99`, unit: 'ms', ours: inside.p99, floor: floor.p99 },
    figure('p50 over HTTP', outside),
  ]
}

/** After an hour at ten messages a second, and after a minute, with the list and the long thread open. */
async function caughtUp(
  browsers: Browser[],
  { channel, thread }: Filled,
  messages: number,
  say: (line: string) => void,
) {
  const figures: Figure[] = []
  const views: [string, View][] = [
    ['the list', listView(channel)],
    ['the long thread', threadView(thread)],
  ]
  for (const [name, view] of views)
    for (const [since, missed] of MISSED) {
      const browser = browsers.pop()!
      const from = Math.max(0, messages - missed)
      const { reset, rows } = await browser.catchUp(view, from)
      const { p50, p99 } = await timesOf(() => browser.catchUp(view, from), { warm: 3, times: scaled(50, 3) })
      say(
        `${name} after ${since}: ${rows} rows${reset ? ' of a snapshot' : ''}, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
      )
      const what = `${name} caught up after ${since}`
      figures.push({ what: `${what}: p50`, unit: 'ms', ours: p50, floor: null, wanted: { of: 'ours', atMost: 300 } })
      figures.push({ what: `${what}: p99`, unit: 'ms', ours: p99, floor: null })
    }
  return figures
}

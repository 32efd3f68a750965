// A million Japanese messages searched over HTTP while others come in; and whether these are slower for it. The floor of a search is the bare
// statement, planned as PostgreSQL likes; that of what comes in is the same without searches.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fold } from '@madoguchi/contracts/search/fold'
import { gramsOf, TEXT_GRAMS } from '@madoguchi/contracts/search/words'
import type { Pool } from '../../db/pool.ts'
import { createStack, type Stack } from '../../runtime/lifecycle.ts'
import { startChild } from '../../test/child.ts'
import type { Bench } from '../bench.ts'
import type { Figure } from '../figure.ts'
import { startPart } from '../parts/part.ts'
import { percentile } from '../percentile.ts'
import { scaled } from '../scale.ts'
import { openDesk, SECRET_KEY } from '../stage/desk.ts'
import { openEngines, type Engines } from '../stage/engines.ts'
import { fill } from './fill.ts'
import type { FlowSettings, FlowWish } from './flow.ts'

const MESSAGES = 1_000_000
const CONVERSATIONS = 20_000
const RATE = 50
const SECONDS = 30
/** Half an agent's requests a minute. */
const PACE_MS = 100

const QUERIES = {
  'a phrase of every fourth message': 'ありがとうございます',
  'a word of every fiftieth': '会員登録',
  'a word of one in a million': (messages: number) => `注文番号${String(orderOf(messages)).padStart(8, '0')}`,
  'two frequent words that seldom meet': '工事 至急',
  'words that never meet': '注文番号 工事カタログ',
  'a name of one character': '蓮',
}

type Get = (q: string) => Promise<unknown>

export const bench: Bench = async (say) => {
  const stack = createStack()
  try {
    const engines = stack.use(await openEngines(), (opened) => opened.stop())
    const { pool, url } = engines
    const queries = Object.entries(QUERIES)
    const { channel, cookies } = await openDesk(pool, { agents: queries.length })
    const [messages, conversations] = [scaled(MESSAGES, 1_000), scaled(CONVERSATIONS, 100)]
    await fill({ pool, channel, conversations, messages, say })
    say(`${messages} messages of ${conversations} people are there`)
    const gateway = await startGateway(stack, engines)
    const settings: FlowSettings = { url, people: conversations }
    const flow = stack.use(await startPart<null>(join(import.meta.dirname, 'flow.ts'), settings), (part) => part.stop())
    const run = (seconds: number) =>
      flow.ask<number[]>('run', { rate: RATE, count: scaled(RATE * seconds, 10) } satisfies FlowWish)
    await run(5) // warm
    const alone = await run(SECONDS)
    const figures: Figure[] = []
    const beside: number[] = []
    for (const [i, [what, given]] of queries.entries()) {
      const q = typeof given === 'string' ? given : given(messages)
      const one = await beneath(run, getting(gateway, cookies[i]!), q)
      beside.push(...one.came)
      figures.push(...figuresOf(what, one.took, await bareOf(pool, channel, q)))
      say(
        `${what}: p50 ${percentile(one.took, 50).toFixed(0)} ms, p95 ${percentile(one.took, 95).toFixed(0)} ms of ${one.took.length}`,
      )
    }
    return [...figures, ...cameFigures(beside, alone)]
  } finally {
    await stack.stop()
  }
}

/** Message numbers whose text has an order's number: every fourth or so; near the middle. */
const orderOf = (messages: number): number => Math.floor(messages / 2)

async function startGateway(stack: Stack, { env }: Engines): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'madoguchi-bench-'))
  stack.add(() => rm(folder, { recursive: true, force: true }))
  const settings = { ...env, DATA_DIR: folder, SECRET_KEY }
  const child = await startChild({ args: ['gateway'], env: settings, ready: /ready on/, withinMs: 120_000 })
  stack.add(() => child.kill('SIGKILL').then(() => undefined))
  return child.url
}

const getting =
  (url: string, cookie: string): Get =>
  async (q) => {
    const answer = await fetch(`${url}/api/search?q=${encodeURIComponent(q)}`, { headers: { origin: url, cookie } })
    if (!answer.ok) throw new Error(`search answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }

/** One agent searches again and again while messages come in. */
async function beneath(run: (seconds: number) => Promise<number[]>, get: Get, q: string) {
  for (let i = 0; i < 3; i += 1) await get(q)
  let over = false
  const coming = run(SECONDS / 2).finally(() => (over = true))
  const took: number[] = []
  while (!over) {
    const from = performance.now()
    await get(q)
    took.push(performance.now() - from)
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, PACE_MS - (performance.now() - from))))
  }
  return { took, came: await coming }
}

/** null: names stand in another table. */
async function bareOf(pool: Pool, channel: string, q: string): Promise<number[] | null> {
  const words = fold(q).split(' ')
  const grams = gramsOf(words.join(' '), TEXT_GRAMS)
  if (grams.length === 0) return null
  const took: number[] = []
  for (let i = 0; i < scaled(30, 3); i += 1) {
    const from = performance.now()
    await pool.query(
      `select id, at from search_v1.message where channel = $1 and not gone and grams @> $2::text[]
          and not exists (select from unnest($3::text[]) w where strpos(folded, w) = 0) order by at desc, id desc limit 51`,
      [channel, grams, words],
    )
    took.push(performance.now() - from)
  }
  return took
}

function figuresOf(what: string, took: number[], bare: number[] | null): Figure[] {
  const figure = (at: number): Figure => ({
    what: `${what}: p${at}`,
    unit: 'ms',
    ours: percentile(took, at),
    floor: bare && percentile(bare, at),
  })
  return [figure(50), { ...figure(95), wanted: { of: 'ours', atMost: 100 } }]
}

function cameFigures(beside: number[], alone: number[]): Figure[] {
  const figure = (at: number): Figure => ({
    what: `${RATE} messages a second while searching: p${at}`,
    unit: 'ms',
    ours: percentile(beside, at),
    floor: percentile(alone, at),
  })
  return [figure(50), { ...figure(95), wanted: { of: 'ratio', atMost: 1.2 } }]
}

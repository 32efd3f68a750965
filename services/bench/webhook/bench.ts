// LINE's webhook answered 200, against a bare server with one lane to the same log: requests a second that so many
// connections carry, and how long one waits at a fixed rate.
import { join } from 'node:path'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { createStack } from '../../runtime/lifecycle.ts'
import { startChild } from '../../test/child.ts'
import { makeTable, openBareTopic } from '../bare/produce.ts'
import type { Bench } from '../bench.ts'
import type { Figure } from '../figure.ts'
import { startPart, type Part } from '../parts/part.ts'
import { scaled, scaledSeconds } from '../scale.ts'
import { openDesk, SECRET_KEY, type Desk } from '../stage/desk.ts'
import { openEngines, type Engines } from '../stage/engines.ts'
import type { Arrivals, Flood, LoadSettings, Told } from './load.ts'
import type { FloorSettings } from './floor.ts'

const CONNECTIONS = [1, 32, 128]
const EVENTS = [1, 5]
const SECONDS = 5
const RATE = 500
const RATE_SECONDS = 20

type Stack = ReturnType<typeof createStack>
type Say = (line: string) => void
type Sides = { load: Part<null>; ours: string; bare: string }

export const bench: Bench = async (say) => {
  const stack = createStack()
  try {
    const engines = stack.use(await openEngines(), (opened) => opened.stop())
    const desk = await openDesk(engines.pool)
    const sides = {
      load: await startLoad(stack, desk),
      ours: await startOurs(stack, engines, desk),
      bare: await startFloor(stack, engines, desk),
    }
    const figures: Figure[] = []
    for (const events of EVENTS)
      for (const connections of CONNECTIONS) figures.push(...(await flooded(sides, { connections, events }, say)))
    return [...figures, ...(await arrived(sides, say))]
  } finally {
    await stack.stop()
  }
}

const startLoad = async (stack: Stack, { secret, destination }: Desk) =>
  stack.use(
    await startPart<null>(join(import.meta.dirname, 'load.ts'), { secret, destination } satisfies LoadSettings),
    (part) => part.stop(),
  )

async function startOurs(stack: Stack, { env }: Engines, { channel }: Desk): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'madoguchi-bench-'))
  stack.add(() => rm(folder, { recursive: true, force: true }))
  const child = await startChild({
    args: ['ingest'],
    env: { ...env, DATA_DIR: folder, SECRET_KEY },
    ready: /ready on/,
  })
  stack.add(() => child.kill('SIGKILL').then(() => undefined))
  return `${child.url}/webhook/${channel}`
}

async function startFloor(stack: Stack, { url, pool }: Engines, { secret }: Desk): Promise<string> {
  await makeTable(pool)
  const settings: FloorSettings = { url, kafka: await openBareTopic(), secret }
  return stack.use(await startPart<string>(join(import.meta.dirname, 'floor.ts'), settings), (part) => part.stop())
    .ready
}

/** The floor first and last, so that neither always has the warmer machine. */
async function inTurns(bare: () => Promise<Told>, ours: () => Promise<Told>): Promise<{ ours: Told; floor: Told }> {
  const [a, b, c, d] = [await bare(), await ours(), await ours(), await bare()]
  return { ours: mean(b, c), floor: mean(a, d) }
}

const mean = (one: Told, other: Told): Told => ({
  perSecond: (one.perSecond + other.perSecond) / 2,
  p50: (one.p50 + other.p50) / 2,
  p99: (one.p99 + other.p99) / 2,
  refused: one.refused + other.refused,
})

async function flooded({ load, ...urls }: Sides, wish: { connections: number; events: number }, say: Say) {
  const run = (url: string, seconds: number) => () => load.ask<Told>('flood', { ...wish, url, seconds } satisfies Flood)
  const seconds = scaledSeconds(SECONDS)
  for (const url of [urls.bare, urls.ours]) await run(url, Math.min(1, seconds))() // warm
  const { ours, floor } = await inTurns(run(urls.bare, seconds), run(urls.ours, seconds))
  const what = `${wish.connections} connection${wish.connections > 1 ? 's' : ''}, ${wish.events} event${wish.events > 1 ? 's' : ''} a body`
  say(`${what}: ours ${Math.round(ours.perSecond)}/s, floor ${Math.round(floor.perSecond)}/s`)
  const figure = (name: string, unit: string, of: keyof Told): Figure => ({
    what: `${what}: ${name}`,
    unit,
    ours: ours[of],
    floor: floor[of],
  })
  return [
    { ...figure('requests', '/s', 'perSecond'), wanted: { of: 'ratio', atLeast: 0.6 } },
    figure('p50', 'ms', 'p50'),
    figure('p99', 'ms', 'p99'),
    { ...figure('not answered 200', '', 'refused'), wanted: { of: 'ours', atMost: 0 } },
  ] satisfies Figure[]
}

async function arrived({ load, ...urls }: Sides, say: Say): Promise<Figure[]> {
  const count = scaled(RATE * RATE_SECONDS, 100)
  const run = (url: string, how: number) => () =>
    load.ask<Told>('arrive', { url, rate: RATE, count: how } satisfies Arrivals)
  for (const url of [urls.bare, urls.ours]) await run(url, Math.min(RATE, count))() // warm
  const { ours, floor } = await inTurns(run(urls.bare, count), run(urls.ours, count))
  say(`at ${RATE}/s: ours p99 ${ours.p99.toFixed(1)} ms, floor ${floor.p99.toFixed(1)} ms`)
  const what = `${RATE} a second, from when each was due`
  const refused = { what: `${what}: not answered 200`, unit: '', ours: ours.refused, floor: floor.refused }
  return [
    { what: `${what}: p50`, unit: 'ms', ours: ours.p50, floor: floor.p50 },
    { what: `${what}: p99`, unit: 'ms', ours: ours.p99, floor: floor.p99, wanted: { of: 'ours', atMost: 50 } },
    { ...refused, wanted: { of: 'ours', atMost: 0 } },
  ]
}

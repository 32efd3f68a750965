// A gateway that tells many open lists of each change, against bare Socket.IO with the same payload, rooms and transport: whether
// all arrives, what it costs, how late it is, and the memory of a line. Presence is not part of it: the floor has none.
import { join } from 'node:path'
import { channelRoom } from '@madoguchi/contracts/socket/room'
import { openSchema } from '../../projector/schema.ts'
import { createStack, type Stack } from '../../runtime/lifecycle.ts'
import type { Bench } from '../bench.ts'
import type { Figure } from '../figure.ts'
import { atRate } from '../parts/atRate.ts'
import { startPart, type Part } from '../parts/part.ts'
import { scaled } from '../scale.ts'
import { openDesk, type Desk } from '../stage/desk.ts'
import { openEngines, type Engines } from '../stage/engines.ts'
import type { BareSettings } from './bare.ts'
import type { CrowdSettings, Heard, Join } from './crowd.ts'
import type { GatewaySettings } from './gateway.ts'
import { openTeller, type Teller } from './teller.ts'

const LOADS = [
  { sockets: 500, rate: 20, most: 1.3 },
  { sockets: 2_000, rate: 5, most: null },
]
const SECONDS = 20
const AGENTS = 50
const PART = 0

/** `warm`, `count`: changes told, not to be timed and to be. */
type Load = { sockets: number; rate: number; warm: number; count: number }
/** Of one server under one load. `cpu`: percent of a core. `memory`: kB a socket. */
type Told = { missing: number; cpu: number; memory: number; p50: number; p99: number }
type Run = (load: Load) => Promise<Told>

export const bench: Bench = async (say) => {
  const stack = createStack()
  try {
    const engines = stack.use(await openEngines(), (opened) => opened.stop())
    await openSchema(engines.pool, 1)
    const desk = await openDesk(engines.pool, { agents: AGENTS })
    const stage = await openStage(stack, engines, desk)
    const figures: Figure[] = []
    for (const { most, ...load } of LOADS) figures.push(...(await underLoad({ load, most, stage }, say)))
    return figures
  } finally {
    await stack.stop()
  }
}

type Under = { load: { sockets: number; rate: number }; most: number | null; stage: Stage }

/** Twice each, the floor first and last; fresh servers for each load, since memory is not given back. */
async function underLoad({ load, most, stage }: Under, say: (line: string) => void): Promise<Figure[]> {
  const { rate } = load
  const wish: Load = {
    sockets: scaled(load.sockets, 5),
    rate,
    warm: scaled(rate * 2, 2),
    count: scaled(rate * SECONDS, 5),
  }
  const stack = createStack()
  try {
    const { ours, bare } = await startServers(stack, stage)
    const [a, b, c, d] = [await bare(wish), await ours(wish), await ours(wish), await bare(wish)]
    const figures = figuresOf(wish, most, [b, c], [a, d])
    const cpu = figures[1]!
    say(`${wish.sockets} sockets: ours ${cpu.ours.toFixed(0)} % of a core, floor ${cpu.floor!.toFixed(0)} %`)
    return figures
  } finally {
    await stack.stop()
  }
}

function figuresOf({ sockets, rate }: Load, most: number | null, ours: Told[], floor: Told[]): Figure[] {
  const mean = (all: Told[], key: keyof Told) => all.reduce((sum, one) => sum + one[key], 0) / all.length
  const of = (name: string, unit: string, key: keyof Told): Figure => {
    const what = `${sockets} sockets × ${rate}/s: ${name}`
    return { what, unit, ours: mean(ours, key), floor: mean(floor, key) }
  }
  const memory = of('memory a socket', 'kB', 'memory')
  return [
    { ...of('rows not delivered', '', 'missing'), wanted: { of: 'ours', atMost: 0 } },
    { ...of('CPU', '% of a core', 'cpu'), ...(most !== null && { wanted: { of: 'ratio', atMost: most } }) },
    { ...memory, ours: ours[0]!.memory, floor: floor[0]!.memory }, // the second crowd finds room that is there already
    of('p50', 'ms', 'p50'),
    of('p99', 'ms', 'p99'),
  ]
}

type Stage = { url: string; room: string; crowd: Part<null>; teller: Teller; to: { server: Part<string> | null } }

/** One crowd and one teller for all: who is told is changed, and who is joined. */
async function openStage(stack: Stack, { url, pool }: Engines, { channel, cookies }: Desk): Promise<Stage> {
  const room = channelRoom(channel)
  const to: Stage['to'] = { server: null }
  const heard = (notice: object) => to.server!.tell('notice', notice)
  const teller = await openTeller({ pool, channel, part: PART, heard })
  const settings: CrowdSettings = { room, cookies }
  const crowd = stack.use(await startPart<null>(here('crowd.ts'), settings), (part) => part.stop())
  return { url, room, crowd, teller, to }
}

const here = (file: string) => join(import.meta.dirname, file)

async function startServers(stack: Stack, stage: Stage): Promise<{ ours: Run; bare: Run }> {
  const start = async (file: string, settings: object): Promise<Run> => {
    const server = stack.use(await startPart<string>(here(file), settings), (part) => part.stop())
    return (load) => measured(server, stage, load)
  }
  return {
    bare: await start('bare.ts', { room: stage.room } satisfies BareSettings),
    ours: await start('gateway.ts', { url: stage.url } satisfies GatewaySettings),
  }
}

async function measured(server: Part<string>, { crowd, teller, to }: Stage, load: Load): Promise<Told> {
  const { sockets, rate, warm, count } = load
  const during = (so: number) => atRate({ rate, count: so, send: teller.tell })
  to.server = server
  const empty = await server.usage()
  await crowd.ask('join', { url: server.ready, count: sockets } satisfies Join)
  await crowd.ask('begin')
  await during(warm)
  await untilHeard(crowd, sockets * warm)
  await server.usage() // collects
  const full = await server.usage()
  await crowd.ask('begin')
  const from = performance.now()
  await during(count)
  const heard = await untilHeard(crowd, sockets * count)
  const [ms, after] = [performance.now() - from, await server.usage()]
  await crowd.ask('leave')
  return {
    missing: sockets * count - heard.rows,
    cpu: ((after.cpuMs - full.cpuMs) / ms) * 100,
    memory: (full.rssBytes - empty.rssBytes) / 1_024 / sockets,
    p50: heard.p50,
    p99: heard.p99,
  }
}

/** All of them, or what came until nothing more does. */
async function untilHeard(crowd: Part<null>, rows: number): Promise<Heard> {
  for (let last = -1; ;) {
    const heard = await crowd.ask<Heard>('heard')
    if (heard.rows >= rows || heard.rows === last) return heard
    last = heard.rows
    await new Promise((resolve) => setTimeout(resolve, 2_000))
  }
}

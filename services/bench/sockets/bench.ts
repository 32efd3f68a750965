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
import type { CrowdSettings, Heard } from './crowd.ts'
import type { GatewaySettings } from './gateway.ts'
import { openTeller } from './teller.ts'

const LOADS = [
  { sockets: 500, rate: 20, most: 1.3 },
  { sockets: 2_000, rate: 5, most: null },
]
const SECONDS = 20
const AGENTS = 50
const PART = 0

type Load = { sockets: number; rate: number; seconds: number }
/** Of one server under one load. `cpu`: percent of a core. `memory`: kB a socket. */
type Told = { missing: number; cpu: number; memory: number; p50: number; p99: number }
type Run = (load: Load) => Promise<Told>

export const bench: Bench = async (say) => {
  const stack = createStack()
  try {
    const engines = stack.use(await openEngines(), (opened) => opened.stop())
    await openSchema(engines.pool, 1)
    const desk = await openDesk(engines.pool, { agents: AGENTS })
    const { ours, bare } = await sides(engines, desk)
    const figures: Figure[] = []
    for (const { most, ...load } of LOADS) figures.push(...(await underLoad({ load, most, ours, bare }, say)))
    return figures
  } finally {
    await stack.stop()
  }
}

type Under = { load: { sockets: number; rate: number }; most: number | null; ours: Run; bare: Run }

/** Twice each, the floor first and last; every time a fresh server and a fresh crowd. */
async function underLoad({ load, most, ours, bare }: Under, say: (line: string) => void): Promise<Figure[]> {
  const wish: Load = { sockets: scaled(load.sockets, 5), rate: load.rate, seconds: scaled(SECONDS, 2) }
  const [a, b, c, d] = [await bare(wish), await ours(wish), await ours(wish), await bare(wish)]
  const of = (name: string, unit: string, key: keyof Told): Figure => {
    const what = `${wish.sockets} sockets × ${wish.rate}/s: ${name}`
    return { what, unit, ours: (b[key] + c[key]) / 2, floor: (a[key] + d[key]) / 2 }
  }
  const cpu = of('CPU', '% of a core', 'cpu')
  say(`${wish.sockets} sockets: ours ${cpu.ours.toFixed(0)} % of a core, floor ${cpu.floor!.toFixed(0)} %`)
  return [
    { ...of('rows not delivered', '', 'missing'), wanted: { of: 'ours', atMost: 0 } },
    { ...cpu, ...(most !== null && { wanted: { of: 'ratio', atMost: most } }) },
    of('memory a socket', 'kB', 'memory'),
    of('p50', 'ms', 'p50'),
    of('p99', 'ms', 'p99'),
  ]
}

async function sides({ url, pool }: Engines, { channel, cookies }: Desk): Promise<{ ours: Run; bare: Run }> {
  const room = channelRoom(channel)
  let server: Part<string> | null = null
  const heard = (notice: object) => server!.tell('notice', notice)
  const teller = await openTeller({ pool, channel, part: PART, heard })

  const runOn =
    (file: string, settings: object): Run =>
    async (load) => {
      const stack = createStack()
      try {
        server = stack.use(await startPart<string>(here(file), settings), (part) => part.stop())
        const crowd = await startCrowd(stack, { url: server.ready, room, cookies })
        return await measured(server, crowd, load, teller.tell)
      } finally {
        await stack.stop()
      }
    }
  return {
    ours: runOn('gateway.ts', { url } satisfies GatewaySettings),
    bare: runOn('bare.ts', { room } satisfies BareSettings),
  }
}

const here = (file: string) => join(import.meta.dirname, file)

async function startCrowd(stack: Stack, settings: CrowdSettings): Promise<Part<null>> {
  return stack.use(await startPart<null>(here('crowd.ts'), settings), (part) => part.stop())
}

async function measured(server: Part<string>, crowd: Part<null>, load: Load, tell: () => Promise<void>): Promise<Told> {
  const { sockets, rate, seconds } = load
  const during = (count: number) => atRate({ rate, count, send: tell })
  const empty = await server.usage()
  await crowd.ask('join', sockets)
  await crowd.ask('begin')
  await during(rate * 2) // warm
  await untilHeard(crowd, sockets * rate * 2)
  await server.usage() // collects
  const full = await server.usage()
  await crowd.ask('begin')
  const from = performance.now()
  await during(rate * seconds)
  const heard = await untilHeard(crowd, sockets * rate * seconds)
  const [ms, after] = [performance.now() - from, await server.usage()]
  return {
    missing: sockets * rate * seconds - heard.rows,
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

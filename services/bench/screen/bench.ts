// From LINE's webhook to the screen of a second agent who has the conversations open, against a bare loop of receive, produce,
// consume, commit and emit in as many processes.
import { join } from 'node:path'
import { conversationId } from '@madoguchi/contracts/ids'
import { conversationRoom } from '@madoguchi/contracts/socket/room'
import { createStack, type Stack } from '../../runtime/lifecycle.ts'
import type { Bench } from '../bench.ts'
import type { Figure } from '../figure.ts'
import { startPart } from '../parts/part.ts'
import { messageOf } from '../projector/events.ts'
import { scaled } from '../scale.ts'
import { openDesk, type Desk } from '../stage/desk.ts'
import { openEngines, type Engines } from '../stage/engines.ts'
import { startRoles } from '../stage/roles.ts'
import type { AgentSettings, Told, Wish } from './agent.ts'
import { startFloor } from './startFloor.ts'

const RATES = [20, 100, 300]
const SECONDS = 15
/** All open on the one screen. */
const PEOPLE = 24

type Run = (wish: Wish) => Promise<Told>

export const bench: Bench = async (say) => {
  const stack = createStack()
  try {
    const engines = stack.use(await openEngines(), (opened) => opened.stop())
    const desk = await openDesk(engines.pool)
    const ours = await startOurs(stack, engines, desk)
    const bare = await startBare(stack, engines, desk)
    for (const run of [bare, ours]) await run({ rate: 50, count: scaled(400, 20) })
    const figures: Figure[] = []
    for (const rate of RATES) figures.push(...(await atOneRate({ rate, ours, bare }, say)))
    return figures
  } finally {
    await stack.stop()
  }
}

/** Twice each, the floor first and last. */
async function atOneRate({ rate, ours, bare }: { rate: number; ours: Run; bare: Run }, say: (line: string) => void) {
  const wish = { rate, count: scaled(rate * SECONDS, 10) }
  const [a, b, c, d] = [await bare(wish), await ours(wish), await ours(wish), await bare(wish)]
  const figure = (of: keyof Told): Figure => {
    const what = `${rate} events a second: ${of}`
    return { what, unit: 'ms', ours: (b[of] + c[of]) / 2, floor: (a[of] + d[of]) / 2 }
  }
  const [p50, p99] = [figure('p50'), figure('p99')]
  say(`${rate}/s: ours p50 ${p50.ours.toFixed(1)} ms, floor ${p50.floor!.toFixed(1)} ms`)
  return [{ ...p50, wanted: { of: 'ratio', atMost: 1.5 } }, p99] satisfies Figure[]
}

async function startOurs(stack: Stack, engines: Engines, desk: Desk): Promise<Run> {
  const { ingest, gateway } = await startRoles(stack, engines)
  const { channel, cookies } = desk
  const rooms = Array.from({ length: PEOPLE }, (_, i) => {
    const { source } = messageOf(i, PEOPLE).data as { source: { userId: string } }
    return conversationRoom(conversationId(channel, source))
  })
  return startAgent(stack, desk, { webhook: `${ingest}/webhook/${channel}`, gateway, cookie: cookies[0]!, rooms })
}

async function startBare(stack: Stack, engines: Engines, desk: Desk): Promise<Run> {
  const { webhook, show } = await startFloor(stack, engines, desk.secret)
  return startAgent(stack, desk, { webhook, gateway: show, cookie: '', rooms: ['all'] })
}

type Where = Pick<AgentSettings, 'webhook' | 'gateway' | 'cookie' | 'rooms'>

async function startAgent(stack: Stack, { secret, destination }: Desk, where: Where): Promise<Run> {
  const settings: AgentSettings = { ...where, people: PEOPLE, secret, destination }
  const part = await startPart<null>(join(import.meta.dirname, 'agent.ts'), settings)
  stack.add(() => part.stop())
  return (wish) => part.ask<Told>('run', wish)
}

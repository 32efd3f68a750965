// Agents' lines are cut while people write; they come back and must show, soon, what one who comes anew is shown.
import { setTimeout as wait } from 'node:timers/promises'
import type { Row } from '@madoguchi/contracts/row/row'
import { WORKSPACE } from '@madoguchi/contracts/socket/room'
import type { Browser } from '../house/browser.fixture.ts'
import { pagesOf, differences } from '../house/fresh.fixture.ts'
import { until } from '../house/until.fixture.ts'
import type { LinedAgent } from './lines.fixture.ts'
import type { Desk, Write } from './stage.fixture.ts'

export type Away = {
  name: string
  ms: number
  writes: Write[]
  /** Back before all of it is rows. */
  early?: true
  /** What half an hour does to those who remember: rings begin anew, leases are gone. */
  forget?: true
}
/** `exactMs`: from the line's return, or from when all was rows, whichever is later; of each agent. */
export type Returned = { awayMs: number; events: number; exactMs: number[] }

const ROWS_MS = 60_000
export const EXACT_MS = 30_000

export async function breakOff(desk: Desk, agents: LinedAgent[], away: Away): Promise<Returned> {
  const began = performance.now()
  for (const { line } of agents) line.refuse()
  const writing = Promise.all(away.writes.map(desk.write)).then((all) => all.flatMap((one) => [...one.keys()]))
  if (away.forget) await forgetAll(desk)
  await wait(Math.max(0, away.ms - (performance.now() - began)))
  if (!away.early) await allRows(desk, await writing)
  const healed = performance.now()
  for (const { line } of agents) line.heal()
  const ids = await writing
  await allRows(desk, ids)
  const back = away.early ? performance.now() : healed
  const truth = await truthFor(agents)
  const exactMs = await Promise.all(agents.map((agent) => exactAfter(agent, truth, back)))
  return { awayMs: Math.round(healed - began), events: ids.length, exactMs }
}

const allRows = (desk: Desk, ids: Iterable<string>) =>
  until(() => desk.areRows(ids), 'rows of all that was written', ROWS_MS)

async function forgetAll({ world, redis }: Desk) {
  await redis.kill()
  await redis.start()
  for (const name of ['gateway-1', 'gateway-2']) {
    await world.children.get(name)!.kill()
    await world.restart(name)
  }
}

export type Truth = Map<string, Row[][]>

/** Of every room that any of them shows, as it is now; of the workspace each has its own. */
export async function truthFor(agents: LinedAgent[]): Promise<Truth> {
  const truth: Truth = new Map()
  for (const { browser, fresh } of agents)
    for (const room of browser.views().keys()) {
      const key = placeOf(browser, room)
      if (!truth.has(key)) truth.set(key, await pagesOf({ get: fresh.get }, room))
    }
  return truth
}

const placeOf = ({ name }: Browser, room: string) => (room === WORKSPACE ? `${room} of ${name}` : room)

/** PURE. Nothing = all its rooms are as they are now. */
export const unlike = ({ browser }: Pick<LinedAgent, 'browser'>, truth: Truth): string[] =>
  [...browser.views()].flatMap(([room, view]) =>
    differences(view, truth.get(placeOf(browser, room))!).map((what) => `${browser.name}, ${room}: ${what}`),
  )

/** Infinity = not within the time there is. */
async function exactAfter(agent: LinedAgent, truth: Truth, back: number): Promise<number> {
  while (unlike(agent, truth).length > 0 || !agent.browser.live()) {
    if (performance.now() - back > EXACT_MS) {
      console.log(unlike(agent, truth).slice(0, 5).join('\n'))
      return Infinity
    }
    await wait(20)
  }
  return Math.round(performance.now() - back)
}

// After the storm: what must come to rest, and what must then be true of it.
import type { Pool } from '../../db/pool.ts'
import type { RealWorld } from '../world.ts'
import { drain, unfinished, violationsIn, type Span } from './books.fixture.ts'
import type { Browser } from './browser.fixture.ts'
import { staleIn } from './fresh.fixture.ts'
import { isZero, type Lag } from './lag.fixture.ts'
import { rebuild, unlikeRebuilt } from './rebuilt.fixture.ts'
import { gaugeOf } from './samples.fixture.ts'
import { until } from './until.fixture.ts'
import { whereabouts } from './whereabouts.fixture.ts'

type Deps = { world: RealWorld; pool: Pool; lag: Lag; browsers: Browser[] }

export const LAG_MS = 30_000
/** A message in doubt is asked for again by its retry key, with pauses. */
const SENDS_MS = 120_000

const pending = (browsers: Browser[]) =>
  browsers.flatMap((one) => one.unsaid()).filter(({ state }) => state !== 'refused' && state !== 'acked')
const ackedBy = (browsers: Browser[]) => browsers.flatMap(({ acked }) => [...acked])

/**
 * The load is off. Resolves with the ms until all readers had done what stood on the log then; throws when something does not come
 * to rest.
 */
export async function settle({ world, pool, lag, browsers }: Deps, lagMs = LAG_MS): Promise<number> {
  const began = performance.now()
  await atEnd(lag, lagMs, await lag.ends())
  const took = Math.round(performance.now() - began)
  await until(() => pending(browsers).length === 0, 'the agents’ last acknowledgement', LAG_MS)
  await drain(world.simulator)
  await until(() => isSpoolEmpty(world), 'an empty spool', LAG_MS)
  await until(async () => (await unfinished(pool, ackedBy(browsers))).length === 0, 'the end of all sends', SENDS_MS)
  await atEnd(lag, SENDS_MS)
  return took
}

const isSpoolEmpty = async ({ children }: RealWorld) => (await gaugeOf(children.get('ingest')!, 'spool_events')) === 0

async function atEnd(lag: Lag, within: number, end?: Map<number, number>) {
  let behind: Record<string, number> = {}
  const holds = async () => isZero((behind = await lag.behind(end)))
  await until(holds, 'the log’s end', within).catch((error: Error) => {
    throw new Error(`${error.message}; behind: ${JSON.stringify(behind)}`, { cause: error.cause })
  })
}

/** Of a house at rest. Nothing = all promises were kept. */
export async function brokenIn({ world, pool, browsers }: Omit<Deps, 'lag'>, excuses: Span[]): Promise<string[]> {
  const violations = await violationsIn({ simulator: world.simulator, pool, excuses })
  const broken = violations.map(({ rule, ids }) => `${rule}: ${ids.join()}`)
  broken.push(...(await unfinished(pool, ackedBy(browsers))))
  broken.push(...(await staleAtRest(browsers)))
  await rebuild({ pool, settings: world.settings })
  broken.push(...(await unlikeRebuilt(pool)))
  const ids = violations.flatMap((one) => one.ids)
  if (broken.length > 0) console.log((await whereabouts({ pool, world }, ids)).join('\n'))
  return broken
}

/** A beat and a follow may still be on their way. */
async function staleAtRest(browsers: Browser[]): Promise<string[]> {
  const stale = async () => (await Promise.all(browsers.map(staleIn))).flat()
  await until(async () => (await stale()).length === 0, 'browsers like fresh ones', 20_000).catch(() => undefined)
  return stale()
}

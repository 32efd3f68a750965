// From nothing to the three lines that say where the console is: the first start with empty data, and later ones, against the
// embedded database alone.
import { createStack, type Stack } from '../../runtime/lifecycle.ts'
import { startEmbedded } from '../../db/embedded.ts'
import { silentLogger } from '../../runtime/logger.ts'
import type { Bench } from '../bench.ts'
import type { Figure } from '../figure.ts'
import { percentile } from '../percentile.ts'
import { scaled } from '../scale.ts'
import { openNamed } from '../stage/named.ts'
import { openFolder, startAll } from '../stage/wholeProcess.ts'

const TIMES = 5

type Start = () => Promise<() => Promise<unknown>>
type Seconds = { first: number; later: number }

export const bench: Bench = async (say) => {
  const rounds: { ours: Seconds; floor: Seconds | null }[] = []
  for (let i = 0; i < scaled(TIMES); i += 1) {
    const round = await oneRound()
    rounds.push(round)
    say(`first ${round.ours.first.toFixed(2)} s, later ${round.ours.later.toFixed(2)} s`)
  }
  const median = (of: (round: (typeof rounds)[number]) => number) => percentile(rounds.map(of), 50)
  const figure = (what: string, key: keyof Seconds): Figure => ({
    what: `the start of everything, ${what}`,
    unit: 's',
    ours: median(({ ours }) => ours[key]),
    floor: rounds[0]!.floor && median(({ floor }) => floor![key]),
  })
  return [figure('first, with empty data', 'first'), figure('later, with what was kept', 'later')]
}

async function oneRound() {
  const stack = createStack()
  try {
    const engines = await openNamed(stack)
    return { floor: engines ? null : await bare(stack), ours: await ours(stack, engines?.env) }
  } finally {
    await stack.stop()
  }
}

async function ours(stack: Stack, env?: Record<string, string>): Promise<Seconds> {
  const folder = await openFolder(stack)
  return twice(async () => {
    const child = await startAll(folder, env)
    return () => child.kill()
  })
}

async function bare(stack: Stack): Promise<Seconds> {
  const folder = await openFolder(stack)
  return twice(async () => {
    const server = await startEmbedded({ folder, logger: silentLogger() })
    return () => server.stop()
  })
}

async function twice(start: Start): Promise<Seconds> {
  return { first: await seconds(start), later: await seconds(start) }
}

async function seconds(start: Start): Promise<number> {
  const from = performance.now()
  const stop = await start()
  const took = (performance.now() - from) / 1_000
  await stop()
  return took
}

// A fault a minute, and how long after its end the house was even with its log again.
import { setTimeout as wait } from 'node:timers/promises'
import type { Child } from '../child.ts'
import type { Dice } from '../check/dice.ts'
import { LAG_MS } from './calm.fixture.ts'
import type { Span } from './books.fixture.ts'
import type { Blows } from './blows.fixture.ts'
import { faultsOf, type Engines, type Fault } from './faults.fixture.ts'
import type { Lag } from './lag.fixture.ts'
import { LIVE } from './rebuilt.fixture.ts'
import { gaugeOf } from './samples.fixture.ts'
import { until } from './until.fixture.ts'

/** `ms`: from the fault's end; null = not within the time there was. */
export type Recovery = { name: string; at: number; ms: number | null; span: Span }
type Deps = {
  engines: Engines
  blows: Blows
  dice: Dice
  lag: Lag
  children: Map<string, Child>
  /** Under load something is always on its way: so many events are none. */
  few: number
}

const MINUTE_MS = 60_000

export async function faultAMinute(deps: Deps, minutes: number): Promise<Recovery[]> {
  const began = performance.now()
  const recoveries: Recovery[] = []
  let left: Fault[] = []
  for (let minute = 0; minute < minutes; minute += 1) {
    await wait(Math.max(0, minute * MINUTE_MS + MINUTE_MS / 4 - (performance.now() - began)))
    if (left.length === 0) left = faultsOf(deps)
    const fault = left.pop()!
    const at = (performance.now() - began) / 1_000
    const from = Date.now()
    await fault.run()
    const span = { from, to: Date.now() }
    recoveries.push({ name: fault.name, at, span, ms: await recovered(deps) })
  }
  await wait(Math.max(0, minutes * MINUTE_MS - (performance.now() - began)))
  return recoveries
}

async function recovered({ lag, children, few }: Deps): Promise<number | null> {
  const from = performance.now()
  const even = async () =>
    (await lag.behind())[LIVE]! <= few && ((await gaugeOf(children.get('ingest')!, 'spool_events')) ?? 1) === 0
  try {
    await until(even, 'the log’s end', LAG_MS)
    return Math.round(performance.now() - from)
  } catch {
    return null
  }
}

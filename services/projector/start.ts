// log → rows. Each event takes effect once; rows and position commit together; after the commit one change per partition is
// published, also when no row changed, and may be lost. Rows of an older projection are rebuilt beside the old ones (swap.ts).
import type { Bus } from '../bus/bus.ts'
import type { Pool } from '../db/pool.ts'
import type { Log, Subscription } from '../log/log.ts'
import { silenceOf } from '../log/trouble/silence.ts'
import type { Health } from '../runtime/health.ts'
import { started } from '../runtime/lifecycle.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'
import { createReader } from './deliver.ts'
import { publish } from './publish.ts'
import { activeVersion, openSchema } from './schema.ts'
import { startSwap, startSweeping, type Swap } from './swap.ts'
import { PROJECTION_VERSION, readerName } from './version.ts'

type Deps = {
  log: Log
  pool: Pool
  bus: Bus
  logger: Logger
  metrics: Metrics
  health: Health
  now?: () => number
  /** Of the rows this program makes; another one in tests only. */
  v?: number
}

export function startProjector(deps: Deps): Promise<{ stop(): Promise<void> }> {
  const { log, pool, bus, logger, metrics, health, now = Date.now, v = PROJECTION_VERSION } = deps
  return started(async (stack) => {
    const active = await openVersion(pool, v)
    const swap = stack.use(startSwap({ pool, v, active, logger }), (opened) => opened.stop())
    stack.use(startSweeping({ pool, v, logger }), (opened) => opened.stop())
    const { reader, failing } = createReader({
      name: readerName(v),
      onApplied: (applied) => swap.done() && publish(bus, v, applied),
      pool,
      logger,
      metrics,
      now,
    })
    const subscription = stack.use(await log.subscribe(reader), (opened) => opened.stop())
    health.check('projector', () => stateOf({ failing: failing(), subscription, swap, now: now() }))
    return { stop: () => stack.stop() }
  })
}

/** The version everybody reads now. Rows of a newer program are left alone. */
async function openVersion(pool: Pool, v: number): Promise<number> {
  const before = await activeVersion(pool)
  if (before !== null && before > v)
    throw new Error(`the rows are of projection version ${before}, this program makes ${v}: start the newer program`)
  await openSchema(pool, v)
  return (await activeVersion(pool)) ?? v
}

type Seen = { failing: string | null; subscription: Subscription; swap: Swap; now: number }

function stateOf({ failing, subscription, swap, now }: Seen): { state: 'ok' | 'degraded' | 'down'; why?: string } {
  if (failing !== null) return { state: 'down', why: failing }
  const silence = silenceOf(subscription, now)
  if (silence !== null) return silence
  return swap.done() ? { state: 'ok' } : { state: 'degraded', why: `rows are being rebuilt: ${swap.percent()} %` }
}

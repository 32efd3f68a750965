// log → search rows. A projector of its own: a slow index delays no screen, and is never a reason to take a process out of service.
// Each event takes effect once; rows and position commit together; any number may run.
import type { Pool } from '../db/pool.ts'
import type { Log } from '../log/log.ts'
import { silenceOf } from '../log/trouble/silence.ts'
import type { Health } from '../runtime/health.ts'
import { started } from '../runtime/lifecycle.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'
import { createSearchReader } from './reader.ts'
import { activeVersion, openSchema } from './schema.ts'
import { startSwap } from './swap.ts'
import { readerName, SEARCH_VERSION } from './version.ts'

export type SearchDeps = {
  log: Log
  pool: Pool
  logger: Logger
  metrics: Metrics
  health: Health
  now?: () => number
  /** Of the rows this program makes; another one in tests only. */
  v?: number
}

export function startSearch(deps: SearchDeps): Promise<{ stop(): Promise<void> }> {
  const { log, pool, metrics, health, now = Date.now, v = SEARCH_VERSION } = deps
  const logger = deps.logger.child({ role: 'search' })
  return started(async (stack) => {
    const before = await activeVersion(pool)
    if (before !== null && before > v)
      throw new Error(`the search rows are of version ${before}, this program makes ${v}: start the newer program`)
    await openSchema(pool, v)
    const swap = stack.use(startSwap({ pool, v, logger }), (opened) => opened.stop())
    const { reader, failing } = createSearchReader({ pool, name: readerName(v), logger, metrics })
    const subscription = stack.use(await log.subscribe(reader), (opened) => opened.stop())
    health.check('search', () => {
      const why =
        failing() ?? silenceOf(subscription, now())?.why ?? (swap.done() ? null : 'search rows are being made anew')
      return why === null ? { state: 'ok' } : { state: 'degraded', why }
    })
    return { stop: () => stack.stop() }
  })
}

// rows → log: what customers take back leaves the log, the media store and everything that is made of the log. May be relied on: a
// rebuild afterwards gives the rows there are; killed anywhere it goes on; one works at a time, and two would do no harm. It reads the
// rows, not the log, and has no position of its own.
import type { Pool } from '../db/pool.ts'
import { startShift } from '../jobs/shift.ts'
import type { Log } from '../log/log.ts'
import type { Store } from '../media/store.ts'
import type { Health } from '../runtime/health.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'
import { beat } from './beats.ts'
import { readProgress } from './due.ts'
import { createTurn, type Turned } from './turn.ts'

export type EraserDeps = {
  log: Log
  pool: Pool
  store: Store
  logger: Logger
  metrics: Metrics
  health: Health
  now?: () => number
  everyMs?: number
}

/** Hidden it is already: nobody waits for this. */
const EVERY_MS = 1_000
const BEATS_EVERY_MS = 60_000
/** Any number, the same in every process. */
const LOCK = 7_301_963

export async function startEraser(deps: EraserDeps): Promise<{ stop(): Promise<void> }> {
  const { log, pool, store, metrics, health, now = Date.now, everyMs = EVERY_MS } = deps
  const logger = deps.logger.child({ role: 'eraser' })
  const turn = createTurn({ sql: pool, log, store, now })
  let [looked, beaten] = ['', -Infinity]

  async function work() {
    if (now() - beaten >= BEATS_EVERY_MS) {
      await beat({ sql: pool, log, now: now() })
      beaten = now()
    }
    const progress = await readProgress(pool)
    if (progress === looked) return
    const turned = await turn()
    measure(metrics, turned, now())
    if (turned.waiting === 0) looked = progress
  }

  const shift = startShift({ pool, lock: LOCK, everyMs, work, logger })
  health.check('eraser', () => {
    const why = shift.trouble()
    return why === null ? { state: 'ok' } : { state: 'degraded', why }
  })
  return { stop: () => shift.stop() }
}

function measure(metrics: Metrics, { waiting, oldest }: Turned, now: number) {
  metrics.eraseDue.set(waiting)
  metrics.eraseOldestSeconds.set(oldest === null ? 0 : Math.max(0, (now - oldest) / 1_000))
}

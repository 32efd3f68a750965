// rows → log: what customers take back leaves the log, the media store and everything that is made of the log. May be relied on: a
// rebuild afterwards gives the rows there are; killed anywhere it goes on; one works at a time, and two would do no harm. It reads the
// rows, not the log, and has no position of its own.
import type { Pool, Sql } from '../db/pool.ts'
import type { Log } from '../log/log.ts'
import type { Store } from '../media/store.ts'
import { backoff, inTime, sleep } from '../runtime/backoff.ts'
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
/** Of a log that does not answer nothing is waited for: what is in hand ends when the log closes, and is found again. */
const STOP_MS = 2_000
/** Any number, the same in every process. */
const LOCK = 7_301_963

export async function startEraser(deps: EraserDeps): Promise<{ stop(): Promise<void> }> {
  const { log, pool, store, metrics, health, now = Date.now, everyMs = EVERY_MS } = deps
  const logger = deps.logger.child({ role: 'eraser' })
  const end = new AbortController()
  let trouble: string | null = null
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

  async function loop() {
    for (let attempt = 0; !end.signal.aborted;) {
      try {
        await alone(pool, work)
        ;[trouble, attempt] = [null, 0]
      } catch (error) {
        trouble = (error as Error).message
        if (isNotReady(error)) trouble = 'the rows are of an older version and are being rebuilt'
        else if (!end.signal.aborted) logger.warn({ error: trouble }, 'erasing is repeated')
        attempt += 1
      }
      await sleep(trouble === null ? everyMs : backoff(attempt, { first: everyMs, max: 30_000 }), end.signal)
    }
  }

  const running = loop()
  health.check('eraser', () => (trouble === null ? { state: 'ok' } : { state: 'degraded', why: trouble }))
  return {
    async stop() {
      end.abort()
      await inTime(running, STOP_MS)
    },
  }
}

/** Nothing is done while another process is at it. */
async function alone(pool: Pool, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    if (!(await locked(client))) return
    try {
      await work()
    } finally {
      await client.query('select pg_advisory_unlock($1)', [LOCK]).catch((error: Error) => (broken = error))
    }
  } finally {
    client.release(broken) // the lock goes with its connection
  }
}

const locked = async (sql: Sql): Promise<boolean> =>
  (await sql.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK])).rows[0]!.mine

/** No projector has made rows yet, or none that know a skeleton: an undefined table or column. */
const isNotReady = (error: unknown): boolean => ['42P01', '42703'].includes((error as { code?: string }).code ?? '')

function measure(metrics: Metrics, { waiting, oldest }: Turned, now: number) {
  metrics.eraseDue.set(waiting)
  metrics.eraseOldestSeconds.set(oldest === null ? 0 : Math.max(0, (now - oldest) / 1_000))
}

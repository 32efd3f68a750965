// Search's own capacity: two connections, two seconds a statement, a short queue. Whoever would wait longer hears `busy`; nothing else is
// slower for it (LP-14).
import { openPool, type Client } from '../../../db/pool.ts'
import { transaction } from '../../../db/transaction.ts'
import type { Logger } from '../../../runtime/logger.ts'
import type { Metrics } from '../../../runtime/metrics.ts'
import { Refused } from '../refusal.ts'

export type Search = {
  /** Reads of one moment. Refuses with 503 `busy`. */
  run<T>(read: (tx: Client) => Promise<T>): Promise<T>
  stop(): Promise<void>
}

type Deps = { databaseUrl: string; logger: Logger; metrics: Metrics; patienceMs?: number }

const CONNECTIONS = 2
const WAITING = 10
const PATIENCE_MS = 2_000
/** SQLSTATE: the statement took longer than it may. */
const CANCELLED = '57014'

const busy = () => new Refused(503, 'busy', 'Search has too much to do; try again, with more letters or a shorter time')

export function openSearch({ databaseUrl, logger, metrics, patienceMs = PATIENCE_MS }: Deps): Search {
  const pool = openPool({ url: databaseUrl, max: CONNECTIONS, answerMs: 2 * patienceMs, logger })
  const waiting: (() => void)[] = []
  let running = 0

  /** Resolves when it is one's turn. */
  function turn(): Promise<void> {
    if (running < CONNECTIONS) return Promise.resolve(void (running += 1))
    if (waiting.length >= WAITING) throw busy()
    return new Promise((resolve, reject) => {
      const mine = () => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(mine), 1)
        reject(busy())
      }, patienceMs)
      waiting.push(mine)
    })
  }

  /** The turn goes to whoever waits longest. */
  function done() {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }

  async function read<T>(run: (tx: Client) => Promise<T>): Promise<T> {
    await turn()
    try {
      return await transaction(
        pool,
        async (tx) => {
          await tx.query(`set local statement_timeout = ${patienceMs}`)
          return run(tx)
        },
        { snapshot: true },
      )
    } catch (error) {
      throw (error as { code?: unknown }).code === CANCELLED ? busy() : error
    } finally {
      done()
    }
  }

  return {
    async run(wanted) {
      const from = performance.now()
      let answer = 'refused'
      try {
        const found = await read(wanted)
        answer = 'found'
        return found
      } finally {
        metrics.searchSeconds.observe({ answer }, (performance.now() - from) / 1_000)
      }
    },
    stop: () => pool.end(),
  }
}

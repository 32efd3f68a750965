// A newer version on kept data reads the log from 0 beside the old one, which is read until the newer is as far on every partition;
// then it takes its place in one transaction and the old one is dropped. The way back is the older program after `active` is forgotten:
// it reads from 0 again, which costs minutes and loses nothing.
import type { Pool } from '../db/pool.ts'
import { transaction } from '../db/transaction.ts'
import { backoff, sleep } from '../runtime/backoff.ts'
import type { Logger } from '../runtime/logger.ts'
import { activeVersion, dropBelow, lockSchemas, point } from './schema.ts'
import { readerName } from './version.ts'

export type Swap = { done(): boolean; stop(): Promise<void> }

export function startSwap({
  pool,
  v,
  logger,
  everyMs = 1_000,
}: {
  pool: Pool
  v: number
  logger: Logger
  everyMs?: number
}): Swap {
  const ended = new AbortController()
  let done = false

  async function run() {
    for (let attempt = 0; !done && !ended.signal.aborted;) {
      try {
        done = await trySwap(pool, v)
        attempt = 0
      } catch (error) {
        attempt += 1
        logger.warn({ v, error: (error as Error).message }, 'putting the new search rows in place is repeated')
      }
      if (!done) await sleep(attempt === 0 ? everyMs : backoff(attempt), ended.signal)
    }
  }
  const running = run()
  return {
    done: () => done,
    async stop() {
      ended.abort()
      await running
    },
  }
}

/** Whether this version is the one that is read, now or already. Throws when a long search holds a view. */
export function trySwap(pool: Pool, v: number): Promise<boolean> {
  return transaction(pool, async (tx) => {
    await tx.query(`set local lock_timeout = '2s'`)
    const before = await activeVersion(tx)
    if (before === v) return true
    await lockSchemas(tx)
    const active = await activeVersion(tx)
    if (active !== null && active >= v) return active === v
    const { rows } = await tx.query(
      `select from checkpoint a where a.reader = $1
          and a.next > coalesce((select next from checkpoint b where b.reader = $2 and b.part = a.part), 0)`,
      [readerName(active ?? 0), readerName(v)],
    )
    if (rows.length > 0) return false
    await point(tx, v)
    await dropBelow(tx, v)
    return true
  })
}

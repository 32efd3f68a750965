// A newer projection on kept data: it builds its own schema under its own reader while everybody reads the old rows, and takes
// their place in one transaction once it is as far on every partition. Old versions stay a day, for the way back.
import type { Pool } from '../db/pool.ts'
import { transaction } from '../db/transaction.ts'
import { backoff, sleep } from '../runtime/backoff.ts'
import type { Logger } from '../runtime/logger.ts'
import { activeVersion, dropVersion, finishSchema, lockSchemas, oldVersions, point } from './schema.ts'
import { readerName } from './version.ts'

export type Swap = {
  /** Whether everybody reads this version. */
  done(): boolean
  /** 0 to 100, how much of what the old rows hold is rebuilt. */
  percent(): number
  stop(): Promise<void>
}

type Deps = { pool: Pool; v: number; active: number; logger: Logger; everyMs?: number }

export function startSwap({ pool, v, active, logger, everyMs = 250 }: Deps): Swap {
  const ended = new AbortController()
  let [done, percent, told] = [active === v, active === v ? 100 : 0, -10]
  let finished = false

  async function step() {
    percent = await progress(pool, active, v)
    if (percent >= told + 10) logger.info({ v, percent: (told = percent) }, 'rows are being rebuilt')
    if (percent < 100) return
    if (!finished) await finishSchema(pool, v)
    finished = true
    if (!(await trySwap(pool, v))) return
    done = true
    logger.info({ v, before: active }, 'the rebuilt rows are in place')
  }
  async function run() {
    for (let attempt = 0; !done && !ended.signal.aborted;) {
      try {
        await step()
        attempt = 0
      } catch (error) {
        logger.warn({ v, error: (error as Error).message }, 'putting the rebuilt rows in place is repeated')
        await sleep(backoff((attempt += 1)), ended.signal)
      }
      if (!done) await sleep(everyMs, ended.signal)
    }
  }
  const running = run()
  return {
    done: () => done,
    percent: () => percent,
    async stop() {
      ended.abort()
      await running
    },
  }
}

async function progress(pool: Pool, from: number, to: number): Promise<number> {
  const { rows } = await pool.query<{ whole: string | null; built: string | null }>(
    `select sum(a.next) as whole, sum(least(a.next, coalesce(b.next, 0))) as built
       from checkpoint a left join checkpoint b on b.reader = $2 and b.part = a.part where a.reader = $1`,
    [readerName(from), readerName(to)],
  )
  const { whole, built } = rows[0]! // sums of bigint arrive as text
  return Number(whole) === 0 ? 100 : Math.floor((Number(built) / Number(whole)) * 100)
}

/** False: the old rows have gone on meanwhile. Whoever comes second finds it done. Throws when a long reader holds a view. */
export function trySwap(pool: Pool, v: number): Promise<boolean> {
  return transaction(pool, async (tx) => {
    await tx.query(`set local lock_timeout = '2s'`)
    await lockSchemas(tx)
    const active = await activeVersion(tx)
    if (active !== null && active >= v) return active === v
    // Old projectors wait from here on, so that what everybody sees never goes back.
    const { rows } = await tx.query(
      `select a.next > coalesce((select next from checkpoint where reader = $2 and part = a.part), 0) as behind
         from checkpoint a where a.reader = $1 order by a.part for update of a`,
      [readerName(active ?? 0), readerName(v)],
    )
    if (rows.some(({ behind }) => behind)) return false
    await point(tx, v)
    return true
  })
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Rows nobody reads any more keep nothing that was erased meanwhile: a day after the swap they go. Returns what went. */
export function dropOld(pool: Pool, v: number, afterMs = DAY_MS): Promise<number[]> {
  return transaction(pool, async (tx) => {
    await tx.query(`set local lock_timeout = '2s'`)
    await lockSchemas(tx)
    const old = await oldVersions(tx, v, afterMs)
    for (const one of old) await dropVersion(tx, one)
    return old
  })
}

const HOUR_MS = 60 * 60 * 1000

export function startSweeping({ pool, v, logger }: { pool: Pool; v: number; logger: Logger }): {
  stop(): Promise<void>
} {
  const sweep = () =>
    dropOld(pool, v).then(
      (gone) => void (gone.length > 0 && logger.info({ versions: gone }, 'rows of older versions are dropped')),
      (error: Error) => logger.warn({ error: error.message }, 'rows of older versions are dropped later'),
    )
  let sweeping = sweep()
  const timer = setInterval(() => void (sweeping = sweep()), HOUR_MS)
  return {
    stop() {
      clearInterval(timer)
      return sweeping
    },
  }
}

// Work over the rows that one process does at a time, again and again, until it is stopped: whoever holds the lock works, the others look
// in. Trouble is told and repeated with backoff; rows that are of an older version, and being rebuilt, are no trouble to log.
import { backoff, inTime, sleep } from '../runtime/backoff.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Pool, Sql } from '../db/pool.ts'

export type Shift = {
  /** In words, for /ready; null = none. */
  trouble(): string | null
  stop(): Promise<void>
}

/** `lock`: any number, the same in every process and of no other shift. */
type Deps = { pool: Pool; lock: number; everyMs: number; work: () => Promise<void>; logger: Logger }

const LONGEST_MS = 30_000
/** Of a log or a database that does not answer nothing is waited for: what is in hand ends when they close, and is found again. */
const STOP_MS = 2_000

export function startShift({ pool, lock, everyMs, work, logger }: Deps): Shift {
  const end = new AbortController()
  let trouble: string | null = null

  async function loop() {
    for (let attempt = 0; !end.signal.aborted;) {
      try {
        await alone(pool, lock, work)
        ;[trouble, attempt] = [null, 0]
      } catch (error) {
        trouble = (error as Error).message
        if (isOlder(error)) trouble = 'the rows are of an older version and are being rebuilt'
        else if (!end.signal.aborted) logger.warn({ error: trouble }, 'it is tried again')
        attempt += 1
      }
      await sleep(trouble === null ? everyMs : backoff(attempt, { first: everyMs, max: LONGEST_MS }), end.signal)
    }
  }
  const running = loop()

  return {
    trouble: () => trouble,
    async stop() {
      end.abort()
      await inTime(running, STOP_MS)
    },
  }
}

/** Nothing is done while another process is at it. */
async function alone(pool: Pool, lock: number, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    if (!(await locked(client, lock))) return
    try {
      await work()
    } finally {
      await client.query('select pg_advisory_unlock($1)', [lock]).catch((error: Error) => (broken = error))
    }
  } finally {
    client.release(broken) // the lock goes with its connection
  }
}

const locked = async (sql: Sql, lock: number): Promise<boolean> =>
  (await sql.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [lock])).rows[0]!.mine

/** No projector has made rows yet, or none that know what is asked for: an undefined table or column. */
const isOlder = (error: unknown): boolean => ['42P01', '42703'].includes((error as { code?: string }).code ?? '')

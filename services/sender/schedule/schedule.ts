// Starts what was scheduled: woken when something is read, when the next one is due by the database's clock, and every few seconds,
// because a notice is a hint and the table is the truth. Several senders share the work by partition and by row locks.
import type { Pool } from '../../db/pool.ts'
import type { Log } from '../../log/log.ts'
import { reach } from '../../runtime/failpoint.ts'
import type { Logger } from '../../runtime/logger.ts'
import { nextDueMs, noteSaid, readUnsaid, takeDue, type Unsaid } from './due.ts'
import type { Names } from './values.ts'

export type Schedule = {
  wake(): void
  /** Nothing is begun any more; resolves when what is being said has been. */
  stop(): Promise<void>
}

const BATCH = 50
const POLL_MS = 5_000

type Deps = {
  pool: Pool
  log: Log
  names: Names
  /** Partitions in which sending is allowed now. */
  parts: () => number[]
  logger: Logger
}

export function createSchedule({ pool, log, names, parts, logger }: Deps): Schedule {
  let stopped = false
  let again = false
  let looking: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  function wake() {
    again = true
    if (stopped) return
    looking ??= look().finally(() => {
      looking = undefined
      if (again) wake() // said between the last look and its end
    })
  }

  async function look() {
    clearTimeout(timer)
    let next: number | null = null
    while (again && !stopped) {
      again = false
      try {
        next = await once()
      } catch (error) {
        logger.warn({ error: (error as Error).message }, 'scheduled messages wait') // the poll tries again
      }
    }
    if (!stopped) timer = setTimeout(wake, Math.max(0, Math.min(next ?? POLL_MS, POLL_MS)) + 1)
  }

  /** In how many ms to look again. */
  async function once(): Promise<number | null> {
    const ready = parts()
    if (ready.length === 0) return null
    const taken = await takeDue(pool, names, { parts: ready, limit: BATCH })
    if (taken > 0) reach('sender.dispatched')
    if (taken === BATCH) again = true
    const unsaid = await readUnsaid(pool, { parts: ready, limit: BATCH })
    if (unsaid.length === BATCH) again = true
    await Promise.all(unsaid.map(say))
    return nextDueMs(pool, ready)
  }

  async function say(one: Unsaid) {
    await log.append(one.event)
    reach('sender.begun')
    await noteSaid(pool, one)
  }

  wake()
  return {
    wake,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await looking
      clearTimeout(timer)
    },
  }
}

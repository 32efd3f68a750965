// Starts what is due, many conversations at once. Woken when something arrives, when a call has ended and when a backoff is over; it
// also looks every second, because a notice is a hint and the table is the truth.
import type { Pool } from '../db/pool.ts'
import type { Logger } from '../runtime/logger.ts'
import { claim, type Claimed, type Job } from './outbound/claim.ts'
import type { Step } from './decide.ts'

export type Dispatch = {
  /** Looks now, or again right after looking. */
  wake(): void
  wakeIn(ms: number): void
  /** No message is begun any more; resolves when those in flight have ended. */
  stop(): Promise<void>
}

/** Calls in flight: at LINE's usual 100 ms these are 2,560 messages a second, and a few hundred hanging ones delay nobody. */
const IN_FLIGHT = 256
const BATCH = 16
const POLL_MS = 1_000

type Deps = {
  pool: Pool
  /** Partitions in which sending is allowed now. */
  parts: () => number[]
  /** Channels that wait. */
  shut: () => string[]
  /** Whether it matters whose the conversation is. */
  hard: (conversation: string) => boolean
  decide: (claimed: Claimed) => Step
  run: (job: Job) => Promise<void>
  logger: Logger
}

export function createDispatch({ pool, parts, shut, hard, decide, run, logger }: Deps): Dispatch {
  const inFlight = new Set<Promise<void>>()
  const timers = new Set<NodeJS.Timeout>()
  let stopped = false
  let looking: Promise<void> | undefined
  let again = false

  function wake() {
    again = true
    if (stopped) return
    looking ??= look().finally(() => {
      looking = undefined
      if (again) wake() // said between the last look and its end
    })
  }

  async function look() {
    while (again) {
      again = false
      const limit = Math.min(BATCH, IN_FLIGHT - inFlight.size)
      const ready = parts()
      if (stopped || limit <= 0 || ready.length === 0) return
      try {
        const jobs = await claim({ pool, parts: ready, shut: shut(), limit, hard, decide })
        if (jobs.length === limit) again = true
        for (const job of jobs) start(job)
      } catch (error) {
        logger.warn({ error: (error as Error).message }, 'nothing claimed') // the poll tries again
      }
    }
  }

  function start(job: Job) {
    const { id: message, conversation } = job.claimed
    const running = run(job)
      // Its lease runs out, and the next one who claims it knows that it is in doubt.
      .catch((error: Error) => logger.error({ message, conversation, error: error.stack }, 'sending broke off'))
      .finally(() => {
        inFlight.delete(running)
        wake()
      })
    inFlight.add(running)
  }

  function wakeIn(ms: number) {
    if (stopped) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      wake()
    }, ms + 1)
    timers.add(timer)
  }

  const poll = setInterval(wake, POLL_MS)
  return {
    wake,
    wakeIn,
    async stop() {
      stopped = true
      clearInterval(poll)
      for (const timer of timers) clearTimeout(timer)
      await looking
      await Promise.all(inFlight)
    },
  }
}

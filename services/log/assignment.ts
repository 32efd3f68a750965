// Who reads what, the same for both logs: partitions are shared out among the processes of a reader by advisory locks, once a
// second, at most ⌈12 / processes⌉ each. Killed: its partitions are free at once. Hung: taken by force after 10 s without
// progress. A process may go on with a partition it has just lost; harmless, because the checkpoint row's lock decides.
import { PARTITIONS } from '@madoguchi/contracts/ids'
import type { Pool } from '../db/pool.ts'
import { backoff, sleep } from '../runtime/backoff.ts'
import type { Logger } from '../runtime/logger.ts'
import { openLocks, type Backend, type Locks } from './reading/locks.ts'
import { createProgress } from './reading/progress.ts'
import { timed } from '../db/timed.ts'

/** A partition being read; `stop` finishes what is in hand. */
export type Holding = { stop(): Promise<void> }

export type Assignment = { stop(): Promise<void> }

type Deps = {
  pool: Pool
  databaseUrl: string
  reader: string
  /** The partition's lock is ours. */
  take: (part: number) => Holding
  /** Next offset of each partition, asked of the log itself: who cannot reach it takes nothing by force. */
  ends: () => Promise<Map<number, number>>
  logger: Logger
  everyMs?: number
  stuckMs?: number
  now?: () => number
  random?: () => number
}

/** Tries for ever; a lost connection means all partitions are forgotten and it joins anew. */
export function startAssignment(deps: Deps): Assignment {
  const { databaseUrl, reader, logger } = deps
  const ended = new AbortController()

  async function live() {
    let former: Backend | null = null
    for (let attempt = 0; !ended.signal.aborted; attempt += 1) {
      try {
        const locks: Locks = await openLocks({ databaseUrl, reader, former })
        former = locks.self
        attempt = 0
        await membership(deps, locks, ended.signal)
      } catch (error) {
        logger.warn({ reader, error: (error as Error).message }, 'joining anew')
      }
      await sleep(backoff(attempt), ended.signal)
    }
  }

  const living = live()
  return {
    async stop() {
      ended.abort()
      await living
    },
  }
}

/** From joining to leaving, on one connection. */
async function membership(deps: Deps, locks: Locks, ended: AbortSignal): Promise<void> {
  const { reader, take, logger, everyMs = 1_000, random = Math.random } = deps
  const holdings = new Map<number, Holding>()
  const leaving = new Map<number, Promise<void>>()
  const force = createForce(deps, locks, holdings)

  function letGo(part: number) {
    const holding = holdings.get(part)!
    holdings.delete(part)
    const left = holding
      .stop()
      .then(() => (locks.gone.aborted ? undefined : locks.unlock(part)))
      .catch((error: Error) => logger.warn({ reader, part, error: error.message }, 'partition not released in order'))
      .finally(() => leaving.delete(part))
    leaving.set(part, left)
  }

  async function tryTake(part: number) {
    if (leaving.has(part) || !(await locks.tryLock(part))) return
    holdings.set(part, take(part))
  }

  async function round() {
    const { readers, holders } = await locks.look()
    const share = Math.ceil(PARTITIONS / Math.max(1, readers))
    for (const part of shuffled([...holdings.keys()], random).slice(share)) letGo(part)
    const free = all().filter((part) => !holders.has(part))
    for (const part of shuffled(free, random)) if (holdings.size < share) await tryTake(part)
    for (const part of await force(holders)) await tryTake(part)
  }

  try {
    while (!ended.aborted && !locks.gone.aborted) {
      await round()
      await sleep(everyMs, AbortSignal.any([ended, locks.gone]))
    }
  } finally {
    if (locks.gone.aborted) logger.warn({ reader }, 'connection of the partitions lost')
    for (const part of all()) if (holdings.has(part)) letGo(part)
    await Promise.all(leaving.values())
    await locks.close()
  }
}

const ASK_MS = 2_000
/** Gives the partitions whose holder hangs, after ending its connection. One that is itself stuck takes nothing. */
function createForce(deps: Deps, locks: Locks, holdings: Map<number, Holding>) {
  const { pool, reader, ends, logger, stuckMs = 10_000, now = Date.now } = deps
  const progress = createProgress(now)
  let asked = -Infinity

  async function look() {
    const { rows } = await pool.query<{ part: number; next: number }>(
      timed({ text: 'select part, next from checkpoint where reader = $1', values: [reader] }),
    )
    progress.observe(new Map(rows.map((row) => [row.part, row.next])), await ends())
  }

  return async (holders: Map<number, number>): Promise<number[]> => {
    const others = [...holders.keys()].filter((part) => !holdings.has(part))
    if (others.length === 0 || now() - asked < Math.min(ASK_MS, stuckMs / 4)) return []
    asked = now()
    await look().catch(() => progress.observe(new Map(), null))
    if ([...holdings.keys()].some((part) => progress.stuck(part, stuckMs / 2))) return []
    const stuck = others.filter((part) => progress.stuck(part, stuckMs))
    for (const part of stuck) {
      logger.warn({ reader, part }, 'no progress: taken by force')
      await locks.terminate(part)
    }
    return stuck
  }
}

const all = () => Array.from({ length: PARTITIONS }, (_, part) => part)

function shuffled<T>(items: T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item)
}

// Once a second what is known here is held against the checkpoints: this catches a lost last notice, and does the whole job
// where no bus crosses processes. It also knows whether this gateway may call itself ready.
import { PARTITIONS } from '@madoguchi/contracts/ids'
import type { Pool } from '../../db/pool.ts'
import { sleep } from '../../runtime/backoff.ts'
import type { Logger } from '../../runtime/logger.ts'
import type { Feed } from './feed.ts'
import { readMoment } from './read.ts'
import type { Moment } from './repair.ts'

export const COMPARE_MS = 1_000
/** For notices that were under way when the checkpoints were read. */
const GRACE_MS = 150
/** Postgres unheard, or rows unseen, for longer than this is not ready. */
export const LATE_MS = 5_000

export type Watch = { state(): 'ok' | 'database' | 'behind'; stop(): Promise<void> }

export function startWatch({
  pool,
  feed,
  logger,
  now,
}: {
  pool: Pool
  feed: Feed
  logger: Logger
  now: () => number
}): Watch {
  const end = new AbortController()
  let heardAt = now()
  let behindSince: number | null = null
  let failing = false

  const isBehind = ({ next }: Moment) => feed.pos().some((pos, part) => pos < (next[part] ?? 0))

  async function turn() {
    try {
      const before = feed.pos()
      const moment = await readMoment(pool, PARTITIONS)
      heardAt = now()
      failing = false
      await sleep(GRACE_MS, end.signal)
      behindSince = isBehind(moment) ? (behindSince ?? heardAt) : null
      feed.compare(moment, before)
    } catch (error) {
      if (!failing) logger.warn({ error: String(error) }, 'gateway cannot read the checkpoints; trying on')
      failing = true
    }
  }
  async function loop() {
    while (!end.signal.aborted) {
      await turn()
      await sleep(COMPARE_MS - GRACE_MS, end.signal)
    }
  }
  const running = loop()

  return {
    state() {
      if (now() - heardAt > LATE_MS) return 'database'
      return behindSince !== null && now() - behindSince > LATE_MS ? 'behind' : 'ok'
    },
    async stop() {
      end.abort()
      await running
    },
  }
}

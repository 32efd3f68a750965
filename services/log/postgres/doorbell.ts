// Says which partitions have grown: at once by NOTIFY on one dedicated connection, and every second by looking, so that a lost
// notice costs a second and nothing else. One for all readers of the process.
import { PARTITIONS } from '@madoguchi/contracts/ids'
import { openConnection, type Pool } from '../../db/pool.ts'
import { backoff, inTime, sleep } from '../../runtime/backoff.ts'
import type { Logger } from '../../runtime/logger.ts'
import { timed } from '../../db/timed.ts'
import { BELL } from './write.ts'

export type Doorbell = {
  /** Calls back when the partition may have grown; returns how to stop listening. */
  onRing(part: number, ring: () => void): () => void
  /** Next offset of each partition. */
  ends: () => Promise<Map<number, number>>
  /** When the log was last seen, ms since 1970. */
  seenAt: () => number
  stop(): Promise<void>
}

const LEAVE_MS = 1_000

/** `pingMs`: how often the listening connection is asked whether it still hears: silence looks the same as no news. */
type Deps = { pool: Pool; databaseUrl: string; logger: Logger; everyMs?: number; pingMs?: number }

export function openDoorbell({ pool, databaseUrl, logger, everyMs = 1_000, pingMs = 5_000 }: Deps): Doorbell {
  const ended = new AbortController()
  const rings = Array.from({ length: PARTITIONS }, () => new Set<() => void>())
  let known = new Map<number, number>()
  let seenAt = Date.now()
  const ring = (part: number) => rings[part]?.forEach((one) => one())

  async function ends() {
    const { rows } = await pool.query<{ part: number; next: number }>(
      timed({ name: 'log-ends', text: 'select part, next from log.head' }),
    )
    seenAt = Date.now()
    return new Map(rows.map((row) => [row.part, row.next]))
  }

  async function look() {
    const before = known
    known = await ends()
    for (const [part, next] of known) if (before.get(part) !== next) ring(part)
  }

  async function watch() {
    while (!ended.signal.aborted) {
      await look().catch((error: Error) => logger.warn({ error: error.message }, 'log not reachable'))
      await sleep(everyMs, ended.signal)
    }
  }

  /** Until the connection is lost or the bell is stopped. */
  async function listen(onListening: () => void) {
    const client = await openConnection({ url: databaseUrl })
    const lost = new AbortController()
    client.on('error', () => lost.abort())
    client.on('end', () => lost.abort())
    client.on('notification', ({ payload }) => ring(Number(payload)))
    try {
      await client.query(timed({ text: `listen ${BELL}` }))
      onListening()
      const over = AbortSignal.any([lost.signal, ended.signal])
      while (!over.aborted) {
        await sleep(pingMs, over)
        if (!over.aborted) await client.query(timed({ text: 'select 1' }))
      }
    } finally {
      await inTime(client.end(), LEAVE_MS) // a server that has vanished does not say goodbye
    }
  }

  async function keepListening() {
    for (let attempt = 0; !ended.signal.aborted; attempt += 1) {
      const heard = () => (attempt = 0)
      await listen(heard).catch((error: Error) => logger.warn({ error: error.message }, 'log’s doorbell lost'))
      await sleep(backoff(attempt), ended.signal)
    }
  }

  const running = Promise.all([watch(), keepListening()])
  return {
    onRing(part, one) {
      rings[part]!.add(one)
      return () => rings[part]!.delete(one)
    },
    ends,
    seenAt: () => seenAt,
    async stop() {
      ended.abort()
      await running
    },
  }
}

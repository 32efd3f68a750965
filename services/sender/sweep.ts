// What is looked after every few seconds whether or not anything happens: unsaid results, long doubts, figures; and what has had
// its day: bodies of ended messages, reply tokens.
import type { Pool } from '../db/pool.ts'
import { sleep } from '../runtime/backoff.ts'
import type { Logger } from '../runtime/logger.ts'
import type { Metrics } from '../runtime/metrics.ts'
import type { Reports } from './report.ts'

const EVERY_MS = 5_000
const TIDY_EVERY = 12 // a minute

type Deps = { pool: Pool; parts: () => number[]; reports: Reports; metrics: Metrics; logger: Logger }

export function startSweep({ pool, parts, reports, metrics, logger }: Deps): { stop(): Promise<void> } {
  const end = new AbortController()

  async function sweep(turn: number) {
    const ready = parts()
    await reports.sayUnsaid(ready)
    await reports.sayDelayed(ready)
    await measure(pool, ready, metrics)
    if (turn % TIDY_EVERY === 0) await tidy(pool)
  }
  async function loop() {
    for (let turn = 0; !end.signal.aborted; turn += 1) {
      await sweep(turn).catch((error: Error) => logger.warn({ error: error.message }, 'sweep is repeated'))
      await sleep(EVERY_MS, end.signal)
    }
  }
  const running = loop()
  return {
    async stop() {
      end.abort()
      await running
    },
  }
}

async function measure(pool: Pool, parts: number[], metrics: Metrics) {
  const { rows } = await pool.query<{ oldest: string | null; doubtful: number }>({
    text: `select extract(epoch from now() - min(asked_at)) as oldest, count(*) filter (where in_doubt) as doubtful
             from outbound where state in ('queued', 'sending') and part = any($1::int[])`,
    values: [parts],
  })
  metrics.outboundOldestSeconds.set(Number(rows[0]?.oldest ?? 0))
  metrics.outboundInDoubt.set(rows[0]?.doubtful ?? 0)
}

/** A body is kept for a day after the end: so long may somebody try again under the same key. */
export async function tidy(pool: Pool): Promise<void> {
  await pool.query(
    "update outbound set body = null where body is not null and result_at < now() - interval '24 hours' and state not in ('queued', 'sending')",
  )
  await pool.query("delete from reply_token where received_at < now() - interval '1 hour'")
}

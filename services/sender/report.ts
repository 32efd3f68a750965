// Saying results on the log: at once when they are written, and again by a sweep for what a crash or a silent log left unsaid. Equal
// ids make a repeat harmless.
import { uuidv5 } from '@madoguchi/contracts/ids'
import type { MessageDelayed } from '@madoguchi/contracts/event/message'
import type { Pool } from '../db/pool.ts'
import type { Log } from '../log/log.ts'
import { sleep } from '../runtime/backoff.ts'
import { reach } from '../runtime/failpoint.ts'
import type { Logger } from '../runtime/logger.ts'
import { eventOf, noteReported, readUnreported, type Unreported } from './outbound/ending.ts'

export type Reports = {
  say(result: Unreported): void
  /** Everything of these partitions that was not said yet. */
  sayUnsaid(parts: number[]): Promise<void>
  /** Messages in doubt for five minutes: agents see that it is still tried, and may take it back. */
  sayDelayed(parts: number[]): Promise<void>
  /** Waits a little for what is being said; the rest is found by the next sweep, here or elsewhere. */
  drain(): Promise<void>
}

const DRAIN_MS = 3_000
const BATCH = 100

type Deps = { log: Log; pool: Pool; logger: Logger; now: () => number }

export function createReports({ log, pool, logger, now }: Deps): Reports {
  const saying = new Map<string, Promise<void>>()

  function once(key: string, run: () => Promise<void>) {
    if (saying.has(key)) return
    const said = run()
      .catch((error: Error) => logger.warn({ key, error: error.message }, 'result not reported yet'))
      .finally(() => saying.delete(key))
    saying.set(key, said)
  }

  const say = (result: Unreported) =>
    once(`${result.ask} ${result.result_type}`, async () => {
      await log.append(eventOf(result))
      reach('sender.appended')
      await noteReported(pool, result)
    })

  return {
    say,
    async sayUnsaid(parts) {
      for (const result of await readUnreported(pool, parts, BATCH)) say(result)
    },
    async sayDelayed(parts) {
      for (const row of await readDelayed(pool, parts))
        once(`${row.ask} message.delayed`, async () => {
          const data: MessageDelayed = { message: row.id, since: row.since }
          const type = 'message.delayed'
          const id = uuidv5(row.ask, type)
          await log.append({ id, type, v: 1, key: row.conversation, at: now(), by: 'system', cause: row.ask, data })
          await pool.query('update outbound set delayed_at = now() where id = $1 and ask = $2', [row.id, row.ask])
        })
    },
    async drain() {
      await Promise.race([Promise.all(saying.values()), sleep(DRAIN_MS)])
    },
  }
}

type Delayed = { id: string; conversation: string; ask: string; since: number }

async function readDelayed(pool: Pool, parts: number[]): Promise<Delayed[]> {
  const { rows } = await pool.query<Delayed>({
    text: `select id, conversation, ask, floor(extract(epoch from doubt_since) * 1000)::bigint as since from outbound
            where part = any($1::int[]) and state in ('queued', 'sending') and delayed_at is null
              and doubt_since < now() - interval '5 minutes' limit ${BATCH}`,
    values: [parts],
  })
  return rows
}

// Messages through a running Madoguchi: onto its log by another process, and read by all of its readers.
import { conversationId } from '@madoguchi/contracts/ids'
import type { Pool } from '../../db/pool.ts'
import { openPostgresLog } from '../../log/postgres.ts'
import { openKafkaLog } from '../../log/kafka.ts'
import { createStack } from '../../runtime/lifecycle.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { createMetrics } from '../../runtime/metrics.ts'
import { messageOf } from '../projector/events.ts'
import type { Kafka } from '../stage/engines.ts'

type Where = { pool: Pool; url: string; kafka: Kafka | null }
type Wish = Where & { channel: string; count: number; people: number }

/** On their way at once: as much as many webhooks carry, not a whole day's at a stroke. */
const TOGETHER = 500
const LOOK_MS = 200

export async function flow({ channel, count, people, ...where }: Wish): Promise<void> {
  const stack = createStack()
  try {
    const log = stack.use(await openLog(where), (opened) => opened.close())
    const last = new Map<number, number>()
    for (let from = 0; from < count; from += TOGETHER) {
      const events = Array.from({ length: Math.min(TOGETHER, count - from) }, (_, i) => messageOf(from + i, people))
      const places = await Promise.all(
        events.map((event) => {
          const { source } = event.data as { source: { userId: string } }
          return log.append({ ...event, key: conversationId(channel, source) })
        }),
      )
      for (const { part, off } of places) last.set(part, Math.max(last.get(part) ?? 0, off))
    }
    await untilRead(where.pool, last)
  } finally {
    await stack.stop()
  }
}

async function openLog({ pool, url, kafka }: Where) {
  const onReplaced = (error: Error) => {
    throw error
  }
  const deps = { pool, databaseUrl: url, logger: silentLogger(), metrics: createMetrics(), onReplaced }
  return kafka === null ? openPostgresLog(deps) : openKafkaLog({ ...deps, ...kafka })
}

/** Every reader that keeps a checkpoint has passed what was appended. */
async function untilRead(pool: Pool, last: Map<number, number>) {
  for (;;) {
    const { rows } = await pool.query<{ behind: number }>(
      `select count(*)::int as behind from checkpoint c join unnest($1::int[], $2::bigint[]) l(part, off) using (part)
        where c.next <= l.off`,
      [[...last.keys()], [...last.values()]],
    )
    if (rows[0]!.behind === 0) return
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

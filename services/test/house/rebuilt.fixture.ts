// The rows made once more, from the log alone and by the projector's own code, into a schema beside the live one; and compared.
import type { Pool } from '../../db/pool.ts'
import { openKafkaLog } from '../../log/kafka.ts'
import { createReader } from '../../projector/deliver.ts'
import { openSchema } from '../../projector/schema.ts'
import { PROJECTION_VERSION, readerName } from '../../projector/version.ts'
import { started } from '../../runtime/lifecycle.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { createMetrics } from '../../runtime/metrics.ts'
import { until } from './until.fixture.ts'

export const LIVE = readerName(PROJECTION_VERSION)
export const REBUILT = readerName(PROJECTION_VERSION + 1)
/** What of a table is compared: copies of what was erased, and what nothing is left of, stand apart (log.md §13, row 6). */
const COMPARED = {
  conversation: '',
  message: 'where row is not null',
  contact: '',
  member: '',
  template: '',
  event: '',
  copy: 'where event not in (select id from $.event where redacted)',
}

type Deps = { pool: Pool; settings: Record<string, string> }

/** Live rows must be at rest. `within`: ms for the whole log. */
export function rebuild({ pool, settings }: Deps, within = 300_000): Promise<void> {
  return started(async (stack) => {
    await openSchema(pool, PROJECTION_VERSION + 1)
    const base = { pool, logger: silentLogger(), metrics: createMetrics() }
    const failed = Promise.withResolvers<never>()
    const log = await openKafkaLog({
      ...base,
      databaseUrl: settings.DATABASE_URL!,
      topic: settings.KAFKA_TOPIC!,
      brokers: settings.KAFKA_BROKERS!.split(','),
      onReplaced: failed.reject,
    })
    stack.use(log, (opened) => opened.close())
    const { reader } = createReader({ ...base, name: REBUILT, now: Date.now, onApplied: () => undefined })
    stack.use(await log.subscribe(reader), (opened) => opened.stop())
    await Promise.race([failed.promise, until(() => caughtUp(pool), 'the rebuild', within)])
    await stack.stop()
  })
}

async function caughtUp(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ behind: number }>(
    `select count(*)::int as behind from checkpoint a
      where reader = $1 and next > coalesce((select next from checkpoint where reader = $2 and part = a.part), 0)`,
    [LIVE, REBUILT],
  )
  return rows[0]!.behind === 0
}

/** Tables whose rows differ, with how many; dead letters count as a table. */
export async function unlikeRebuilt(pool: Pool): Promise<string[]> {
  const unlike: string[] = []
  for (const [table, where] of Object.entries(COMPARED)) {
    const [a, b] = [LIVE, REBUILT].map((s) => `select * from ${s}.${table} ${where.replace('$', s)}`)
    const n = await countOf(pool, `(${a} except ${b}) union all (${b} except ${a})`)
    if (n > 0) unlike.push(`${table}: ${n} rows differ`)
  }
  const dead = (reader: string) => `select part, off, event_id, type from dead_letter where reader = '${reader}'`
  const n = await countOf(
    pool,
    `(${dead(LIVE)} except ${dead(REBUILT)}) union all (${dead(REBUILT)} except ${dead(LIVE)})`,
  )
  return n > 0 ? [...unlike, `dead_letter: ${n} rows differ`] : unlike
}

const countOf = async (pool: Pool, sql: string) =>
  (await pool.query<{ n: number }>(`select count(*)::int as n from (${sql}) as t`)).rows[0]!.n

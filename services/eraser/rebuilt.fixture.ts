// The rows of the screen and of search once more, from the log alone and by their makers' own code, beside the live ones; and compared.
import type { Pool } from '../db/pool.ts'
import type { Log, Reader } from '../log/log.ts'
import { createReader } from '../projector/deliver.ts'
import { openSchema } from '../projector/schema.ts'
import { PROJECTION_VERSION, readerName } from '../projector/version.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { createSearchReader } from '../search/reader.ts'
import { openSchema as openSearch } from '../search/schema.ts'
import { readerName as searchName, SEARCH_VERSION } from '../search/version.ts'
import { until } from '../test/house/until.fixture.ts'

/** Copies of redacted events stand outside, and a row that is gone is as good as none (log.md §13, 6). */
const SCREEN = {
  conversation: '',
  message: 'where row is not null',
  contact: '',
  member: '',
  event: '',
  copy: 'where event not in (select id from $.event where redacted)',
}
const SEARCH = { message: '', name: '', heard: '' }

type Made = { reader: Reader; live: string; rebuilt: string; tables: Record<string, string> }

/** Tables whose rows differ, with how many. */
export async function unlikeRebuilt(pool: Pool, log: Log): Promise<string[]> {
  const base = { pool, logger: silentLogger(), metrics: createMetrics() }
  await openSchema(pool, PROJECTION_VERSION + 1)
  const [live, rebuilt] = [readerName(PROJECTION_VERSION), readerName(PROJECTION_VERSION + 1)]
  const { reader } = createReader({ ...base, name: rebuilt, now: Date.now, onApplied: () => undefined })
  const screen = await compared(pool, log, { reader, live, rebuilt, tables: SCREEN })
  await openSearch(pool, SEARCH_VERSION + 1)
  const [index, again] = [searchName(SEARCH_VERSION), searchName(SEARCH_VERSION + 1)]
  const search = createSearchReader({ ...base, name: again }).reader
  return [...screen, ...(await compared(pool, log, { reader: search, live: index, rebuilt: again, tables: SEARCH }))]
}

export async function isIndexed(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ behind: number }>(
    `select count(*)::int as behind from checkpoint i left join checkpoint s on s.reader = $2 and s.part = i.part
      where i.reader = $1 and i.next > coalesce(s.next, 0)`,
    [readerName(PROJECTION_VERSION), searchName(SEARCH_VERSION)],
  )
  return rows[0]!.behind === 0
}

async function compared(pool: Pool, log: Log, { reader, live, rebuilt, tables }: Made): Promise<string[]> {
  const subscription = await log.subscribe(reader)
  let unlike: string[] | null = null
  // People go on talking: compared where both are equally far.
  await until(
    async () => (unlike = await unlikeNow(pool, { live, rebuilt, tables })) !== null,
    'a rebuild as far as the rows',
    120_000,
  )
  await subscription.stop()
  return unlike!
}

/** null = they are not equally far. */
async function unlikeNow(pool: Pool, { live, rebuilt, tables }: Omit<Made, 'reader'>): Promise<string[] | null> {
  const tx = await pool.connect()
  try {
    await tx.query('begin isolation level repeatable read read only')
    const { rows } = await tx.query<{ reader: string; part: number; next: number }>(
      'select reader, part, next from checkpoint where reader = any($1) order by part',
      [[live, rebuilt]],
    )
    const nextOf = (name: string) =>
      rows
        .filter(({ reader }) => reader === name)
        .map(({ next }) => next)
        .join()
    if (nextOf(live) !== nextOf(rebuilt)) return null
    const unlike: string[] = []
    for (const [table, where] of Object.entries(tables)) {
      const [a, b] = [live, rebuilt].map((s) => `select * from ${s}.${table} ${where.replace('$', s)}`)
      const { rowCount } = await tx.query(`(${a} except ${b}) union all (${b} except ${a})`)
      if (rowCount !== 0) unlike.push(`${live}.${table}: ${rowCount} rows`)
    }
    return unlike
  } finally {
    await tx.query('commit')
    tx.release()
  }
}

// What an operator asks of erasures: how much waits and was done, and whether the log has really forgotten. Both change nothing.
import { PARTITIONS } from '@madoguchi/contracts/ids'
import type { Pool } from '../db/pool.ts'
import type { Log, Rec } from '../log/log.ts'

/** Kafka forgets within this: the compaction lag, a beat and the cleaner's pass (log.md §11). */
const BOUND_DAYS = 9

/** Lines for the operator. */
export async function eraseStatus(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ untold: number; due: number; erased: number; latest: string | null }>(
    `select (select count(*)::int from rm.event where redacted and not told) as untold,
            (select count(*)::int from (
               select part, key from rm.event where told
               union select c.part, c.key from rm.copy c join rm.event v on v.id = c.event where v.told) r
               left join erased e using (part, key) where e.key is null) as due,
            (select count(*)::int from erased) as erased,
            (select max(at)::text from erased) as latest`,
  )
  const { untold, due, erased, latest } = rows[0]!
  return [
    `${untold} taken back, not yet told on the log`,
    `${due} told, to be erased`,
    `${erased} erased${latest === null ? '' : `, the last at ${latest}`}`,
  ]
}

export type Verified = { lines: string[]; left: number }

/** Reads every partition from its beginning, however long that takes. `left`: erased records that still have a value. */
export async function verifyErased({ pool, log }: { pool: Pool; log: Log }): Promise<Verified> {
  const erased = await readErased(pool)
  const left = new Map<string, { part: number; at: Date }>() // what is read twice is one
  await readWhole(log, (part, { key, event }) => {
    const at = erased.get(`${part} ${key}`)
    if (at !== undefined && event !== null) left.set(`${part} ${key}`, { part, at })
  })
  const parts = [...Map.groupBy(left.values(), ({ part }) => part)].toSorted(([a], [b]) => a - b)
  const lines = parts.map(([part, some]) =>
    lineOf(
      part,
      some.map(({ at }) => Number(at)),
    ),
  )
  return {
    lines: [...lines, `${erased.size} records were erased, ${left.size} of them still have a value`],
    left: left.size,
  }
}

const DAY_MS = 24 * 60 * 60 * 1_000
function lineOf(part: number, times: number[]): string {
  const days = (Date.now() - Math.min(...times)) / DAY_MS
  const late = days > BOUND_DAYS ? `: later than ${BOUND_DAYS} days, look at the brokers’ log cleaner` : ''
  return `partition ${part}: ${times.length} still have a value, the oldest erased ${days.toFixed(1)} days ago${late}`
}

async function readErased(pool: Pool): Promise<Map<string, Date>> {
  const { rows } = await pool.query<{ part: number; key: string; at: Date }>('select part, key, at from erased')
  return new Map(rows.map(({ part, key, at }) => [`${part} ${key}`, at]))
}

/** Up to where each partition ends when it is first met; as a reader of its own, which keeps no position. */
async function readWhole(log: Log, heed: (part: number, record: Rec) => void): Promise<void> {
  const ends = new Map<number, number>()
  const read = new Set<number>()
  let finish = () => undefined as void
  const whole = new Promise<void>((resolve) => (finish = resolve))
  const subscription = await log.subscribe({
    name: `verify.${crypto.randomUUID()}`,
    position: async () => ({ next: 0, lastKey: null }),
    async deliver(part, records, highWatermark) {
      const end = ends.get(part) ?? highWatermark
      ends.set(part, end)
      for (const record of records) if (record.off < end) heed(part, record)
      const last = records.at(-1)
      if (end === 0 || (last !== undefined && last.off >= end - 1)) read.add(part)
      if (read.size === PARTITIONS) finish()
    },
  })
  await whole
  await subscription.stop()
}

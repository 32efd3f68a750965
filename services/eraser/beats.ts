// A partition that goes quiet keeps erased words for ever: Kafka cleans closed segments only, and only an append closes one. So each
// partition gets one event a day that says nothing.
import { PARTITIONS, partitionOf, uuidv5 } from '@madoguchi/contracts/ids'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { Sql } from '../db/pool.ts'
import type { Log } from '../log/log.ts'

/** For each partition the first key `-:beat.<n>` that falls on it: facts of the workspace, which no view lists. */
export function beatKeys(): string[] {
  const keys: string[] = []
  let found = 0
  for (let n = 0; found < PARTITIONS; n += 1) {
    const key = `-:beat.${n}`
    const part = partitionOf(key)
    if (keys[part] !== undefined) continue
    keys[part] = key
    found += 1
  }
  return keys
}

/** Of one day and partition always the same event: said twice it is no news. */
const beatOf = (key: string, day: string, now: number): Envelope => ({
  id: uuidv5(`${key} ${day}`, 'log.beat'),
  type: 'log.beat',
  v: 1,
  key,
  at: now,
  by: 'system',
  data: {},
})

/** Those that are due; returns the partitions. A day is noted when the log has it. */
export async function beat(deps: { sql: Sql; log: Log; now: number }): Promise<number[]> {
  const { sql, log, now } = deps
  const { rows } = await sql.query<{ part: number; day: string }>(
    `select part, (now() at time zone 'utc')::date::text as day from beat where day < (now() at time zone 'utc')::date order by part`,
  )
  const keys = beatKeys()
  for (const { part, day } of rows) {
    await log.append(beatOf(keys[part]!, day, now))
    await sql.query('update beat set day = $2::date where part = $1', [part, day])
  }
  return rows.map(({ part }) => part)
}

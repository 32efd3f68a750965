// How far each reader is behind the log's end, asked of the broker and of the checkpoints; and how long rows stood still.
import type { Pool } from '../../db/pool.ts'
import { createEnds } from '../../log/kafka/ends.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { LIVE } from './rebuilt.fixture.ts'

export type Lag = {
  /** Next offset of each partition, now. */
  ends(): Promise<Map<number, number>>
  /** Events between there (or the log's end now) and what a reader has done, by reader. */
  behind(there?: Map<number, number>): Promise<Record<string, number>>
  stop(): Promise<void>
}

const READERS = [LIVE, 'sender', 'fetcher']

export function openLag({ pool, brokers, topic }: { pool: Pool; brokers: string[]; topic: string }): Lag {
  const asked = createEnds({ brokers, topic, logger: silentLogger() })
  const ends = asked.ask
  return {
    ends,
    async behind(there) {
      const goal = [...(there ?? (await ends()))]
      const { rows } = await pool.query<{ reader: string; part: number; next: number }>(
        'select reader, part, next from checkpoint where reader = any($1)',
        [READERS],
      )
      const next = new Map(rows.map((row) => [`${row.reader} ${row.part}`, row.next]))
      const of = (reader: string) =>
        goal.reduce((sum, [part, end]) => sum + Math.max(0, end - (next.get(`${reader} ${part}`) ?? 0)), 0)
      return Object.fromEntries(READERS.map((reader) => [reader, of(reader)]))
    },
    stop: asked.stop,
  }
}

export const isZero = (behind: Record<string, number>) => Object.values(behind).every((n) => n === 0)

/** While something is being said all the time: the longest time in which no event became rows, s; and the most connections held. */
export function watchProgress(pool: Pool) {
  let [read, since, longest, connections] = [-1, performance.now(), 0, 0]
  const sql = `select coalesce(sum(next), 0)::int as read,
    (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections from checkpoint where reader = $1`
  const look = async () => {
    const now = (await pool.query<{ read: number; connections: number }>(sql, [LIVE])).rows[0]!
    longest = Math.max(longest, performance.now() - since)
    connections = Math.max(connections, now.connections)
    if (now.read !== read) [read, since] = [now.read, performance.now()]
  }
  const timer = setInterval(() => void look().catch(() => undefined), 500)
  return {
    longest: () => Math.round(longest / 100) / 10,
    connections: () => connections,
    stop: () => clearInterval(timer),
  }
}

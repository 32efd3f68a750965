// A reader as a projector is one: what it takes and its checkpoint are written in one transaction, so that effects can be
// counted whoever delivered them.
import type { Client, Pool } from '../db/pool.ts'
import { transaction } from '../db/transaction.ts'
import { advancing, lockPositions, positioned, readPosition } from './checkpoint.ts'
import type { Reader, Rec } from './log.ts'

/** `delay`: ms from the log's clock to ours. */
export const SEEN = `create table if not exists seen (
  reader text, part int, off bigint, id text, key text, by text, delay int, n serial, primary key (reader, part, off))`

type Deps = { pool: Pool; name: string; by?: string; before?: (part: number, records: Rec[]) => Promise<void> | void }

export function seeingReader({ pool, name, by = 'here', before }: Deps): Reader {
  return {
    name,
    position: (part) => readPosition(pool, name, part),
    async deliver(part, records) {
      await before?.(part, records)
      if (records.length === 0) return
      const commit = async (tx: Client) => {
        const next = (await lockPositions(tx, name, [part])).get(part)!
        const fresh = records.filter((record) => record.off >= next)
        if (fresh.length === 0) return
        const columns = [
          fresh.map((r) => r.off),
          fresh.map((r) => r.event?.id ?? null),
          fresh.map((r) => r.event?.key ?? null),
          fresh.map((r) => Date.now() - r.loggedAt),
        ]
        await tx.query(
          `insert into seen (reader, part, off, id, key, by, delay) select $1, $2, u.off, u.id, u.key, $3, u.delay
             from unnest($4::bigint[], $5::text[], $6::text[], $7::int[]) u(off, id, key, delay)`,
          [name, part, by, ...columns],
        )
        const last = fresh.at(-1)!
        await tx.query(advancing(name, [{ part, next: last.off + 1, lastKey: last.key }]))
      }
      await positioned(pool, name, () => transaction(pool, commit))
    },
  }
}

export type Seen = { part: number; off: number; id: string | null; key: string | null; by: string }

/** In the order in which it took effect. */
export async function seen(pool: Pool, reader: string): Promise<Seen[]> {
  const { rows } = await pool.query<Seen>('select part, off, id, key, by from seen where reader = $1 order by n', [
    reader,
  ])
  return rows
}

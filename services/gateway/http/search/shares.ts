// How frequent pieces of texts are, as PostgreSQL's statistics know it: what tells a walk along time from a look into the index of pieces.
import type { Sql } from '../../../db/pool.ts'

/** `total`: rows of the index. `of`: the share of the rarest of these pieces, an upper bound of what has them all. */
export type Shares = { total: number; of(grams: readonly string[]): number }

const FRESH_MS = 60_000

/** Read once a minute; without statistics everything is rare. */
export function createShares({ now = Date.now }: { now?: () => number } = {}): (sql: Sql) => Promise<Shares> {
  let kept: { shares: Shares; until: number } | null = null
  return async (sql) => {
    if (kept === null || kept.until <= now()) kept = { shares: await readShares(sql), until: now() + FRESH_MS }
    return kept.shares
  }
}

async function readShares(sql: Sql): Promise<Shares> {
  const { rows } = await sql.query<{ total: number; elements: string[] | null; shares: number[] | null }>(
    `with of as (select 'search_v' || v as schema from active where projection = 'search')
     select greatest(c.reltuples, 0)::float8 as total, s.most_common_elems::text::text[] as elements,
            s.most_common_elem_freqs as shares
       from of join pg_class c on c.oid = to_regclass(of.schema || '.message')
       left join pg_stats s on s.schemaname = of.schema and s.tablename = 'message' and s.attname = 'grams'`,
  )
  const { total = 0, elements, shares } = rows[0] ?? {}
  const known = new Map((elements ?? []).map((element, i) => [element, shares?.[i] ?? 0]))
  return { total, of: (grams) => Math.min(1, ...grams.map((gram) => known.get(gram) ?? 0)) }
}

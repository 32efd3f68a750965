// A channel's conversations by latest activity, then id; those without activity come last. Total and gap-free: a page ends at a
// row and the next begins behind it, ties and nulls included, at the same cost wherever it is.
import type { ListPage } from '@madoguchi/contracts/http/snapshot'
import type { Pool } from '../../../db/pool.ts'
import { listCursor, type ListPlace } from './page.ts'
import { atOneMoment } from './moment.ts'

export type ListWish = { channel: string; limit: number; after: ListPlace | undefined }

const ORDER = 'order by last_at desc nulls last, id'
const SELECT = `select id, part, rev, row, last_at from rm.conversation where channel = $1 and row is not null`

const FIRST = `${SELECT} ${ORDER} limit $2`
const AFTER_NONE = `${SELECT} and last_at is null and id > $3 ${ORDER} limit $2`
// One range of the index each; as one condition with `or`, every page would read all before it.
const AFTER = `select * from (
  (${SELECT} and last_at = $4 and id > $3 ${ORDER} limit $2) union all
  (${SELECT} and last_at < $4 ${ORDER} limit $2) union all
  (${SELECT} and last_at is null ${ORDER} limit $2)) page ${ORDER} limit $2`

/** One row more than the page: whether there is a next one. */
export function listQuery({ channel, limit, after }: ListWish): { sql: string; values: unknown[] } {
  if (after === undefined) return { sql: FIRST, values: [channel, limit + 1] }
  if (after.lastAt === null) return { sql: AFTER_NONE, values: [channel, limit + 1, after.id] }
  return { sql: AFTER, values: [channel, limit + 1, after.id, after.lastAt] }
}

export function readList(pool: Pool, wish: ListWish): Promise<ListPage> {
  return atOneMoment(pool, async ({ v, next, query }) => {
    const { sql, values } = listQuery(wish)
    type Found = { id: string; part: number; rev: number; row: never; last_at: number | null }
    const { rows: found } = await query<Found>(sql, values)
    const page = found.slice(0, wish.limit)
    const end = found.length > wish.limit ? page.at(-1) : undefined
    return {
      v,
      cursor: Object.fromEntries(next.entries()),
      rows: page.map(({ id, part, rev, row }) => ({ noun: 'conversation' as const, id, part, rev, row })),
      after: end ? listCursor({ lastAt: end.last_at, id: end.id }) : null,
    }
  })
}

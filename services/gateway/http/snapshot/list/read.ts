// A page of a channel's conversations, filtered and sorted, with the cursor from which to follow.
import type { ListPage } from '@madoguchi/contracts/http/snapshot'
import type { Pool } from '../../../../db/pool.ts'
import { atOneMoment } from '../moment.ts'
import { listCursor } from './place.ts'
import { listQuery, type ListWish } from './query.ts'

type Found = { id: string; part: number; rev: number; row: never; last_at: number | null; needs_since: number | null }

export function readList(pool: Pool, wish: ListWish): Promise<ListPage> {
  const { filter, limit } = wish
  return atOneMoment(pool, async ({ v, next, query }) => {
    const { sql, values } = listQuery(wish)
    const { rows: found } = await query<Found>(sql, values)
    const page = found.slice(0, limit)
    const end = found.length > limit ? page.at(-1) : undefined
    const place = end && { id: end.id, lastAt: end.last_at, needsReplySince: end.needs_since }
    return {
      v,
      cursor: Object.fromEntries(next.entries()),
      rows: page.map(({ id, part, rev, row }) => ({ noun: 'conversation' as const, id, part, rev, row })),
      after: place ? listCursor(place, filter.sort ?? 'activity') : null,
    }
  })
}

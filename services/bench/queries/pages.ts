// Cursors of pages deep in a list and in a thread, found in the rows rather than by turning a thousand pages.
import type { Pool } from '../../db/pool.ts'
import type { ListPlace } from '../../gateway/http/snapshot/list/place.ts'
import type { TimelinePlace } from '../../gateway/http/snapshot/page.ts'

/** `depth`: 0 = the top, 1 = the last page's beginning. */
export async function listPlaceAt(pool: Pool, channel: string, depth: number): Promise<ListPlace> {
  const { rows } = await pool.query<ListPlace>(
    `select last_at as "lastAt", id, needs_since as "needsReplySince" from rm.conversation where channel = $1 order by last_at desc nulls last, id
      offset (select greatest(0, (count(*) - 30) * $2::float)::int from rm.conversation where channel = $1) limit 1`,
    [channel, depth],
  )
  return rows[0]!
}

export async function timelinePlaceAt(pool: Pool, conversation: string, depth: number): Promise<TimelinePlace> {
  const { rows } = await pool.query<TimelinePlace>(
    `select at, event from rm.message where conversation = $1 order by at desc, event desc
      offset (select greatest(0, (count(*) - 60) * $2::float)::int from rm.message where conversation = $1) limit 1`,
    [conversation, depth],
  )
  return rows[0]!
}

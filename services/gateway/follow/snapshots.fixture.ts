// What a view shows afresh, by the gateway's own snapshots: page by page, as the lists and threads of the browser load them.
import type { Cursor, Row } from '@madoguchi/contracts/row/row'
import { parseRoom } from '@madoguchi/contracts/socket/room'
import type { Pool } from '../../db/pool.ts'
import { readList } from '../http/snapshot/list.ts'
import { listPlace, timelinePlace } from '../http/snapshot/page.ts'
import { readOlder, readThread } from '../http/snapshot/thread.ts'

/** `cursor`: of the first page. `more`: where the next one begins; null = nothing is left. */
export type Page = { v: number; cursor: Cursor; rows: Row[]; more: string | null }

/** null = there is no such conversation yet. */
export async function readPage(pool: Pool, room: string, from: string | null, limit: number): Promise<Page | null> {
  const { kind, id } = parseRoom(room) as { kind: 'channel' | 'conversation'; id: string }
  if (kind === 'channel') {
    const page = await readList(pool, { channel: id, limit, after: listPlace(from ?? undefined, id) })
    return { ...page, more: page.after }
  }
  if (from === null) {
    const thread = await readThread(pool, id, limit)
    return thread && { ...thread, more: thread.before }
  }
  const older = await readOlder(pool, { conversation: id, limit, before: timelinePlace(from) })
  return older && { ...older, cursor: {}, more: older.before }
}

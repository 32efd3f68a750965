// The gateway's snapshots without a server: requests of the console's lists and threads, answered in small pages.
import type { Cursor, Row } from '@madoguchi/contracts/row/row'
import { parseRoom } from '@madoguchi/contracts/socket/room'
import type { Pool } from '../../db/pool.ts'
import { listPlace } from '../http/snapshot/list/place.ts'
import { readList } from '../http/snapshot/list/read.ts'
import { timelinePlace } from '../http/snapshot/page.ts'
import { readTemplates } from '../http/template/read.ts'
import { readOlder, readThread } from '../http/snapshot/thread.ts'

/** A request under way: asked of Postgres in one step, answered in a later one. */
export type Load = {
  run(): Promise<Response>
  taken?: Response
  done(response: Response): void
  fail(error: Error): void
}

/** Small, so that views have several pages. */
const PAGE = 6
const ALL = { filter: { view: 'all' as const }, asker: { agent: 'mika', teams: [], now: 0 } }

export async function answerOf(pool: Pool, path: string): Promise<Response> {
  const { pathname, searchParams } = new URL(path, 'http://console')
  const [noun, id, view] = pathname.split('/').slice(2).map(decodeURIComponent) as [string, string, string?]
  const [after, before] = [searchParams.get('after') ?? undefined, searchParams.get('before') ?? undefined]
  if (view === 'templates') return Response.json(await readTemplates(pool, id))
  if (noun === 'channels')
    return Response.json(
      await readList(pool, { ...ALL, channel: id, limit: PAGE, after: listPlace(after, id, 'activity') }),
    )
  const thread = before
    ? await readOlder(pool, { conversation: id, limit: PAGE, before: timelinePlace(before, 'before') })
    : await readThread(pool, id, PAGE)
  return thread ? Response.json(thread) : Response.json({ code: 'not_found' }, { status: 404 })
}

export type Fresh = { v: number; cursor: Cursor; rows: Row[] }

/** All of a room as it is now; null = there is no such conversation yet. */
export function readRoom(pool: Pool, room: string): Promise<Fresh | null> {
  const { kind, id } = parseRoom(room) as { kind: string; id: string }
  const limit = 100_000
  if (kind === 'templates') return readTemplates(pool, id)
  return kind === 'channel'
    ? readList(pool, { ...ALL, channel: id, limit, after: undefined })
    : readThread(pool, id, limit)
}

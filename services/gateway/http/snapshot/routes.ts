// Views as they are now. A channel without a right is 403, whether it exists or not; in a channel one may see, what is unknown is
// 404. An event names no channel, so there both are 404.
import type { FastifyInstance } from 'fastify'
import { THREAD_PAGE, type Snapshot } from '@madoguchi/contracts/http/snapshot'
import { channelOf, conversationId } from '@madoguchi/contracts/ids'
import { allows } from '@madoguchi/contracts/row/agent'
import type { Pool } from '../../../db/pool.ts'
import type { Directory } from '../../../directory/open.ts'
import { limitOf } from '../body.ts'
import { notFound } from '../refusal.ts'
import { actorOf, need, signedIn } from '../session/guard.ts'
import { monthOf, readDays } from './timeline/days.ts'
import { readEvent } from './event.ts'
import { listRoutes } from './list/routes.ts'
import { aroundOf, timelinePlace } from './page.ts'
import { templateRoutes } from '../template/routes.ts'
import { readOlder, readThread } from './thread.ts'
import { readNotices } from './notices.ts'
import { readScheduled } from './scheduled.ts'
import { visibleTo } from './visible.ts'
import { readAround, readNewer } from './timeline/window.ts'

type Deps = { pool: Pool; directory: Directory }
type ById = {
  Params: { id: string }
  Querystring: {
    limit?: string
    after?: string
    before?: string
    around?: string
    at?: string
    month?: string
    zone?: string
  }
}

export function snapshotRoutes(api: FastifyInstance, { pool, directory }: Deps) {
  api.get('/api/workspace', (request): Snapshot => {
    const { next, rows } = directory.rows()
    const { agent, rights } = signedIn(request)
    const rev = directory.agents.get(agent)?.rev ?? 0
    return { v: 0, cursor: { '-1': next }, rows: visibleTo({ rights, rev }, rows) }
  })

  listRoutes(api, { pool, directory })
  templateRoutes(api, { pool, directory })

  api.get<ById>('/api/channels/:id/scheduled', async (request) => {
    const channel = known(request.params.id, () => need(request, request.params.id, 'viewer'))
    return readScheduled(pool, channel, Date.now())
  })

  api.get('/api/notices', async (request) => {
    const { agent, rights } = signedIn(request)
    return readNotices(pool, agent, (channel) => allows(rights, channel, 'viewer'))
  })

  api.get<{ Params: { id: string; lineId: string } }>('/api/channels/:id/sources/:lineId', async (request) => {
    const channel = known(request.params.id, () => need(request, request.params.id, 'viewer'))
    const conversation = conversationId(channel, { userId: request.params.lineId })
    const { rowCount } = await pool.query('select from rm.conversation where id = $1 and row is not null', [
      conversation,
    ])
    if (rowCount !== 1) throw notFound()
    return { conversation }
  })

  api.get<ById>('/api/conversations/:id', async (request) => {
    const { id } = request.params
    need(request, channelOf(id), 'viewer')
    return found(await readThread(pool, id, limitOf(request.query, THREAD_PAGE)))
  })

  api.get<ById>('/api/conversations/:id/messages', async (request) => {
    const { id } = request.params
    need(request, channelOf(id), 'viewer')
    const of = { conversation: id, limit: limitOf(request.query, THREAD_PAGE) }
    const { before, after } = request.query
    const around = aroundOf(request.query)
    if (around !== undefined) return found(await readAround(pool, around, of))
    const newer = timelinePlace(after, 'after')
    if (newer !== undefined) return readNewer(pool, newer, of)
    return found(await readOlder(pool, { ...of, before: timelinePlace(before, 'before') }))
  })

  api.get<ById>('/api/conversations/:id/days', async (request) => {
    const { id } = request.params
    need(request, channelOf(id), 'viewer')
    return readDays(pool, id, monthOf(request.query))
  })

  api.get<ById>('/api/events/:id', async (request) => {
    const event = found(await readEvent(pool, request.params.id))
    if (!allows(signedIn(request).rights, channelOf(event.key), 'agent')) throw notFound()
    await directory.note(actorOf(request), { what: 'event.viewed', subject: event.id })
    return event
  })

  function known(channel: string, check: () => unknown): string {
    check()
    if (directory.channels.get(channel) === undefined) throw notFound()
    return channel
  }
}

function found<T>(value: T | null): T {
  if (value === null) throw notFound()
  return value
}

// Lists of a channel, how many stand in each, and the number beside "Chat". A channel without a right is 403, whether it exists or not.
import type { FastifyInstance } from 'fastify'
import { LIST_PAGE } from '@madoguchi/contracts/http/snapshot'
import { allows } from '@madoguchi/contracts/row/agent'
import type { Pool } from '../../../../db/pool.ts'
import type { Directory } from '../../../../directory/open.ts'
import { readPreferences } from '../../../personal/read.ts'
import { readViews } from '../../../personal/views/read.ts'
import { limitOf } from '../../body.ts'
import { malformed, notFound } from '../../refusal.ts'
import { need, signedIn } from '../../session/guard.ts'
import { filterAsked } from './asked.ts'
import { readBadge } from './badge.ts'
import { readCounts } from './counts.ts'
import { listPlace } from './place.ts'
import { readList } from './read.ts'
import type { Asker } from './where.ts'

type Deps = { pool: Pool; directory: Directory }
type ByChannel = { Params: { id: string }; Querystring: Record<string, string> }
/** More names than there can be views. */
const NAMES_MAX = 200

export function listRoutes(api: FastifyInstance, { pool, directory }: Deps) {
  const askerOf = (agent: string): Asker => ({
    agent,
    teams: directory.agents.get(agent)?.teams ?? [],
    now: Date.now(),
  })

  api.get<ByChannel>('/api/channels/:id/conversations', async (request) => {
    const { query, params } = request
    const { agent } = need(request, params.id, 'viewer')
    if (directory.channels.get(params.id) === undefined) throw notFound()
    const filter = filterAsked(query)
    const after = listPlace(query['after'], params.id, filter.sort ?? 'activity')
    const limit = limitOf(query, LIST_PAGE)
    return readList(pool, { channel: params.id, filter, asker: askerOf(agent), limit, after })
  })

  api.get<ByChannel>('/api/channels/:id/counts', async (request) => {
    const { id: channel } = request.params
    const { agent } = need(request, channel, 'viewer')
    if (directory.channels.get(channel) === undefined) throw notFound()
    const wanted = namesIn(request.query['view'])
    const saved = await readViews(pool, agent, [channel])
    return readCounts(pool, { channel, asker: askerOf(agent), saved, wanted })
  })

  api.get('/api/badge', async (request) => {
    const { agent, rights } = signedIn(request)
    const channels = directory.channels.all().flatMap(({ id }) => (allows(rights, id, 'viewer') ? [id] : []))
    const { notify } = await readPreferences(pool, agent)
    return readBadge(pool, { agent, teams: askerOf(agent).teams, channels, notify })
  })
}

function namesIn(view: unknown): string[] | undefined {
  if (view === undefined) return undefined
  const names = typeof view === 'string' ? view.split(',') : []
  if (names.length === 0 || names.length > NAMES_MAX) throw malformed('view')
  return names
}

// Templates over HTTP. Those of all channels (`*`) are everybody's to read who is signed in.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Revisions } from '@madoguchi/contracts/http/template'
import { allows } from '@madoguchi/contracts/row/agent'
import type { Pool } from '../../../db/pool.ts'
import type { Directory } from '../../../directory/open.ts'
import { notFound } from '../refusal.ts'
import { need, signedIn } from '../session/guard.ts'
import { channelOfTemplate, readRevisions, readTemplates, readUses } from './read.ts'

type Deps = { pool: Pool; directory: Directory }
type ById = { Params: { id: string } }

export function templateRoutes(api: FastifyInstance, { pool, directory }: Deps) {
  function channelFor(request: FastifyRequest<ById>): string {
    const { id } = request.params
    if (id === '*') return id
    need(request, id, 'viewer')
    if (directory.channels.get(id) === undefined) throw notFound()
    return id
  }

  api.get<ById>('/api/channels/:id/templates', (request) => readTemplates(pool, channelFor(request)))

  api.get<ById>('/api/channels/:id/templates/uses', (request) => {
    const { rights } = signedIn(request)
    const visible = directory.channels.all().filter(({ id }) => allows(rights, id, 'viewer'))
    const ids = visible.map(({ id }) => id)
    return readUses(pool, channelFor(request), ids)
  })

  /** An id names no channel: what one may not see is as unknown as what is not there. */
  api.get<ById>('/api/templates/:id/revisions', async (request): Promise<Revisions> => {
    const { id } = request.params
    const channel = await channelOfTemplate(pool, id)
    if (channel === null || (channel !== '*' && !allows(signedIn(request).rights, channel, 'viewer'))) throw notFound()
    return { revisions: await readRevisions(pool, id, channel) }
  })
}

// The gateway over HTTP: sign-in, snapshots, what customers sent, channels for admins, and the console's own files. Every route below
// /api and /media needs a session unless it says `open`; each looks at the rights of the channel it speaks of.
import compress from '@fastify/compress'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import type { Me } from '@madoguchi/contracts/http/session'
import type { Directory } from '../../directory/open.ts'
import type { Pool } from '../../db/pool.ts'
import type { LineClients } from '../../line/client.ts'
import type { Log } from '../../log/log.ts'
import type { Store } from '../../media/store.ts'
import type { App } from '../../runtime/http.ts'
import type { Logger } from '../../runtime/logger.ts'
import { adminAuditRoutes } from './admin/audit.ts'
import { adminChannelRoutes, type CheckCredentials } from './admin/channels.ts'
import { adminPeopleRoutes } from './admin/people.ts'
import { adminTeamRoutes } from './admin/teams.ts'
import { adminWebhookRoutes } from './admin/webhook.ts'
import { consoleRoutes } from './console.ts'
import { securityHeaders } from './headers.ts'
import { checkRoutes } from './line/check.ts'
import { quotaRoutes } from './line/quota.ts'
import { mediaRoutes } from './media/routes.ts'
import { originAllowed } from './origin.ts'
import { pushRoutes } from './push/routes.ts'
import { answerRefusals, notFound, Refused } from './refusal.ts'
import type { Search } from './search/open.ts'
import { searchRoutes } from './search/routes.ts'
import { createSessionOf } from './session/cookie.ts'
import { guardSessions, sessionFrom } from './session/guard.ts'
import { sessionRoutes } from './session/routes.ts'
import { snapshotRoutes } from './snapshot/routes.ts'
import { openUploadRoutes } from './upload/open.ts'
import type { Pace } from './upload/pace.ts'
import { uploadRoutes } from './upload/routes.ts'

export type HttpDeps = {
  app: App
  pool: Pool
  directory: Directory
  /** line/check.ts, bound to where LINE is. */
  checkCredentials: CheckCredentials
  clients: LineClients
  store: Store
  search: Search
  /** For what an admin does to conversations. */
  log: Pick<Log, 'append'>
  /** The built console. */
  webFolder: string
  publicUrl: string
  logger: Logger
  /** By agent, or by address while signed out. Twenty a second is more than a person's hand and less than a loop's. */
  requestsAMinute?: number
  /** Of what we give LINE, by address; apart from the agents' own. */
  fetchesAMinute?: number
  uploadPace?: Pace
  stickers?: Me['stickers']
}

const REQUESTS_A_MINUTE = 1_200
const BODY_MAX = 64 * 1024
const SAFE = ['GET', 'HEAD', 'OPTIONS']

/** To be awaited before the server listens. */
export async function registerHttp(deps: HttpDeps): Promise<void> {
  const headers = securityHeaders(deps.publicUrl)
  await deps.app.register(async (site) => {
    site.addHook('onRequest', async (_request, reply) => void reply.headers(headers))
    site.setErrorHandler(answerRefusals(deps.logger))
    await site.register(compress, { threshold: 1_024, globalDecompression: false })
    await site.register((api) => registerApi(api, deps))
    await site.register((open) => openUploadRoutes(open, deps))
    await site.register(async (pages) => consoleRoutes(pages, deps))
  })
}

async function registerApi(api: FastifyInstance, deps: HttpDeps) {
  const { publicUrl } = deps
  api.removeContentTypeParser('text/plain') // the one body a foreign form could send
  api.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    if (!SAFE.includes(request.method) && !originAllowed(request.headers.origin, request.host, publicUrl))
      throw new Refused(403, 'origin', 'This page may not act here')
  })
  guardSessions(api, createSessionOf(deps))
  await api.register(rateLimit, {
    max: deps.requestsAMinute ?? REQUESTS_A_MINUTE,
    timeWindow: 60_000,
    hook: 'preHandler',
    keyGenerator: (request) => sessionFrom(request)?.agent ?? request.ip,
    errorResponseBuilder: (_request, { max }) => new Refused(429, 'too_many', 'Too many requests', { limit: max }),
  })
  api.addHook('onRoute', (route) => void (route.bodyLimit ??= BODY_MAX))
  sessionRoutes(api, deps)
  snapshotRoutes(api, deps)
  searchRoutes(api, deps)
  mediaRoutes(api, deps)
  uploadRoutes(api, deps)
  adminChannelRoutes(api, deps)
  adminWebhookRoutes(api, deps)
  adminPeopleRoutes(api, deps)
  adminTeamRoutes(api, deps)
  adminAuditRoutes(api, deps)
  checkRoutes(api, deps)
  quotaRoutes(api, deps)
  pushRoutes(api, deps)
  api.all('/api/*', { config: { open: true } }, () => {
    throw notFound()
  })
}

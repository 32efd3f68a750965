// `/m/<token>`: what LINE and customers fetch, without a session and from anywhere. Who has the address may have the content, for as
// long as it is kept; nothing lists addresses, and who guesses is slowed down apart from the agents' own requests.
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { UploadPart } from '@madoguchi/contracts/http/upload'
import type { Pool } from '../../../db/pool.ts'
import { servingHeaders } from '../../../media/address.ts'
import { uploadKey } from '../../../media/key.ts'
import { parseRange } from '../../../media/range.ts'
import type { Store } from '../../../media/store.ts'
import type { Logger } from '../../../runtime/logger.ts'
import { answerContent, GET_AND_HEAD } from '../content.ts'
import { notFound, Refused } from '../refusal.ts'
import { findUpload, type Part, type UploadRecord } from './record.ts'
import { gone } from './routes.ts'
import { startSweep } from './sweep.ts'
import { isToken } from './token.ts'

type Deps = { pool: Pool; store: Store; logger: Logger; fetchesAMinute?: number }
type Wish = { Params: { token: string; part?: string } }

/** By address: LINE fetches from few, and a carrier's customers share one. A player seeks by many requests. */
const FETCHES_A_MINUTE = 3_000
const YEAR_S = 365 * 24 * 60 * 60

/** Sweeps what nothing carries, until the server closes. */
export async function openUploadRoutes(site: FastifyInstance, { pool, store, logger, fetchesAMinute }: Deps) {
  const sweep = startSweep({ pool, store, logger })
  site.addHook('onClose', () => sweep.stop())
  await site.register(rateLimit, {
    max: fetchesAMinute ?? FETCHES_A_MINUTE,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, { max }) => new Refused(429, 'too_many', 'Too many requests', { limit: max }),
  })
  site.addHook('onRequest', async (_request, reply) => {
    void reply.headers({ 'cache-control': 'no-store', 'cross-origin-resource-policy': 'cross-origin' })
  })
  const serve = serving({ pool, store })
  const options = { config: { compress: false } as object }
  for (const url of ['/m/:token', '/m/:token/:part'])
    site.route<Wish>({ method: [...GET_AND_HEAD], url, handler: serve, ...options })
  site.get('/m/*', () => {
    throw notFound()
  })
}

const serving =
  ({ pool, store }: Pick<Deps, 'pool' | 'store'>) =>
  async (request: FastifyRequest<Wish>, reply: FastifyReply) => {
    const { upload, part, is } = await found(request, pool)
    const tag = `"${is.sha256.slice(0, 32)}"`
    // Until something carries it, another try may still replace it.
    const cache = upload.used ? `public, max-age=${YEAR_S}, immutable` : 'private, no-cache'
    if (request.headers['if-none-match'] === tag)
      return reply.headers({ 'cache-control': cache, etag: tag }).code(304).send()
    const range = parseRange(request.headers.range) ?? undefined
    const opened = await store.open(uploadKey(upload.token, part), range)
    if (opened === null) throw notFound()
    if (opened.is === 'beyond') return reply.code(416).header('content-range', `bytes */${opened.total}`).send()
    const name = upload.name === null ? {} : { name: upload.name }
    const headers = servingHeaders({ ...name, type: opened.type, save: upload.kind === 'file' })
    void reply.headers({ ...headers, 'cache-control': cache, etag: tag })
    return answerContent(request, reply, { opened, whole: range === undefined })
  }

async function found({ params }: FastifyRequest<Wish>, pool: Pool) {
  const { token, part = 'content' } = params
  const upload: UploadRecord | null = isToken(token) ? await findUpload(pool, token) : null
  if (upload?.gone) throw gone()
  const is: Part | undefined = Object.hasOwn(upload?.parts ?? {}, part) ? upload?.parts[part as UploadPart] : undefined
  if (!upload || !is) throw notFound()
  return { upload, part: part as UploadPart, is }
}

// The bytes of customers' pictures, films, voices and files, to agents who may see the channel. Looked up in the row each time: what
// was taken back is 404 at once, whatever lies in the store. A browser keeps what it has and asks whether it may still show it.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { MediaPart } from '@madoguchi/contracts/row/body/media'
import { channelOf } from '@madoguchi/contracts/ids'
import type { Pool } from '../../../db/pool.ts'
import { servingHeaders } from '../../../media/address.ts'
import { placeOf } from '../../../media/key.ts'
import { parseRange } from '../../../media/range.ts'
import type { Store } from '../../../media/store.ts'
import { answerContent, GET_AND_HEAD } from '../content.ts'
import { notFound } from '../refusal.ts'
import { need } from '../session/guard.ts'
import { findMedia } from './find.ts'

type Deps = { pool: Pool; store: Store }
type Wish = { Params: { message: string; part: string }; Querystring: { save?: string } }

const PARTS: readonly string[] = ['content', 'preview'] satisfies MediaPart[]

export function mediaRoutes(api: FastifyInstance, { pool, store }: Deps) {
  const url = '/media/:message/:part'
  const options = { method: [...GET_AND_HEAD], url, config: { compress: false } as object }
  api.route<Wish>({ ...options, handler })

  async function handler(request: FastifyRequest<Wish>, reply: FastifyReply) {
    const { message, part } = request.params
    if (!PARTS.includes(part) || message.includes('\0')) throw notFound()
    need(request, channelOf(message), 'viewer')
    const found = await findMedia(pool, message)
    if (found === null || (part === 'preview' && !found.media.preview)) throw notFound()
    const tag = `"${part}-${found.media.bytes}"`
    void reply.headers({ 'cache-control': 'private, no-cache', etag: tag })
    if (request.headers['if-none-match'] === tag) return reply.code(304).send()
    const range = parseRange(request.headers.range) ?? undefined
    const opened = await store.open(placeOf(message, part as MediaPart), range)
    if (opened === null) throw notFound()
    if (opened.is === 'beyond') return reply.code(416).header('content-range', `bytes */${opened.total}`).send()
    void reply.headers(servingHeaders({ ...namesOf(found.name), type: opened.type, save: request.query.save === '1' }))
    return answerContent(request, reply, { opened, whole: range === undefined })
  }
}

const namesOf = (name: string | undefined) => (name === undefined ? {} : { name })

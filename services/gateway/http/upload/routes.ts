// From an agent's file to an address that LINE fetches: an address first, then its parts, each a raw body. Only who made the address
// fills it, and only until something carries it: what was sent never changes under its address.
import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  NewUpload,
  UPLOAD_MAX,
  type Upload,
  type UploadedPart,
  type UploadPart,
} from '@madoguchi/contracts/http/upload'
import type { Pool } from '../../../db/pool.ts'
import type { Directory } from '../../../directory/open.ts'
import { uploadKey } from '../../../media/key.ts'
import type { Store } from '../../../media/store.ts'
import { parse } from '../body.ts'
import { malformed, notFound, Refused } from '../refusal.ts'
import { need, signedIn } from '../session/guard.ts'
import { PACE, type Pace } from './pace.ts'
import { addUpload, findUpload, recordPart, type UploadRecord } from './record.ts'
import { ruleOf, type PartRule } from './rules.ts'
import { takePart, tooLarge } from './take.ts'
import { isToken, newToken } from './token.ts'

export type UploadDeps = {
  pool: Pool
  directory: Directory
  store: Store
  publicUrl: string
  uploadPace?: Pace
  now?: () => number
}
type Wish = { Params: { token: string; part: string } }

export function uploadRoutes(api: FastifyInstance, deps: UploadDeps) {
  const { pool, directory, publicUrl, now = Date.now } = deps

  api.post('/api/uploads', async (request, reply): Promise<Upload> => {
    const wish = parse(NewUpload, request.body)
    const { agent } = need(request, wish.channel, 'agent')
    if (directory.channels.get(wish.channel) === undefined) throw notFound()
    if (wish.name?.includes('\0')) throw malformed('name') // Postgres holds no such text
    const token = newToken()
    await addUpload(pool, { ...wish, token, agent, at: now() })
    return reply.code(201).send({ token, base: baseOf(publicUrl, token) })
  })

  void api.register(async (raw) => {
    raw.removeAllContentTypeParsers()
    raw.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    // Whatever is still on its way behind a refusal is not waited for.
    raw.addHook('onError', async (_request, reply) => void reply.header('connection', 'close'))
    raw.put<Wish>('/api/uploads/:token/:part', { bodyLimit: Math.max(...GREATEST) }, (request) => put(request, deps))
  })
}

/** The parser hands the stream on; each part has its own cap. */
const GREATEST = Object.values(UPLOAD_MAX).map(({ content }) => content)

const baseOf = (publicUrl: string, token: string) => `${publicUrl.replace(/\/$/, '')}/m/${token}`

async function put(request: FastifyRequest<Wish>, { pool, store, publicUrl, uploadPace = PACE }: UploadDeps) {
  const upload = await mine(request, pool)
  const { token } = upload
  const { part, rule } = wanted(request, upload)
  if (!request.body) throw new Refused(400, 'empty', 'There is nothing in it', { field: part })
  const is = await takePart(request.body as Readable, { store, token, part, rule, pace: uploadPace }).catch(
    (error: unknown) => {
      throw !(error instanceof Refused) && request.raw.readableAborted ? malformed(part) : error
    },
  )
  if (!(await recordPart(pool, token, part, is))) await refuseLate(upload, part, { pool, store })
  const url = part === 'content' ? baseOf(publicUrl, token) : `${baseOf(publicUrl, token)}/${part}`
  return { url, type: is.type, bytes: is.bytes } satisfies UploadedPart
}

/** The address, if it is this agent's and may still be filled. Somebody else's looks like none. */
async function mine(request: FastifyRequest<Wish>, pool: Pool): Promise<UploadRecord> {
  const { token } = request.params
  const upload = isToken(token) ? await findUpload(pool, token) : null
  if (upload === null || upload.agent !== signedIn(request).agent) throw notFound()
  need(request, upload.channel, 'agent')
  return fillable(upload)
}

function fillable(upload: UploadRecord): UploadRecord {
  if (upload.gone) throw gone()
  if (upload.used) throw new Refused(409, 'taken', 'A message carries this already')
  return upload
}

export const gone = (): Refused => new Refused(410, 'gone', 'This was erased')

function wanted(request: FastifyRequest<Wish>, { kind }: UploadRecord): { part: UploadPart; rule: PartRule } {
  const part = request.params.part as UploadPart
  const rule = ruleOf(kind, part)
  if (rule === null) throw malformed('part')
  if (Number(request.headers['content-length'] ?? 0) > rule.max) throw tooLarge(part, rule)
  return { part, rule }
}

/** Used, erased or swept while the bytes came: bytes that no address leads to are not kept. */
async function refuseLate(
  { token }: UploadRecord,
  part: UploadPart,
  { pool, store }: Pick<UploadDeps, 'pool' | 'store'>,
) {
  const now = await findUpload(pool, token)
  if (now?.used !== true) await store.remove(uploadKey(token, part))
  if (now === null) throw notFound()
  fillable(now)
}

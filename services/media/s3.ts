// The media store in a bucket of S3 or of whatever speaks like it. A put travels in parts of 5 MB, one at a time, and is visible
// only once it is whole. `remove` erases only in a bucket that keeps no versions: one that does is named in the log at the start.
import { Readable } from 'node:stream'
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import type { Logger } from '../runtime/logger.ts'
import { checkKey } from './key.ts'
import { CapExceeded, metered } from './metered.ts'
import type { Range } from './range.ts'
import { lookOver } from './s3/bucket.ts'
import type { Beyond, Opened, Putting, Store, Stored, TooLarge } from './store.ts'

export type S3Settings = {
  bucket: string
  /** Before every key, e.g. `madoguchi/`; '' = none. */
  prefix: string
  region: string
  /** null = Amazon's. */
  endpoint: string | null
  /** null = whatever the machine has: a role, a profile. */
  credentials: { accessKeyId: string; secretAccessKey: string } | null
}

const PART_BYTES = 5 * 1024 * 1024
const CONNECT_MS = 3_000
/** Without a byte, in either direction; then a stream ends with an error. */
const SILENT_MS = 30_000

type Deps = { settings: S3Settings; logger: Logger; now?: () => number; silentMs?: number }
type Where = { client: S3Client; Bucket: string; Key: string }

/** Throws when the bucket is not there or not ours. */
export async function openS3Store({ settings, logger, now = Date.now, silentMs = SILENT_MS }: Deps): Promise<Store> {
  const client = clientOf(settings, silentMs)
  const { bucket, prefix } = settings
  try {
    await lookOver({ client, bucket, prefix, logger, now: now() })
  } catch (error) {
    client.destroy()
    throw error
  }
  const at = (key: string): Where => ({ client, Bucket: bucket, Key: prefix + checkKey(key) })
  return {
    put: async (key, source, putting) => putObject(at(key), source, putting),
    open: async (key, range) => openObject(at(key), range),
    async remove(key) {
      const { Bucket, Key } = at(key)
      await client.send(new DeleteObjectCommand({ Bucket, Key })).catch(ignoreAbsent)
    },
    stop: async () => client.destroy(),
  }
}

const clientOf = ({ region, endpoint, credentials }: S3Settings, silentMs: number): S3Client =>
  new S3Client({
    region,
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
    ...(credentials === null ? {} : { credentials }),
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: silentMs },
    // Trailing checksums are Amazon's alone; the servers that speak like it refuse or ignore them.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })

async function putObject({ client, ...where }: Where, source: Readable, putting: Putting): Promise<Stored | TooLarge> {
  const content = metered(source, putting.max)
  const params = { ...where, Body: Readable.from(content), ContentType: putting.type }
  try {
    await new Upload({ client, params, partSize: PART_BYTES, queueSize: 1 }).done()
    return { is: 'stored', ...content.sum() }
  } catch (error) {
    if (error instanceof CapExceeded) return { is: 'tooLarge' }
    throw error
  } finally {
    source.destroy()
  }
}

async function openObject({ client, ...where }: Where, range: Range | undefined): Promise<Opened | Beyond | null> {
  if (range !== undefined && 'suffix' in range && range.suffix === 0) return beyond({ client, ...where })
  try {
    const answer = await client.send(
      new GetObjectCommand({ ...where, ...(range === undefined ? {} : { Range: headerOf(range) }) }),
    )
    const bytes = answer.ContentLength ?? 0
    const [, from, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.ContentRange ?? '') ?? []
    return {
      is: 'open',
      stream: answer.Body as Readable,
      from: Number(from ?? 0),
      bytes,
      total: Number(total ?? bytes),
      type: answer.ContentType ?? 'application/octet-stream',
    }
  } catch (error) {
    if (statusOf(error) === 416) return beyond({ client, ...where })
    return ignoreAbsent(error)
  }
}

const headerOf = (range: Range): string =>
  'suffix' in range ? `bytes=-${range.suffix}` : `bytes=${range.first}-${range.last ?? ''}`

async function beyond({ client, ...where }: Where): Promise<Beyond | null> {
  const head = await client.send(new HeadObjectCommand(where)).catch(ignoreAbsent)
  return head && { is: 'beyond', total: head.ContentLength ?? 0 }
}

const statusOf = (error: unknown) => (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode

function ignoreAbsent(error: unknown): null {
  if (statusOf(error) === 404) return null
  throw error
}

// What is looked after in the bucket at the start: whether it is there, whether it keeps versions, and parts of puts that died.
import {
  AbortMultipartUploadCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  ListMultipartUploadsCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { Logger } from '../../runtime/logger.ts'

/** No put lasts so long: what is older belongs to a process that died; younger ones may be another process's. */
export const ABANDONED_MS = 24 * 3_600_000

type Deps = { client: S3Client; bucket: string; prefix: string; logger: Logger; now: number }

/** Throws when the bucket cannot be reached. What the server does not tell or allow is said in the log and left. */
export async function lookOver({ client, bucket, prefix, logger, now }: Deps): Promise<void> {
  await client.send(new HeadBucketCommand({ Bucket: bucket }))
  const said = (what: string) => (error: unknown) => logger.warn({ bucket, error: String(error) }, what)
  await checkVersions({ client, bucket, logger }).catch(said('whether the media bucket keeps versions is not known'))
  await sweep({ client, bucket, prefix, now }).catch(said('unfinished uploads in the media bucket were not swept'))
}

async function checkVersions({ client, bucket, logger }: Pick<Deps, 'client' | 'bucket' | 'logger'>) {
  const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket: bucket }))
  if (Status === 'Enabled')
    logger.error({ bucket }, 'the media bucket keeps versions: what is erased stays in it; turn versioning off')
}

async function sweep({ client, bucket, prefix, now }: Pick<Deps, 'client' | 'bucket' | 'prefix' | 'now'>) {
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix }))
  for (const { Key, UploadId, Initiated } of Uploads) {
    if (Initiated === undefined || now - Initiated.getTime() <= ABANDONED_MS) continue
    await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }))
  }
}

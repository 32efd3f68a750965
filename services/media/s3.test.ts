import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import {
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silentLogger } from '../runtime/logger.ts'
import { openS3Store, type S3Settings } from './s3.ts'
import { ABANDONED_MS } from './s3/bucket.ts'
import { BUCKET, startS3Mock, whyNoS3Mock, type S3Mock } from './s3mock.fixture.ts'
import { readAll, storeContract } from './store.contract.ts'

const missing = await whyNoS3Mock()
if (missing !== null) console.log(`the media store on S3 was not tried on a server: ${missing}`)

const settingsFor = (endpoint: string, prefix = ''): S3Settings => ({
  bucket: BUCKET,
  prefix,
  region: 'us-east-1',
  endpoint,
  credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
})

describe.skipIf(missing !== null)('on S3', () => {
  let mock: S3Mock
  let client: S3Client
  beforeAll(async () => {
    mock = await startS3Mock()
    const { region, endpoint, credentials } = settingsFor(mock.endpoint)
    client = new S3Client({ region, endpoint: endpoint!, forcePathStyle: true, credentials: credentials! })
  }, 120_000)
  afterAll(async () => {
    client?.destroy()
    await mock?.stop()
  })
  const unfinished = async () =>
    (await client.send(new ListMultipartUploadsCommand({ Bucket: BUCKET }))).Uploads?.length ?? 0

  storeContract(async () => {
    const store = await openS3Store({ settings: settingsFor(mock.endpoint, 'desk/'), logger: silentLogger() })
    const unlike =
      'S3Mock replaces an object in two steps, and drops it when an upload to its key is given up; S3 does neither'
    return { store, unfinished, unlike, stop: () => store.stop() }
  })

  test('everything stands below the prefix', async () => {
    const store = await openS3Store({ settings: settingsFor(mock.endpoint, 'one/'), logger: silentLogger() })
    await store.put('a/b', Readable.from([Buffer.from('x')]), { type: 'image/png', max: 10 })
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: 'one/' }))
    expect(Contents?.map(({ Key }) => Key)).toEqual(['one/a/b'])
    await store.stop()
  })

  test('parts of a put that died are swept at a start a day later, not before', async () => {
    await client.send(new CreateMultipartUploadCommand({ Bucket: BUCKET, Key: 'swept/a' }))
    const settings = settingsFor(mock.endpoint, 'swept/')
    await (await openS3Store({ settings, logger: silentLogger() })).stop()
    expect(await unfinished()).toBe(1)
    const now = () => Date.now() + ABANDONED_MS + 60_000
    await (await openS3Store({ settings, logger: silentLogger(), now })).stop()
    expect(await unfinished()).toBe(0)
  })

  test('a bucket that is not there stops the start', async () => {
    const settings = { ...settingsFor(mock.endpoint), bucket: 'nobody-made-it' }
    await expect(openS3Store({ settings, logger: silentLogger() })).rejects.toThrow()
  })
})

describe('a server of S3 as it may be', () => {
  const answering = async (answer: (url: string) => { status: number; body?: string; silentAfter?: number }) => {
    const server = createServer((request, response) => {
      request.resume()
      const { status, body = '', silentAfter } = answer(`${request.method} ${request.url}`)
      response.writeHead(status, { 'content-type': 'application/xml', 'content-length': body.length })
      if (silentAfter === undefined) response.end(body)
      else response.write(body.slice(0, silentAfter))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return {
      settings: settingsFor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
      stop: () =>
        new Promise((resolve) => {
          server.close(resolve)
          server.closeAllConnections()
        }),
    }
  }

  test('one that keeps versions is named, since nothing is erased from it; one that tells nothing is no hindrance', async () => {
    const said: string[] = []
    const logger = pino({ level: 'warn' }, { write: (line: string) => void said.push(line) })
    const versions =
      '<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Enabled</Status></VersioningConfiguration>'
    const server = await answering((url) => {
      if (url.includes('versioning')) return { status: 200, body: versions }
      return url.startsWith('HEAD')
        ? { status: 200 }
        : { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' }
    })
    await (await openS3Store({ settings: server.settings, logger })).stop()
    await server.stop()
    expect(said.filter((line) => line.includes('the media bucket keeps versions'))).toHaveLength(1)
    expect(said.filter((line) => line.includes('were not swept'))).toHaveLength(1)
  })

  test('one that falls silent within a content ends the reading with an error', async () => {
    const server = await answering((url) =>
      url.startsWith('GET /media/a') ? { status: 200, body: 'x'.repeat(1_000), silentAfter: 500 } : { status: 200 },
    )
    const store = await openS3Store({ settings: server.settings, logger: silentLogger(), silentMs: 300 })
    const found = await store.open('a')
    if (found?.is !== 'open') throw new Error('not open')
    await expect(readAll(found.stream)).rejects.toThrow('300 ms')
    await store.stop()
    await server.stop()
  })

  test('trouble of the server is thrown and not taken for “not there”', async () => {
    const server = await answering((url) => ({ status: url.startsWith('HEAD') ? 200 : 403 }))
    const store = await openS3Store({ settings: server.settings, logger: silentLogger() })
    const source = Readable.from([Buffer.from('x')])
    await expect(store.open('a')).rejects.toThrow()
    await expect(store.put('a', source, { type: 'image/png', max: 10 })).rejects.toThrow()
    await expect(store.remove('a')).rejects.toThrow()
    expect(source.destroyed).toBe(true)
    await store.stop()
    await server.stop()
  })
})

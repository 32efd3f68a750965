// From a file to an address: what is taken, what is refused and why, who may, and how it is served.
import { randomBytes } from 'node:crypto'
import { connect, type AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Upload, UploadedPart } from '@madoguchi/contracts/http/upload'
import { uploadKey } from '../../../media/key.ts'
import { silentLogger } from '../../../runtime/logger.ts'
import { openDesk, type Ask, type Desk } from '../desk.fixture.ts'
import { findUpload, useUploads } from './record.ts'
import { eraseUploads, startSweep, sweepUploads, UNUSED_MS } from './sweep.ts'

const JPEG = Buffer.concat([Buffer.from('ffd8ffe000104a464946000101', 'hex'), randomBytes(99_987)])
const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(5_000, 7)])
const MP4 = Buffer.concat([Buffer.from('\0\0\0\x20ftypisom\0\0\0\0isom', 'latin1'), Buffer.alloc(9_000, 1)])
const MP3 = Buffer.concat([Buffer.from('ID3\x04\0', 'latin1'), Buffer.alloc(3_000, 1)])
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>')
const HTML = Buffer.from('<!doctype html><script>x()</script>')

let desk: Desk
let as: string
let other: string
let origin: { host: string; port: number }
const logged: string[] = []
const tokens: string[] = []

beforeAll(async () => {
  const sink = new Writable({ write: (chunk: Buffer, _encoding, done) => (logged.push(chunk.toString()), done()) })
  desk = await openDesk({
    logger: pino({ level: 'trace' }, sink),
    requestsAMinute: 1_000_000,
    uploadPace: { stallMs: 1_000, graceMs: 10_000, bytesPerSecond: 8_192 },
  })
  as = await desk.person('mika', { [desk.shop]: ['agent'] })
  other = await desk.person('ren', { [desk.shop]: ['agent'] })
  await desk.app.listen({ host: '127.0.0.1', port: 0 })
  origin = { host: '127.0.0.1', port: (desk.app.server.address() as AddressInfo).port }
})
afterAll(() => desk.stop())

async function made(kind: string, name?: string, who = as): Promise<Upload> {
  const body = { channel: desk.shop, kind, ...(name === undefined ? {} : { name }) }
  const answer = await desk.ask({ method: 'POST', url: '/api/uploads', as: who, body })
  if (answer.status !== 201) throw new Error(answer.text)
  const upload: Upload = answer.body
  tokens.push(upload.token)
  return upload
}
const put = (token: string, part: string, body: Buffer, more: Partial<Ask> = {}) =>
  desk.ask({
    method: 'PUT',
    url: `/api/uploads/${token}/${part}`,
    as,
    body,
    headers: { 'content-type': 'application/octet-stream', ...more.headers },
    ...more,
  })
const get = (token: string, part = '', headers: Record<string, string> = {}, method = 'GET') =>
  desk.ask({ method, url: `/m/${token}${part}`, headers, origin: null })
const use = (token: string) => useUploads(desk.database.pool, [{ text: `https://desk.example/m/${token}` }], Date.now())

test('a picture and its preview lie under one address that nobody guesses, and LINE fetches them without a session', async () => {
  const { token, base } = await made('image')
  expect(base).toBe(`https://desk.example/m/${token}`)
  expect(token).toMatch(/^[0-9a-f]{40}$/)
  const content: UploadedPart = (await put(token, 'content', JPEG)).body
  expect(content).toEqual({ url: base, type: 'image/jpeg', bytes: JPEG.length })
  expect((await put(token, 'preview', PNG, { headers: { 'content-type': 'text/html' } })).body).toEqual({
    url: `${base}/preview`,
    type: 'image/png',
    bytes: PNG.length,
  })
  const answer = await get(token)
  expect([answer.status, answer.bytes.equals(JPEG)]).toEqual([200, true])
  expect(answer.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'content-disposition': 'inline',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
  })
  expect((await get(token, '/preview')).headers['content-type']).toBe('image/png')
  expect((await get(token, '/content')).status).toBe(200)
  const head = await get(token, '', {}, 'HEAD')
  expect([head.status, head.bytes.length, head.headers['content-length']]).toEqual([200, 0, String(JPEG.length)])
})

test('players seek, and what a message carries is cached for good', async () => {
  const { token } = await made('video')
  await put(token, 'content', MP4)
  expect((await get(token)).headers['cache-control']).toBe('private, no-cache')
  await use(token)
  const part = await get(token, '', { range: 'bytes=100-199' })
  expect(part).toMatchObject({
    status: 206,
    headers: {
      'content-range': `bytes 100-199/${MP4.length}`,
      'cache-control': 'public, max-age=31536000, immutable',
      'accept-ranges': 'bytes',
    },
  })
  expect(part.bytes).toEqual(MP4.subarray(100, 200))
  expect(await get(token, '', { range: `bytes=${MP4.length}-` })).toMatchObject({
    status: 416,
    headers: { 'content-range': `bytes */${MP4.length}` },
  })
  const again = await get(token, '', { 'if-none-match': String(part.headers.etag) })
  expect([again.status, again.bytes.length]).toEqual([304, 0])
})

test('the five widths of an imagemap are parts of one address, and it has no other', async () => {
  const { token, base } = await made('imagemap')
  for (const width of ['240', '300', '460', '700', '1040'])
    expect((await put(token, width, PNG)).body).toMatchObject({ url: `${base}/${width}` })
  expect((await get(token, '/460')).status).toBe(200)
  expect((await get(token)).status).toBe(404)
  expect(await put(token, 'content', PNG)).toMatchObject({ status: 400, body: { code: 'malformed', field: 'part' } })
})

test.each([
  ['image', 'content', SVG],
  ['image', 'content', HTML],
  ['image', 'content', Buffer.concat([HTML, JPEG])],
  ['image', 'content', Buffer.from('GIF89a/*<script>*/=1;alert(1)//')],
  ['image', 'content', Buffer.from('GIF89a\x01\0\x01\0\x80')],
  ['image', 'content', MP4],
  ['image', 'preview', MP3],
  ['video', 'content', JPEG],
  ['video', 'content', Buffer.from('\x1a\x45\xdf\xa3webm', 'latin1')],
  ['video', 'preview', SVG],
  ['audio', 'content', PNG],
  ['audio', 'content', Buffer.from('RIFF\x10\0\0\0WAVEfmt ', 'latin1')],
  ['imagemap', '700', HTML],
])(
  '%s %s: bytes of another kind are refused whatever they call themselves, and nothing is kept',
  async (kind, part, bytes) => {
    const { token } = await made(kind)
    for (const type of ['image/jpeg', 'video/mp4', 'audio/mpeg', 'application/json', 'text/plain'])
      expect(await put(token, part, bytes, { headers: { 'content-type': type } })).toMatchObject({
        status: 415,
        body: { code: 'wrong_type', field: part },
      })
    expect(await desk.store.open(uploadKey(token, part as 'content'))).toBeNull()
    expect((await get(token, `/${part}`)).status).toBe(404)
  },
)

test('a voice in MP4’s container is a voice; a file may be anything and is only ever saved, under its own name', async () => {
  const voice = await made('audio')
  expect((await put(voice.token, 'content', MP4)).body).toMatchObject({ type: 'audio/mp4' })
  expect((await put(voice.token, 'content', MP3)).body).toMatchObject({ type: 'audio/mpeg' })
  for (const [bytes, type] of [
    [HTML, 'application/octet-stream'],
    [SVG, 'application/octet-stream'],
    [JPEG, 'image/jpeg'],
    [Buffer.from('%PDF-1.7\n'), 'application/pdf'],
  ] as const) {
    const { token } = await made('file', '../見積書\u202efdp.html"\r\nx: y')
    await put(token, 'content', bytes)
    const { headers } = await get(token)
    expect(headers['content-type']).toBe(type)
    expect(String(headers['content-disposition'])).toMatch(
      /^attachment; filename="___fdp\.html_x: y"; filename\*=UTF-8''%E8/,
    )
    expect(headers['x']).toBeUndefined()
  }
})

test('nothing, and no more than the limit', async () => {
  const { token } = await made('image')
  expect(await put(token, 'content', Buffer.alloc(0))).toMatchObject({
    status: 400,
    body: { code: 'empty', field: 'content' },
  })
  const tooLarge = { status: 413, body: { code: 'too_large', field: 'preview', limit: 1_000_000 } }
  expect(await put(token, 'preview', Buffer.concat([PNG, Buffer.alloc(1_000_000)]))).toMatchObject(tooLarge)
  expect(await put(token, 'preview', Buffer.concat([PNG, Buffer.alloc(1_000_000 - PNG.length)]))).toMatchObject({
    status: 200,
  })
})

test('only agents of the channel make addresses, and only who made one fills it', async () => {
  const viewer = await desk.person('viewer', { [desk.shop]: ['viewer'] })
  const elsewhere = await desk.person('elsewhere', { [desk.office]: ['admin'] })
  const everywhere = await desk.person('everywhere', { '*': ['admin'] })
  const post = (who: string | undefined, body: object) =>
    desk.ask({ method: 'POST', url: '/api/uploads', body, ...(who ? { as: who } : {}) })
  const image = { channel: desk.shop, kind: 'image' }
  expect((await post(undefined, image)).status).toBe(401)
  for (const who of [viewer, elsewhere]) expect((await post(who, image)).status).toBe(403)
  expect((await post(as, { ...image, channel: 'none' })).status).toBe(403)
  expect((await post(everywhere, { ...image, channel: 'none' })).status).toBe(404)
  expect(await post(as, { ...image, kind: 'script' })).toMatchObject({ status: 400, body: { field: 'kind' } })
  expect(await post(as, { ...image, kind: 'file', name: 'a\0b' })).toMatchObject({
    status: 400,
    body: { field: 'name' },
  })
  expect(
    (await desk.ask({ method: 'POST', url: '/api/uploads', as, body: image, origin: 'https://evil.example' })).status,
  ).toBe(403)

  const { token } = await made('image')
  expect((await put(token, 'content', JPEG, { as: other })).status).toBe(404)
  expect((await desk.ask({ method: 'PUT', url: `/api/uploads/${token}/content`, body: JPEG })).status).toBe(401)
  expect((await put(token, 'content', JPEG, { origin: 'https://evil.example' })).status).toBe(403)
  for (const odd of ['0'.repeat(40), 'x', '..%2f..', '%00']) expect((await put(odd, 'content', JPEG)).status).toBe(404)
  expect((await get(token)).status).toBe(404)
})

test('who has lost the channel fills nothing more', async () => {
  const leaving = await desk.person('leaving', { [desk.shop]: ['agent'] })
  const { token } = await made('image', undefined, leaving)
  const { id } = desk.directory.agents.all().find(({ name }) => name === 'leaving')!
  await desk.directory.agents.revoke(id, { channel: desk.shop, role: 'agent' }, { by: 'system', address: null })
  expect((await put(token, 'content', JPEG, { as: leaving })).status).toBe(403)
})

test('the same part again replaces it, until something carries the address: then it changes no more', async () => {
  const { token } = await made('image')
  await put(token, 'content', JPEG)
  expect((await put(token, 'content', PNG)).status).toBe(200)
  await use(token)
  expect(await put(token, 'content', JPEG)).toMatchObject({ status: 409, body: { code: 'taken' } })
  expect((await get(token)).bytes.equals(PNG)).toBe(true)
})

test('nine megabytes over a real line come and go whole', async () => {
  const { token } = await made('image')
  const large = Buffer.concat([PNG, randomBytes(9_000_000)])
  const at = `http://${origin.host}:${origin.port}`
  const headers = { origin: at, cookie: as, 'content-type': 'image/png' }
  const answer = await fetch(`${at}/api/uploads/${token}/content`, { method: 'PUT', headers, body: large })
  expect([answer.status, await answer.json()]).toMatchObject([200, { bytes: large.length }])
  const fetched = await fetch(`${at}/m/${token}`)
  expect(Buffer.from(await fetched.arrayBuffer()).equals(large)).toBe(true)
  const head = await fetch(`${at}/m/${token}`, { method: 'HEAD' })
  expect(head.headers.get('content-length')).toBe(String(large.length))
})

/** What the server says on a line of its own, until it closes it. `parts`: sent one after the other as soon as `ready` says so. */
async function onLine(
  send: (write: (text: string | Buffer) => void, end: () => void) => void,
  head: string[],
): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const line = connect(origin.port, origin.host)
  let heard = ''
  line.on('data', (chunk) => (heard += chunk.toString('latin1')))
  line.on('close', () => resolve(heard))
  line.on('error', () => undefined)
  line.write([...head, '', ''].join('\r\n'))
  send(
    (text) => line.write(text),
    () => line.destroy(),
  )
  return promise
}
const headOf = (token: string, part: string, ...more: string[]) => [
  `PUT /api/uploads/${token}/${part} HTTP/1.1`,
  'host: desk.example',
  'origin: https://desk.example',
  `cookie: ${as}`,
  ...more,
]

test('four gigabytes announced are refused before a byte of them is read', async () => {
  const { token } = await made('video')
  const heard = await onLine(() => undefined, headOf(token, 'content', 'content-length: 4294967296'))
  expect(heard).toContain('413 Payload Too Large')
  expect(heard).toContain('"field":"content","limit":200000000')
})

test('a body without a length is cut at the cap, and nothing of it is kept', async () => {
  const { token } = await made('image')
  const heard = await onLine(
    (write) => {
      const block = Buffer.concat([PNG, Buffer.alloc(65_536)])
      for (let i = 0; i < 40; i++)
        write(Buffer.concat([Buffer.from(`${block.length.toString(16)}\r\n`), block, Buffer.from('\r\n')]))
    },
    headOf(token, 'preview', 'transfer-encoding: chunked'),
  )
  expect(heard).toContain('413 Payload Too Large')
  expect(await desk.store.open(uploadKey(token, 'preview'))).toBeNull()
})

test('who falls silent is let go with a word', async () => {
  const { token } = await made('image')
  const heard = await onLine((write) => write(JPEG), headOf(token, 'content', 'content-length: 9000000'))
  expect(heard).toContain('408 Request Timeout')
  expect(heard).toContain('"code":"too_slow"')
  expect((await get(token)).status).toBe(404)
})

test('a body that is cut leaves nothing, not even of what lay there half', async () => {
  const { token } = await made('image')
  await put(token, 'content', PNG)
  await onLine(
    (write, end) => {
      write(JPEG)
      setImmediate(end)
    },
    headOf(token, 'content', 'content-length: 9000000'),
  )
  expect((await get(token)).bytes.equals(PNG)).toBe(true)
  expect((await put(token, 'content', JPEG)).status).toBe(200)
})

test('what nothing carries is swept after a week; what a message carries stays', async () => {
  const { pool } = desk.database
  const [unused, used] = [await made('image'), await made('image')]
  for (const { token } of [unused, used]) await put(token, 'content', JPEG)
  await use(used.token)
  const deps = { pool, store: desk.store }
  await sweepUploads({ ...deps, now: () => Date.now() + UNUSED_MS - 60_000 })
  expect((await get(unused.token)).status).toBe(200)
  const late = () => Date.now() + UNUSED_MS + 1
  for (let i = 0; i < 25; i++) await made('file')
  expect(await sweepUploads({ ...deps, now: late })).toBeGreaterThan(25)
  expect(await findUpload(pool, unused.token)).toBeNull()
  expect(await desk.store.open(uploadKey(unused.token, 'content'))).toBeNull()
  expect((await get(unused.token)).status).toBe(404)
  expect((await put(unused.token, 'content', JPEG)).status).toBe(404)
  expect((await get(used.token)).status).toBe(200)
})

test('the sweeper runs by itself, and stops', async () => {
  const { token } = await made('file')
  const now = () => Date.now() + UNUSED_MS + 1
  const sweep = startSweep({ ...desk, pool: desk.database.pool, logger: silentLogger(), now, everyMs: 5 })
  await expect.poll(() => findUpload(desk.database.pool, token)).toBeNull()
  await sweep.stop()
})

test('what is erased answers 410 for good, for every part, and its bytes and name are gone', async () => {
  const { pool } = desk.database
  const { token } = await made('image', '手紙.jpg')
  for (const part of ['content', 'preview']) await put(token, part, PNG)
  await use(token)
  await eraseUploads({ pool, store: desk.store }, [token])
  await eraseUploads({ pool, store: desk.store }, [token])
  for (const part of ['', '/preview', '/content']) {
    const answer = await get(token, part)
    expect(answer).toMatchObject({ status: 410, body: { code: 'gone' }, headers: { 'cache-control': 'no-store' } })
  }
  for (const part of ['content', 'preview'] as const) expect(await desk.store.open(uploadKey(token, part))).toBeNull()
  expect(await findUpload(pool, token)).toMatchObject({ gone: true, name: null, parts: {} })
  expect(await put(token, 'content', PNG)).toMatchObject({ status: 410 })
  await sweepUploads({ pool, store: desk.store, now: () => Date.now() + 10 * UNUSED_MS })
  expect((await get(token)).status).toBe(410)
})

test('erased while its bytes come: they are not kept', async () => {
  const { pool } = desk.database
  const { token } = await made('image')
  const slow: typeof desk.store.put = async (key, source, putting) => {
    const stored = await put1(key, source, putting)
    await eraseUploads({ pool, store: desk.store }, [token])
    return stored
  }
  const put1 = desk.store.put
  desk.store.put = slow
  try {
    expect(await put(token, 'content', JPEG)).toMatchObject({ status: 410 })
  } finally {
    desk.store.put = put1
  }
  expect(await desk.store.open(uploadKey(token, 'content'))).toBeNull()
})

test('addresses are neither listed nor guessed', async () => {
  for (const url of [
    '/m/',
    '/m/..%2f..%2fetc',
    `/m/${'0'.repeat(40)}`,
    `/m/${'0'.repeat(40)}/constructor`,
    '/m/a/b/c',
    '/api/uploads',
  ])
    expect((await desk.ask({ url, as })).status).toBe(404)
})

test('a store that fails is a 500 that says nothing, and no token stands in any log line', async () => {
  const { token } = await made('image')
  await put(token, 'content', JPEG)
  const { open } = desk.store
  desk.store.open = (key) => Promise.reject(new Error(`EIO: ${key}`))
  try {
    const answer = await get(token)
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } })
    expect(logged.join('')).toContain('EIO')
  } finally {
    desk.store.open = open
  }
  expect(tokens.length).toBeGreaterThan(20)
  for (const one of tokens) expect(logged.join('')).not.toContain(one)
})

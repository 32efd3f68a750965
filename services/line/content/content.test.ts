import { createHash } from 'node:crypto'
import { createServer, type AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createMetrics } from '../../runtime/metrics.ts'
import { startSimulator, type Simulator } from '../../simulator/start.ts'
import { demoChannels, demoPeople } from '../../simulator/world/demo.ts'
import { createTokens } from '../token.ts'
import { openContentAgent } from './agent.ts'
import { fetchContent, type ContentDeps } from './content.ts'
import { LIMITS, type Limits } from './limits.ts'

type Seen = { bytes: number; hash: string; declared: string | undefined }
const MB = 1024 * 1024
const channel = demoChannels[0]!
const agent = openContentAgent()
const metrics = createMetrics()
let simulator: Simulator
let logged: string[] = []
const logger = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) })

beforeAll(async () => {
  simulator = await startSimulator({ port: 0 })
})
afterAll(async () => {
  await simulator.stop()
  await agent.close()
})
afterEach(async () => {
  await sim('DELETE', '/_sim/faults')
  logged = []
})

async function sim(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await fetch(simulator.url + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return (await answer.json()) as Record<string, unknown>
}
async function act(input: Record<string, unknown>): Promise<string> {
  const done = await sim('POST', '/_sim/act', { channel: channel.id, as: demoPeople[0]!.id, ...input })
  return (done.messageIds as string[])[0]!
}
const fault = (input: Record<string, unknown>) =>
  sim('POST', '/_sim/faults', { match: { path: '/v2/bot/message/*', method: 'GET' }, ...input })

async function put(source: Readable, declared: string | undefined): Promise<Seen> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of source) {
    hash.update(chunk as Buffer)
    bytes += (chunk as Buffer).length
  }
  return { bytes, hash: hash.digest('hex'), declared }
}

const quick: Limits = { maxBytes: 5 * MB, answerMs: 1_000, stallMs: 400, wallMs: 1_500 }
const deps = (more: Partial<ContentDeps<Seen>> = {}): ContentDeps<Seen> => ({
  data: simulator.url,
  channel: 'shop',
  tokens: createTokens({
    credentials: { lineChannelId: channel.id, secrets: [channel.secret], token: { kind: 'stateless' } },
    apiUrl: simulator.url,
    now: Date.now,
  }),
  agent,
  limits: quick,
  logger,
  metrics,
  put,
  patienceMs: 5_000,
  ...more,
})
const calls = async (path: string) =>
  ((await sim('GET', '/_sim/calls')).calls as { path: string; status: number }[]).filter((call) =>
    call.path.endsWith(path),
  )

test('a picture is stored as it was sent, and the call is logged with LINE’s id and without a token', async () => {
  const id = await act({ do: 'images' })
  const outcome = await fetchContent(deps(), id)
  expect(outcome).toMatchObject({ is: 'stored', stored: { declared: 'image/png' } })
  const sent = Buffer.from(await (await fetch(`${simulator.url}/_sim/content/${id}`)).arrayBuffer())
  expect(outcome).toMatchObject({
    stored: { bytes: sent.length, hash: createHash('sha256').update(sent).digest('hex') },
  })
  const line = JSON.parse(logged.at(-1)!)
  expect(line).toMatchObject({ channel: 'shop', endpoint: 'content', status: '200', request: expect.any(String) })
  expect(logged.join('')).not.toContain('Bearer')
})

test('a film that LINE makes ready is waited for and stored once, at its full length', async () => {
  const id = await act({ do: 'video', processingMs: 700 })
  const putting = vi.fn(put)
  const outcome = await fetchContent(deps({ put: putting }), id)
  expect(outcome).toMatchObject({ is: 'stored', stored: { declared: 'video/mp4' } })
  expect(outcome.is === 'stored' && outcome.stored.bytes).toBeGreaterThan(10_000)
  expect(putting).toHaveBeenCalledTimes(1)
  const asked = (await calls(`${id}/content`)).map(({ status }) => status)
  expect(asked.at(-1)).toBe(200)
  expect(asked.slice(0, -1).every((status) => status === 202)).toBe(true)
  expect(asked.length).toBeGreaterThan(1)
})

test('a voice is waited for too; one that is never ready is “processing” within our patience', async () => {
  expect(await fetchContent(deps(), await act({ do: 'voice', processingMs: 300 }))).toMatchObject({
    is: 'stored',
    stored: { declared: 'audio/x-m4a' },
  })
  await fault({ kind: 'stay_processing' })
  const started = performance.now()
  expect(await fetchContent(deps({ patienceMs: 1_500 }), await act({ do: 'voice' }))).toEqual({ is: 'processing' })
  expect(performance.now() - started).toBeLessThan(2_500)
})

test('a film that LINE cannot make ready has failed', async () => {
  await fault({ kind: 'transcode_failed' })
  expect(await fetchContent(deps(), await act({ do: 'video' }))).toEqual({
    is: 'failed',
    why: 'LINE could not make it ready',
  })
})

test('a picture that is not ready, of which LINE tells no state, is asked for again', async () => {
  await fault({ kind: 'stay_processing', count: 1, match: { path: '/v2/bot/message/*' } })
  expect(await fetchContent(deps(), await act({ do: 'images' }))).toMatchObject({ is: 'stored' })
})

test('the small picture of a film is had by itself', async () => {
  const id = await act({ do: 'video', processingMs: 0 })
  expect(await fetchContent(deps({ part: 'preview' }), id)).toMatchObject({
    is: 'stored',
    stored: { declared: 'image/png' },
  })
})

test('unsent is gone, unknown is missing, and a text has no content', async () => {
  const id = await act({ do: 'images' })
  await act({ do: 'unsend', messageId: id })
  expect(await fetchContent(deps(), id)).toEqual({ is: 'gone' })
  expect(await fetchContent(deps(), '1')).toEqual({ is: 'missing' })
  expect(await fetchContent(deps(), await act({ do: 'say', text: 'はい' }))).toEqual({ is: 'missing' })
  expect(await fetchContent(deps({ part: 'preview' }), await act({ do: 'voice' }))).toEqual({
    is: 'failed',
    why: 'HTTP 400',
  })
})

test.each(['../../profile/U1', '..', 'a/b', 'a?b', 'a#b', '', 'a b', '%2e%2e'])(
  'no id leads to another path: %j',
  async (id) => {
    const before = (await calls('')).length
    expect(await fetchContent(deps(), id)).toMatchObject({ is: 'failed' })
    expect(await calls('')).toHaveLength(before)
  },
)

test('a dead token is renewed once', async () => {
  const id = await act({ do: 'images' })
  await fault({ kind: 'status', status: 401, count: 1 })
  expect(await fetchContent(deps(), id)).toMatchObject({ is: 'stored' })
  await fault({ kind: 'status', status: 401 })
  expect(await fetchContent(deps(), id)).toEqual({ is: 'later', why: 'HTTP 401', bytes: 0 })
  expect((await calls(`${id}/content`)).map(({ status }) => status)).toEqual([401, 200, 401, 401])
})

test('without a token nothing is asked', async () => {
  const tokens = createTokens({
    credentials: { lineChannelId: channel.id, secrets: ['wrong'], token: { kind: 'stateless' } },
    apiUrl: simulator.url,
    now: Date.now,
  })
  expect(await fetchContent(deps({ tokens }), '1')).toEqual({ is: 'later', why: 'no token: HTTP 400', bytes: 0 })
})

test.each([429, 500, 503])('%i is worth asking again', async (status) => {
  await fault({ kind: 'status', status })
  expect(await fetchContent(deps(), await act({ do: 'images' }))).toEqual({
    is: 'later',
    why: `HTTP ${status}`,
    bytes: 0,
  })
})

test('silence, a drop and a closed port are worth asking again', async () => {
  const id = await act({ do: 'images' })
  await fault({ kind: 'hang', count: 1 })
  expect(await fetchContent(deps(), id)).toEqual({ is: 'later', why: 'no answer within 1000 ms', bytes: 0 })
  await fault({ kind: 'drop', count: 1 })
  expect(await fetchContent(deps(), id)).toMatchObject({ is: 'later', bytes: 0 })
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  expect(await fetchContent(deps({ data: `http://127.0.0.1:${port}` }), id)).toEqual({
    is: 'later',
    why: 'ECONNREFUSED',
    bytes: 0,
  })
})

test('a cut is worth asking again; how much had come is told', async () => {
  await fault({ kind: 'cut_at', bytes: 500 })
  expect(await fetchContent(deps(), await act({ do: 'images' }))).toMatchObject({ is: 'later', bytes: 500 })
})

test('a byte now and then is ended: by the wall clock where each comes in time, by the stall where one does not', async () => {
  const id = await act({ do: 'images' })
  await fault({ kind: 'slow_drip', delayMs: 100, count: 1 })
  const started = performance.now()
  expect(await fetchContent(deps(), id)).toMatchObject({ is: 'later', why: 'not done within 1500 ms' })
  expect(performance.now() - started).toBeLessThan(2_500)
  await fault({ kind: 'slow_drip', delayMs: 1_000, count: 1 })
  expect(await fetchContent(deps(), id)).toEqual({ is: 'later', why: 'no byte for 400 ms', bytes: 1 })
})

test('a store that is slow is no stall', async () => {
  const slowly = async (source: Readable, declared: string | undefined): Promise<Seen> => {
    let bytes = 0
    for await (const chunk of source) {
      await new Promise((resolve) => setTimeout(resolve, 25))
      bytes += (chunk as Buffer).length
    }
    return { bytes, hash: '', declared }
  }
  await fault({ kind: 'huge', bytes: 4 * MB })
  const limits = { ...quick, stallMs: 20, wallMs: 30_000 }
  expect(await fetchContent(deps({ put: slowly, limits }), await act({ do: 'images' }))).toMatchObject({
    is: 'stored',
    stored: { bytes: 4 * MB },
  })
})

test('too long is too long: said, unsaid, or without an end', async () => {
  const id = await act({ do: 'images' })
  for (const claims of [quick.maxBytes + 1, undefined]) {
    await fault({ kind: 'huge', count: 1, ...(claims === undefined ? {} : { claims }) })
    expect(await fetchContent(deps(), id)).toEqual({ is: 'too_large' })
  }
})

test('a length that lies brings no byte too many', async () => {
  await fault({ kind: 'huge', bytes: 20 * MB, claims: 2_000 })
  const outcome = await fetchContent(deps(), await act({ do: 'images' }))
  expect(outcome.is === 'stored' ? outcome.stored.bytes : 0).toBeLessThanOrEqual(2_000)
})

/** The most memory while so many MB pass. */
async function mostWith(id: string, megabytes: number): Promise<number> {
  const limits = { ...LIMITS, maxBytes: 200 * MB }
  let most = 0
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5)
  await fault({ kind: 'huge', bytes: megabytes * MB, count: 1 })
  const outcome = await fetchContent(deps({ limits }), id)
  clearInterval(watch)
  expect(outcome).toMatchObject({ is: 'stored', stored: { bytes: megabytes * MB } })
  return most
}

// Compared with a smaller one, since pieces that wait for the collector are up to 100 MB with either.
test('190 MB pass without being held', async () => {
  const id = await act({ do: 'images' })
  const [small, large] = [await mostWith(id, 60), await mostWith(id, 190)]
  console.log(`190 MB: ${((large - small) / MB).toFixed(1)} MB more at most than 60, the simulator's side included`)
  expect(large - small).toBeLessThan(65 * MB)
}, 60_000)

test('what it says it is goes along, and is for the store to believe or not', async () => {
  const id = await act({ do: 'images' })
  await fault({ kind: 'wrong_type', count: 1, contentType: 'text/html' })
  expect(await fetchContent(deps(), id)).toMatchObject({ is: 'stored', stored: { declared: 'text/html' } })
  await fault({ kind: 'wrong_type', count: 1 })
  expect(await fetchContent(deps(), id)).toMatchObject({ is: 'stored', stored: { declared: 'image/png' } })
})

test('the store’s own trouble is thrown, and so is the caller’s end', async () => {
  const id = await act({ do: 'images' })
  const full = () => Promise.reject(new Error('ENOSPC'))
  await expect(fetchContent(deps({ put: full }), id)).rejects.toThrow('ENOSPC')
  await fault({ kind: 'slow_drip', delayMs: 50 })
  await expect(fetchContent(deps(), id, AbortSignal.timeout(200))).rejects.toThrow('timeout')
  await sim('DELETE', '/_sim/faults')
  await fault({ kind: 'stay_processing' })
  await expect(fetchContent(deps(), id, AbortSignal.timeout(200))).rejects.toThrow('timeout')
  await expect(fetchContent(deps(), id, AbortSignal.abort(new Error('stopping')))).rejects.toThrow('stopping')
})

/** A server that says just these bytes to each call, then closes. */
async function raw(answer: (path: string) => Buffer | string): Promise<{ url: string; stop(): Promise<unknown> }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', (request) => socket.end(answer(String(request).split(' ')[1]!)))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, stop: () => new Promise((resolve) => server.close(resolve)) }
}

test.each([
  ['a redirect', 'HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n', 'HTTP 302'],
  ['an empty 200', 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n', 'an answer without a byte'],
  [
    'an empty 200 in pieces',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    'an answer without a byte',
  ],
  ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 9\r\n\r\nabc', 'LENGTH_MISMATCH'],
  [
    'a length and pieces',
    'HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
    'LENGTH_MISMATCH',
  ],
  ['pieces without an end', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n', ''],
  ['less than its length', 'HTTP/1.1 200 OK\r\ncontent-length: 30\r\n\r\nabc', ''],
  ['no HTTP', 'SSH-2.0-OpenSSH\r\n', 'HTTPParserError'],
  ['nothing', '', ''],
])('%s is followed nowhere and stored nowhere', async (_what, bytes, why) => {
  const server = await raw(() => bytes)
  const outcome = await fetchContent(deps({ data: server.url }), '1')
  expect(outcome).toMatchObject({ is: 'later', why: expect.stringContaining(why) })
  await server.stop()
})

test('what comes packed, unasked, is not unpacked: a small answer cannot become a large one', async () => {
  const bomb = gzipSync(Buffer.alloc(20 * MB))
  const head = `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`
  const server = await raw(() => Buffer.concat([Buffer.from(head), bomb]))
  const putting = vi.fn(put)
  expect(await fetchContent(deps({ data: server.url, put: putting }), '1')).toEqual({
    is: 'later',
    why: 'encoded as gzip, unasked',
    bytes: 0,
  })
  expect(putting).not.toHaveBeenCalled()
  await server.stop()
})

test.each(['[]', 'null', '{"status":"odd"}', 'not json', '{"status":', `{"pad":"${'x'.repeat(50_000)}"}`])(
  'whatever is said of the transcoding, it is never taken for an end: %s',
  async (body) => {
    const server = await raw((path) =>
      path.endsWith('/transcoding')
        ? `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`
        : 'HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n',
    )
    const outcome = await fetchContent(deps({ data: server.url, patienceMs: 100 }), '1')
    expect(outcome).toEqual({ is: 'processing' })
    await server.stop()
  },
)

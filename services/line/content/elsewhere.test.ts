import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { makeCertificate } from './certificate.fixture.ts'
import { fetchElsewhere, type Address, type ElsewhereDeps } from './elsewhere.ts'
import type { Limits } from './limits.ts'
import { isPublicAddress } from './publicAddress.ts'

const NAMES = ['pictures.example', 'other.example', 'moved.example']
const { key, cert } = makeCertificate(NAMES)
const HERE: Address[] = [{ address: '127.0.0.1', family: 4 }]

let port: number
let seen: IncomingMessage[]
let answer: (request: IncomingMessage, response: ServerResponse) => void
const server = createServer({ key, cert }, (request, response) => {
  seen.push(request)
  answer(request, response)
})
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
afterEach(() => void (seen = []))
seen = []

async function put(source: Readable, declared: string | undefined) {
  let bytes = 0
  for await (const chunk of source) bytes += (chunk as Buffer).length
  return { bytes, declared }
}
const limits: Limits = { maxBytes: 100_000, answerMs: 1_000, stallMs: 300, wallMs: 1_500 }
type Deps = ElsewhereDeps<{ bytes: number; declared: string | undefined }>
/** The world's names lead here, and this machine counts as public: all other rules stand. */
const deps = (more: Partial<Deps> = {}): Deps => ({
  put,
  limits,
  lookup: async () => HERE,
  isAllowed: (address) => address === '127.0.0.1' || isPublicAddress(address),
  tls: { ca: cert },
  ...more,
})
const at = (path = '/a.png', name = 'pictures.example') => `https://${name}:${port}${path}`
const picture = (_request: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.alloc(5_000))
const redirect = (location: string) => (_request: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(302, { location }).end()

test('a picture is fetched over TLS under its name, and nothing of ours goes along', async () => {
  answer = picture
  expect(await fetchElsewhere(deps(), `${at('/a.png?x=1')}#f`)).toEqual({
    is: 'stored',
    stored: { bytes: 5_000, declared: 'image/png' },
  })
  expect(seen).toHaveLength(1)
  expect(seen[0]!.url).toBe('/a.png?x=1')
  expect(seen[0]!.headers).toEqual({
    host: `pictures.example:${port}`,
    connection: 'keep-alive',
    'user-agent': 'Madoguchi',
    'accept-encoding': 'identity',
  })
})

test.each([
  'http://pictures.example/a.png',
  'file:///etc/passwd',
  'ftp://pictures.example/a',
  'data:image/png;base64,AAAA',
  'javascript:alert(1)',
  '//pictures.example/a',
  'not an address',
  '',
  'https://me:secret@pictures.example/a.png',
  `https://pictures.example/${'a'.repeat(2_000)}`,
])('no address of ours to fetch: %s', async (url) => {
  expect(await fetchElsewhere(deps(), url)).toMatchObject({ is: 'failed' })
})

test.each([
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f.0.0.1/',
  'https://0177.0.0.1/',
  'https://10.0.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[fd00:ec2::254]/',
])('an address within is refused in any writing, and nobody is asked: %s', async (url) => {
  answer = picture
  const outcome = await fetchElsewhere(
    { ...deps(), isAllowed: isPublicAddress },
    url.replace(/\/(?=$|latest)/, `:${port}/`),
  )
  expect(outcome).toEqual({ is: 'failed', why: 'not a public address' })
  expect(seen).toEqual([])
})

test.each([
  ['10.0.0.1', 4],
  ['::1', 6],
  ['fd12::1', 6],
  ['::ffff:10.0.0.1', 6],
  ['100.64.1.1', 4],
])('a name that leads within is refused, also where it has a public address too: %s', async (address, family) => {
  answer = picture
  for (const addresses of [[{ address, family }], [...HERE, { address, family }]])
    expect(await fetchElsewhere(deps({ lookup: async () => addresses }), at())).toEqual({
      is: 'failed',
      why: 'not a public address',
    })
  expect(seen).toEqual([])
})

test('the real resolver finds that localhost is within', async () => {
  const { lookup: _fake, isAllowed: _all, ...real } = deps()
  expect(await fetchElsewhere(real, `https://localhost:${port}/`)).toEqual({
    is: 'failed',
    why: 'not a public address',
  })
})

test('a name that means something else at the second look is connected to as it was checked', async () => {
  answer = picture
  let asked = 0
  const lookup = async (): Promise<Address[]> => (asked++ === 0 ? HERE : [{ address: '10.0.0.1', family: 4 }])
  expect(await fetchElsewhere(deps({ lookup }), at())).toMatchObject({ is: 'stored' })
  expect(asked).toBe(1)
  expect(seen[0]!.socket.localAddress).toBe('127.0.0.1')
  expect(await fetchElsewhere(deps({ lookup }), at())).toEqual({ is: 'failed', why: 'not a public address' })
})

test('a redirect is followed to where it may lead', async () => {
  answer = (request, response) =>
    request.url === '/a.png' ? redirect(at('/b.png', 'moved.example'))(request, response) : picture(request, response)
  expect(await fetchElsewhere(deps(), at())).toMatchObject({ is: 'stored' })
  expect(seen.map(({ url, headers }) => [headers.host, url])).toEqual([
    [`pictures.example:${port}`, '/a.png'],
    [`moved.example:${port}`, '/b.png'],
  ])
  answer = (request, response) =>
    request.url === '/a.png' ? redirect('c.png')(request, response) : picture(request, response)
  expect(await fetchElsewhere(deps(), at())).toMatchObject({ is: 'stored' })
})

test.each([
  'http://other.example/',
  'https://10.0.0.1/',
  'https://[::1]/',
  'file:///etc/passwd',
  'https://%/',
  'https://within.example/',
])('a redirect is checked like the first address: %s', async (location) => {
  answer = redirect(location)
  const lookup = async (name: string) => (name === 'within.example' ? [{ address: '192.168.0.1', family: 4 }] : HERE)
  expect(await fetchElsewhere(deps({ lookup }), at())).toMatchObject({ is: 'failed' })
  expect(seen).toHaveLength(1)
})

test('three redirects are followed, a fourth is not, and a circle ends', async () => {
  answer = (request, response) => {
    const hop = Number(request.url!.slice(1))
    return hop === 3 ? picture(request, response) : redirect(`/${hop + 1}`)(request, response)
  }
  expect(await fetchElsewhere(deps(), at('/0'))).toMatchObject({ is: 'stored' })
  seen = []
  answer = redirect(at())
  expect(await fetchElsewhere(deps(), at())).toEqual({ is: 'failed', why: 'more than 3 redirects' })
  expect(seen).toHaveLength(4)
})

test.each([
  [404, { is: 'missing' }],
  [410, { is: 'gone' }],
  [403, { is: 'failed', why: 'HTTP 403' }],
  [304, { is: 'failed', why: 'HTTP 304' }],
  [429, { is: 'later', why: 'HTTP 429', bytes: 0 }],
  [503, { is: 'later', why: 'HTTP 503', bytes: 0 }],
])('%i', async (status, outcome) => {
  answer = (_request, response) => void response.writeHead(status).end()
  expect(await fetchElsewhere(deps(), at())).toEqual(outcome)
})

test('too long is too long, whether it says so or not; what drips, stalls or hangs is ended', async () => {
  answer = (_request, response) => void response.writeHead(200, { 'content-length': 100_001 }).write('x')
  expect(await fetchElsewhere(deps(), at())).toEqual({ is: 'too_large' })
  answer = (_request, response) => void response.end(Buffer.alloc(100_001))
  expect(await fetchElsewhere(deps(), at())).toEqual({ is: 'too_large' })
  answer = (_request, response) => void response.write('x')
  expect(await fetchElsewhere(deps(), at())).toEqual({ is: 'later', why: 'no byte for 300 ms', bytes: 1 })
  answer = () => undefined
  expect(await fetchElsewhere(deps(), at())).toMatchObject({ is: 'later', why: 'no answer within 1000 ms' })
  answer = (_request, response) => {
    const timer = setInterval(() => response.write('x'), 50)
    response.on('close', () => clearInterval(timer))
  }
  const started = performance.now()
  expect(await fetchElsewhere(deps(), at())).toMatchObject({ is: 'later', why: /^not done within/ })
  expect(performance.now() - started).toBeLessThan(2_500)
})

test('redirects share one time, and a name that is not resolved is no reason to wait for ever', async () => {
  answer = (request, response) => void setTimeout(() => redirect(at())(request, response), 600)
  const started = performance.now()
  expect(await fetchElsewhere(deps(), at())).toMatchObject({ is: 'later' })
  expect(performance.now() - started).toBeLessThan(2_500)
  const lookup = () => new Promise<Address[]>(() => undefined)
  expect(await fetchElsewhere(deps({ lookup }), at())).toMatchObject({ is: 'later', why: /not resolved within/ })
  expect(await fetchElsewhere(deps({ lookup: async () => [] }), at())).toMatchObject({ is: 'later' })
  const unknown = () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }))
  expect(await fetchElsewhere(deps({ lookup: unknown }), at())).toEqual({ is: 'later', why: 'ENOTFOUND', bytes: 0 })
})

test('a certificate of another name is no connection', async () => {
  answer = picture
  expect(await fetchElsewhere(deps(), at('/', 'stranger.example'))).toEqual({
    is: 'later',
    why: 'ERR_TLS_CERT_ALTNAME_INVALID',
    bytes: 0,
  })
  expect(seen).toEqual([])
})

test('the store’s own trouble is thrown, and so is the caller’s end', async () => {
  answer = picture
  const full = () => Promise.reject(new Error('ENOSPC'))
  await expect(fetchElsewhere(deps({ put: full }), at())).rejects.toThrow('ENOSPC')
  answer = () => undefined
  await expect(fetchElsewhere(deps(), at(), AbortSignal.timeout(100))).rejects.toThrow('timeout')
})

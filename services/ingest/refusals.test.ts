import { existsSync, readFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import { ErrorBody } from '@madoguchi/contracts/http/error'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { BODY_MAX } from './body.ts'
import { BOT, channelWith, openDesk, said, sign, type Desk } from './desk.fixture.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.stop())
beforeEach(() => {
  desk.log.appended.length = 0
  desk.channels.set('shop', channelWith())
})

const good = () => JSON.stringify({ destination: BOT, events: [said('U1', 'こんにちは 😄')] })

async function expectRefusal(answer: Response, status: number, code: string) {
  const body: unknown = await answer.json()
  expect([answer.status, body]).toEqual([status, expect.objectContaining({ code })])
  expect(Value.Check(ErrorBody, body)).toBe(true)
  expect(desk.log.appended).toEqual([])
}

test('a signed body of this bot is kept and answered 200', async () => {
  expect((await desk.post(good())).status).toBe(200)
  expect(desk.log.appended).toHaveLength(1)
})

test('an unknown or archived channel is 404', async () => {
  const body = good()
  const elsewhere = desk.url.replace('shop', 'nobody')
  const headers = { 'x-line-signature': sign(body) }
  await expectRefusal(await fetch(elsewhere, { method: 'POST', body, headers }), 404, 'not_found')
  desk.channels.set('shop', channelWith({ state: 'archived' }))
  await expectRefusal(await desk.post(body), 404, 'not_found')
})

describe('401 and nothing stored, counted', () => {
  const wrong: Record<string, (body: string) => [string, Record<string, string>]> = {
    'without a signature': (body) => [body, {}],
    'with an empty signature': (body) => [body, { 'x-line-signature': '' }],
    'with a signature that is no base64': (body) => [body, { 'x-line-signature': 'ünicode?'.replace('ü', 'u') }],
    'with another secret’s signature': (body) => [body, { 'x-line-signature': sign(body, 'other') }],
    'with one byte changed': (body) => [body.replace('U1', 'U2'), { 'x-line-signature': sign(body) }],
    'serialised again': (body) => [JSON.stringify(JSON.parse(body), null, 1), { 'x-line-signature': sign(body) }],
    'with an empty body': () => ['', { 'x-line-signature': sign('') }],
    'as a form': (body) => [body, { 'content-type': 'application/x-www-form-urlencoded' }],
  }
  test.for(Object.entries(wrong))('%s', async ([, make]) => {
    const before = await desk.refused('signature')
    const [body, headers] = make(good())
    await expectRefusal(await desk.post(body, headers), 401, 'signature')
    expect(await desk.refused('signature')).toBe(before + 1)
  })

  test('with the header twice, even if both are right', async () => {
    const body = good()
    const { status, text } = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const headers = { 'x-line-signature': [sign(body), sign(body)] }
      const sent = httpRequest(desk.url, { method: 'POST', headers }, (answer) => {
        let text = ''
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
        answer.on('end', () => resolve({ status: answer.statusCode, text }))
      })
      sent.on('error', reject).end(body)
    })
    expect([status, (JSON.parse(text) as { code: string }).code]).toEqual([401, 'signature'])
    expect(desk.log.appended).toEqual([])
  })
})

test('both secrets verify while they are changed; the old one no more once it is dropped', async () => {
  desk.channels.set('shop', channelWith({ secrets: ['new', 'old'] }))
  const body = good()
  expect((await desk.post(body, { 'x-line-signature': sign(body, 'old') })).status).toBe(200)
  expect((await desk.post(body, { 'x-line-signature': sign(body, 'new') })).status).toBe(200)
  const used = (await desk.metrics.webhookSecret.get()).values.map(({ labels, value }) => [labels.secret, value])
  expect(used).toContainEqual(['1', 1])
  desk.channels.set('shop', channelWith({ secrets: ['new'] }))
  expect((await desk.post(body, { 'x-line-signature': sign(body, 'old') })).status).toBe(401)
})

test.for([
  ['{"destination":', 'bad_json'],
  ['i am not json', 'bad_json'],
  ['[]', 'bad_body'],
  ['null', 'bad_body'],
  ['"text"', 'bad_body'],
  [JSON.stringify({ destination: BOT }), 'bad_body'],
  [JSON.stringify({ destination: BOT, events: {} }), 'bad_body'],
] as const)('%s under a good signature is 400 and counted', async ([body, code]) => {
  const before = await desk.refused(code)
  await expectRefusal(await desk.post(body), 400, code)
  expect(await desk.refused(code)).toBe(before + 1)
})

test.for([
  { destination: 'Uother', events: [said('U1', 'x')] },
  { events: [said('U1', 'x')] },
  { destination: null, events: [] },
])('a body for another bot is 403: %o', async (body) => {
  await expectRefusal(await desk.post(JSON.stringify(body)), 403, 'destination')
})

test('an empty list of events is LINE’s check call: 200 and no record', async () => {
  expect((await desk.postEvents([])).status).toBe(200)
  expect(desk.log.appended).toEqual([])
})

test('1 MiB is taken; a byte more is 413, also without a length, and the answer arrives', async () => {
  const padded = (size: number) => {
    const body = { destination: BOT, events: [], pad: '' }
    return JSON.stringify({ ...body, pad: 'x'.repeat(size - JSON.stringify(body).length) })
  }
  expect((await desk.post(padded(BODY_MAX))).status).toBe(200)
  await expectRefusal(await desk.post(padded(BODY_MAX + 1)), 413, 'too_large')
  const stream = new Blob([padded(8 * BODY_MAX)]).stream()
  await expectRefusal(await fetch(desk.url, { method: 'POST', body: stream, duplex: 'half' }), 413, 'too_large')
})

test(
  'a body that takes longer than 5 s is 408, answered before the connection closes',
  { timeout: 15_000 },
  async () => {
    const { heard, ms } = await drip(200)
    expect(heard).toMatch(/^HTTP\/1.1 408 /)
    expect(heard).toContain('"code":"too_slow"')
    expect(ms).toBeGreaterThanOrEqual(4_900)
    expect(ms).toBeLessThan(7_000)
    expect(desk.log.appended).toEqual([])
  },
)

test('a sender that goes away in the middle leaves nothing behind', async () => {
  const before = await desk.refused('gone')
  const socket = connect(desk.port, '127.0.0.1')
  socket.write('POST /webhook/shop HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"dest')
  await new Promise((resolve) => setTimeout(resolve, 50))
  socket.destroy()
  await expect.poll(() => desk.refused('gone')).toBe(before + 1)
  expect((await desk.post(good())).status).toBe(200)
})

/** A byte now and then: what the server says, and how long it took to say it. */
function drip(everyMs: number): Promise<{ heard: string; ms: number }> {
  return new Promise((resolve, reject) => {
    const started = Date.now()
    const socket = connect(desk.port, '127.0.0.1')
    socket.write('POST /webhook/shop HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n')
    const timer = setInterval(() => socket.write('x'), everyMs)
    socket.on('error', reject)
    socket.on('data', (chunk: Buffer) => {
      clearInterval(timer)
      socket.destroy()
      resolve({ heard: chunk.toString(), ms: Date.now() - started })
    })
  })
}

type Vector = { name: string; channelSecret: string; rawBodyBase64: string; xLineSignature: string; valid: boolean }
const VECTORS = join(import.meta.dirname, '../../../shared/fixtures/signature-vectors.json')
const vectors = existsSync(VECTORS) ? (JSON.parse(readFileSync(VECTORS, 'utf8')) as Vector[]) : []
if (vectors.length === 0) console.log('signature vectors not run: ../shared/fixtures is not there')

describe.skipIf(vectors.length === 0)('LINE’s published signatures, over the wire', () => {
  test.for(vectors)('$name', async ({ channelSecret, rawBodyBase64, xLineSignature, valid }) => {
    const body = Buffer.from(rawBodyBase64, 'base64')
    desk.channels.set('shop', channelWith({ secrets: [channelSecret], botUserId: destinationOf(body) }))
    const answer = await desk.post(body, { 'x-line-signature': xLineSignature })
    // A right signature is seen by what is judged after it: the body.
    const whenSigned = destinationOf(body) === '?' ? [400, 403] : [200]
    expect(valid ? whenSigned : [401]).toContain(answer.status)
  })
})

function destinationOf(body: Buffer): string {
  try {
    return (JSON.parse(body.toString()) as { destination?: string }).destination ?? '?'
  } catch {
    return '?'
  }
}

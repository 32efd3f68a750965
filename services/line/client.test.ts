import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Channel } from '../directory/channel.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { createLineClients, type LineClients } from './client.ts'
import {
  acceptThen,
  drip,
  drop,
  halfBody,
  hang,
  json,
  openScript,
  PUSH,
  REPLY,
  TOKEN,
  type Script,
} from './script.fixture.ts'
import { push, reply } from './send.ts'
import { DESK_RULES } from '@madoguchi/contracts/row/deskRules'

const channel: Channel = {
  id: 'shop',
  name: 'Shop',
  lineChannelId: '2000000101',
  botUserId: 'Ubot',
  secrets: ['the-secret'],
  token: { kind: 'stateless' },
  replyWindow: 30,
  state: 'active',
  quotaEndedAt: null,
  desk: DESK_RULES,
}
const saying = { to: 'Uaoi', messages: [{ type: 'text' as const, text: 'こんにちは' }], notificationDisabled: false }
const key = '019ab000-0000-7000-8000-000000000001'

let script: Script
let clients: LineClients
let time: number
const metrics = createMetrics()
const open = (apiUrl: string) =>
  createLineClients({ apiUrl, logger: silentLogger(), metrics, now: () => time, callMs: 400 })

beforeEach(async () => {
  time = Date.now()
  script = await openScript()
  clients = open(script.url)
})
afterEach(async () => {
  await script.stop()
  await clients.stop()
})
const pushed = (retryKey = key, given = channel) => push(clients.for(given), { ...saying, retryKey })

test('a push carries its key and body, and tells LINE’s ids', async () => {
  const outcome = await pushed()
  expect(outcome).toMatchObject({ is: 'accepted', sentMessages: [{ id: script.accepted.get(key)!.id }] })
  const [call] = script.of(PUSH)
  expect(call).toMatchObject({ method: 'POST', retryKey: key, token: 'token-1' })
  expect(call!.body).toEqual(saying)
})

test('a repeat under the same key is a 409 with the ids of the first acceptance', async () => {
  const first = await pushed()
  expect(await pushed()).toEqual(first)
  expect(script.of(PUSH)).toHaveLength(2)
})

test('a reply never carries a key', async () => {
  expect(
    await reply(clients.for(channel), { replyToken: 'r', messages: saying.messages, notificationDisabled: true }),
  ).toMatchObject({ is: 'accepted' })
  const [call] = script.of(REPLY)
  expect(call!.retryKey).toBeUndefined()
  expect(call!.body).toEqual({ replyToken: 'r', messages: saying.messages, notificationDisabled: true })
  expect(
    await reply(clients.for(channel), { replyToken: 'r', messages: saying.messages, notificationDisabled: true }),
  ).toMatchObject({ is: 'badReplyToken' })
})

test.each([
  ['dropped', drop],
  ['a 500', json(500, {})],
  ['silent', hang],
  ['dripping without end', drip],
  ['cut in its middle', halfBody],
  ['no JSON', (_seen: unknown, response: { end(text: string): void }) => response.end('{"sentMessages":[')] as never,
])(
  'an accepted push whose answer is %s leaves doubt within its time, and its repeat tells the ids',
  async (_name, fate) => {
    script.next(PUSH, acceptThen(fate))
    const started = Date.now()
    expect(await pushed()).toMatchObject({ is: 'doubt' })
    expect(Date.now() - started).toBeLessThan(3_000)
    expect(await pushed()).toMatchObject({ is: 'accepted', sentMessages: [{ id: script.accepted.get(key)!.id }] })
  },
)

test('a port that nobody listens on is no doubt', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  const away = open(`http://127.0.0.1:${port}`)
  const longLived = { ...channel, token: { kind: 'longLived' as const, value: 'pasted' } }
  try {
    expect(await push(away.for(longLived), { ...saying, retryKey: key })).toEqual({
      is: 'notSent',
      why: 'ECONNREFUSED',
    })
    expect(await push(away.for(channel), { ...saying, retryKey: key })).toMatchObject({ is: 'notSent' })
  } finally {
    await away.stop()
  }
})

test('the deadline is for LINE alone: another server may take its time', async () => {
  const other = await openScript()
  other.always('/slow', (_seen, response) => void setTimeout(() => response.end('late'), 800))
  expect(await (await fetch(`${other.url}/slow`)).text()).toBe('late')
  await other.stop()
})

test('tokens are issued once, kept for 12 minutes, and then renewed', async () => {
  await Promise.all([pushed('a'), pushed('b'), pushed('c')])
  expect(script.of(TOKEN)).toHaveLength(1)
  expect(script.of(TOKEN)[0]!.body).toMatchObject({ client_id: '2000000101', client_secret: 'the-secret' })
  time += 11 * 60_000
  await pushed('d')
  expect(script.of(TOKEN)).toHaveLength(1)
  time += 2 * 60_000
  await pushed('e')
  expect(script.of(TOKEN)).toHaveLength(2)
  const [first, last] = [script.of(PUSH)[0]!.token, script.of(PUSH).at(-1)!.token]
  expect(last).toMatch(/^token-/)
  expect(last).not.toBe(first)
})

test('a token that cannot be renewed just now serves as long as it lives', async () => {
  await pushed('a')
  time += 13 * 60_000
  script.always(TOKEN, json(500, {}))
  expect(await pushed('b')).toMatchObject({ is: 'accepted' })
  time += 3 * 60_000
  expect(await pushed('c')).toMatchObject({ is: 'notSent' })
})

test('a revoked token is renewed once for all who were refused, and each message goes out once', async () => {
  await pushed('first')
  const revoked = json(401, { message: 'Authentication failed due to the following reason: invalid token.' })
  script.next(PUSH, revoked, revoked, revoked)
  const outcomes = await Promise.all([pushed('a'), pushed('b'), pushed('c')])
  expect(outcomes.map(({ is }) => is)).toEqual(['accepted', 'accepted', 'accepted'])
  expect(script.of(TOKEN)).toHaveLength(2)
  expect(script.accepted.size).toBe(4)
})

test('credentials LINE refuses are said so, and nothing is asked twice', async () => {
  script.always(TOKEN, json(400, { error: 'invalid_request', error_description: "Invalid 'client_credentials'." }))
  expect(await pushed()).toEqual({ is: 'token' })
  script.always(PUSH, json(401, {}))
  const longLived = { ...channel, token: { kind: 'longLived' as const, value: 'pasted' } }
  expect(await pushed(key, longLived)).toEqual({ is: 'token' })
  expect(script.of(PUSH).map((call) => call.token)).toEqual(['pasted'])
})

test('changed credentials take effect at the next call', async () => {
  await pushed('a')
  await pushed('b', { ...channel, secrets: ['another-secret'] })
  expect(script.of(TOKEN).map((call) => call.body.client_secret)).toEqual(['the-secret', 'another-secret'])
})

test('while secrets are rotated the one LINE takes is found', async () => {
  script.next(TOKEN, json(400, { error: 'invalid_request' }))
  expect(await pushed('a', { ...channel, secrets: ['next-secret', 'the-secret'] })).toMatchObject({ is: 'accepted' })
  expect(script.of(TOKEN).map((call) => call.body.client_secret)).toEqual(['next-secret', 'the-secret'])
})

test('calls are counted by endpoint and status', async () => {
  await pushed('counted')
  expect(await metrics.registry.metrics()).toMatch(/line_http_total\{endpoint="push",status="200"\} [1-9]/)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Channel } from '../directory/channel.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { startSimulator, type Simulator } from '../simulator/start.ts'
import { demoChannels, demoGroups, demoPeople } from '../simulator/world/demo.ts'
import { checkCredentials } from './check.ts'
import { createLineClients, type LineClient, type LineClients } from './client.ts'
import { readGroup, readMember, readMemberCount, readProfile } from './people.ts'
import { openScript } from './script.fixture.ts'
import { webhookOf } from './webhook.ts'
import { DESK_RULES } from '@madoguchi/contracts/row/deskRules'

const shop = demoChannels[0]!
const cafe = demoChannels[1]!
let simulator: Simulator
let clients: LineClients
let client: LineClient
let longLived: string

const sim = async (method: string, path: string, body: unknown) =>
  (await (await fetch(simulator.url + path, { method, body: JSON.stringify(body) })).json()) as Record<string, unknown>
const check = (more: { secret?: string; lineChannelId?: string; accessToken?: string } = {}) =>
  checkCredentials({ apiUrl: simulator.url, lineChannelId: shop.id, secret: shop.secret, ...more })

beforeAll(async () => {
  simulator = await startSimulator({ port: 0 })
  clients = createLineClients({ apiUrl: simulator.url, logger: silentLogger(), metrics: createMetrics() })
  const channel: Channel = {
    id: 'shop',
    name: shop.name,
    lineChannelId: shop.id,
    botUserId: shop.botUserId,
    secrets: [shop.secret],
    token: { kind: 'stateless' },
    replyWindow: 30,
    state: 'active',
    quotaEndedAt: null,
    desk: DESK_RULES,
  }
  client = clients.for(channel)
  longLived = String((await sim('PATCH', `/_sim/channels/${shop.id}`, { reissueToken: true })).longLivedToken)
})
afterAll(async () => {
  await simulator.stop()
  await clients.stop()
})

test('good credentials tell whose they are', async () => {
  const bot = { userId: shop.botUserId, name: shop.name }
  expect(await check()).toMatchObject({ ok: true, bot })
  expect(await check({ accessToken: longLived })).toMatchObject({ ok: true, bot })
})

test('a refusal names the field that LINE does not take', async () => {
  expect(await check({ secret: 'not-the-secret' })).toMatchObject({ ok: false, field: 'secret' })
  expect(await check({ accessToken: 'not-a-token-of-any-channel' })).toMatchObject({ ok: false, field: 'accessToken' })
  expect(await check({ lineChannelId: '1234567890', accessToken: longLived })).toMatchObject({
    ok: false,
    field: 'lineChannelId',
  })
  expect(await check({ lineChannelId: cafe.id, secret: cafe.secret, accessToken: longLived })).toMatchObject({
    ok: false,
    field: 'accessToken',
  })
})

test('a LINE that cannot be asked refuses nothing', async () => {
  const script = await openScript()
  const apiUrl = script.url
  script.always('/oauth2/v3/token', (_seen, response) => void response.writeHead(503).end())
  const given = { apiUrl, lineChannelId: shop.id, secret: shop.secret }
  expect(await checkCredentials(given)).toMatchObject({ ok: false, field: null })
  await script.stop()
  expect(await checkCredentials(given)).toMatchObject({ ok: false, field: null })
  expect(await checkCredentials({ ...given, accessToken: longLived })).toMatchObject({ ok: false, field: null })
})

test('the webhook’s address is set, read back and tested in LINE’s words', async () => {
  const webhook = webhookOf(client)
  expect(await webhook.get()).toMatchObject({ ok: false, statusCode: 404 })
  const endpoint = 'http://127.0.0.1:9/webhook/shop'
  expect(await webhook.set(endpoint)).toMatchObject({ ok: true, endpoint })
  expect(await webhook.get()).toMatchObject({ endpoint })
  expect(await webhook.test(endpoint)).toMatchObject({ ok: false, reason: 'COULD_NOT_CONNECT' })
  expect(await webhook.set('nothing')).toMatchObject({ ok: false, detail: 'Invalid webhook endpoint URL' })
})

test('persons, groups and members have names; who is not there is not found', async () => {
  const group = { kind: 'group' as const, id: demoGroups[0]!.id }
  const person = demoPeople[0]!
  expect(await readProfile(client, person.id)).toMatchObject({
    is: 'found',
    value: { name: person.name, language: 'ja' },
  })
  expect(await readProfile(client, `U${'f'.repeat(32)}`)).toEqual({ is: 'notFound', status: 404 })
  expect(await readGroup(client, group.id)).toMatchObject({ is: 'found', value: { name: '新居プロジェクト' } })
  expect(await readMemberCount(client, group)).toEqual({ is: 'found', value: 3 })
  expect(await readMember(client, group, person.id)).toMatchObject({ is: 'found', value: { name: person.name } })
  expect(await readMember(client, group, demoPeople[6]!.id)).toMatchObject({ is: 'notFound' })
})

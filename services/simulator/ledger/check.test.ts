import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStage } from '../test/stage.fixture.ts'
import type { Stage } from '../test/stage.fixture.ts'
import type { Check, Claims } from './check.ts'
import { bodyHash } from './hash.ts'

// The judge is judged: each planted fault of a product must give its violation, and a faultless product none.
let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.stop())

const check = (claims: Partial<Claims>): Promise<Check> => stage.sim('POST', '/_sim/ledger/check', claims)
const rules = ({ violations }: Check) => [...new Set(violations.map((one) => one.rule))].toSorted()
const drain = () => stage.sim('POST', '/_sim/drain', {})
const inboundOf = (ids: string[]) => ids.map((webhookEventId) => ({ channel: stage.channel.id, webhookEventId }))

const to = () => stage.people[0]!.id
const messagesOf = (marker: string) => [{ type: 'text', text: marker }]
const push = (marker: string, key: string | null) =>
  stage.api(
    'POST',
    '/v2/bot/message/push',
    { to: to(), messages: messagesOf(marker) },
    key === null ? {} : { 'x-line-retry-key': key },
  )
const claim = (id: string, marker: string, state: string, lineIds: string[], seq = 1) => ({
  id,
  conversation: `${stage.channel.id}:${to()}`,
  seq,
  state,
  lineIds,
  bodyHash: bodyHash(messagesOf(marker)),
})
const idsOf = (answer: { body: { sentMessages: { id: string }[] } }) => answer.body.sentMessages.map((one) => one.id)
const newKey = () => crypto.randomUUID()

test('a faultless product, under duplicates, redelivery and withheld answers, is found faultless', async () => {
  await stage.sim('PATCH', `/_sim/channels/${stage.channel.id}`, {
    settings: { timing: { duplicate: 1, duplicateAtOnce: 1, holdMs: [0, 10] } },
    webhook: { redelivery: true },
  })
  const seen = new Set<string>()
  for (let i = 0; i < 5; i++)
    for (const id of (await stage.act({ do: 'say', text: `m${i}` })).webhookEventIds) seen.add(id)
  await drain()
  await stage.sim('POST', '/_sim/faults', { kind: 'accept_then_500', count: 1 })
  const key = newKey()
  expect((await push('once', key)).status).toBe(500)
  const again = await push('once', key)
  expect(again.status).toBe(409)
  const verdict = await check({ inbound: inboundOf([...seen]), outbound: [claim(key, 'once', 'sent', idsOf(again))] })
  expect(verdict).toMatchObject({
    ok: true,
    violations: [],
    counts: { inbound: 5, outbound: 1, messages: 1, platform_loss: 0 },
  })
})

test('planted: 200 before durability. An acknowledged event that is not there is lost', async () => {
  const { webhookEventIds } = await stage.act({ do: 'say', text: 'gone' })
  await drain()
  expect(rules(await check({ inbound: [] }))).toEqual(['inbound_lost'])
  expect(rules(await check({ inbound: inboundOf(webhookEventIds) }))).toEqual([])
})

test('planted: no deduplication. An event kept twice is doubled', async () => {
  const { webhookEventIds } = await stage.act({ do: 'say', text: 'twice' })
  await drain()
  expect(rules(await check({ inbound: inboundOf([...webhookEventIds, ...webhookEventIds]) }))).toEqual([
    'inbound_doubled',
  ])
})

test('planted: no signature check. An event that came under a wrong signature only, or never, is a phantom', async () => {
  await stage.sim('PATCH', `/_sim/channels/${stage.channel.id}`, { settings: { body: { wrongSignature: 1 } } })
  const { webhookEventIds } = await stage.act({ do: 'say', text: 'forged' })
  await drain()
  expect(rules(await check({ inbound: inboundOf(webhookEventIds) }))).toEqual(['inbound_phantom'])
  expect((await check({ inbound: [] })).counts.platform_loss).toBe(1)
  expect(rules(await check({ inbound: inboundOf(['01NEVER']) }))).toEqual(['inbound_phantom'])
})

test('an event nobody acknowledged and nobody redelivers is the platform’s loss, no violation', async () => {
  stage.receiver.answerWith(() => ({ status: 503 }))
  await stage.act({ do: 'say', text: 'refused' })
  await drain()
  expect(await check({})).toMatchObject({ ok: true, counts: { platform_loss: 1 } })
})

test('planted: no key', async () => {
  const answer = await push('bare', null)
  expect(rules(await check({ outbound: [claim(newKey(), 'bare', 'sent', idsOf(answer))] }))).toEqual(['key_missing'])
})

test('planted: a new key per attempt. The double is caught by its body', async () => {
  await stage.sim('POST', '/_sim/faults', { kind: 'accept_then_500', count: 1 })
  await push('marker-1', newKey())
  const key = newKey()
  const second = await push('marker-1', key)
  expect(rules(await check({ outbound: [claim(key, 'marker-1', 'sent', idsOf(second))] }))).toEqual([
    'outbound_doubled',
  ])
})

test('planted: a push after a reply that timed out', async () => {
  await stage.act({ do: 'say', text: 'hello?' })
  const [event] = await stage.receiver.waitFor(1)
  await drain()
  await stage.sim('POST', '/_sim/faults', {
    kind: 'accept_then_500',
    count: 1,
    match: { path: '/v2/bot/message/reply' },
  })
  await stage.api('POST', '/v2/bot/message/reply', { replyToken: event!.replyToken, messages: messagesOf('marker-2') })
  const key = newKey()
  const pushed = await push('marker-2', key)
  const inbound = inboundOf([event!.webhookEventId])
  expect(rules(await check({ inbound, outbound: [claim(key, 'marker-2', 'sent', idsOf(pushed))] }))).toEqual([
    'outbound_doubled',
  ])
})

test('planted: two in flight in one conversation. The later one was accepted first', async () => {
  const [first, second] = [newKey(), newKey()]
  const late = await push('B', second)
  const early = await push('A', first)
  const outbound = [claim(first, 'A', 'sent', idsOf(early), 1), claim(second, 'B', 'sent', idsOf(late), 2)]
  expect(rules(await check({ outbound }))).toEqual(['out_of_order'])
  expect(rules(await check({ outbound: outbound.map((one, i) => ({ ...one, seq: 2 - i })) }))).toEqual([])
})

test('sent but never accepted is lost, wrong ids are told, failed but accepted is told, unknown is fair', async () => {
  const key = newKey()
  const answer = await push('C', key)
  expect(rules(await check({ outbound: [claim(newKey(), 'never', 'sent', ['1'])] }))).toEqual(['outbound_lost'])
  expect(rules(await check({ outbound: [claim(key, 'C', 'sent', ['1'])] }))).toEqual(['id_mismatch'])
  expect(rules(await check({ outbound: [claim(key, 'C', 'failed', [])] }))).toEqual(['failed_but_accepted'])
  expect(rules(await check({ outbound: [claim(key, 'C', 'unknown', [])] }))).toEqual([])
  expect(rules(await check({ outbound: [claim(key, 'C', 'sent', idsOf(answer))] }))).toEqual([])
})

test('planted: one key for two bodies; another attempt after it was settled', async () => {
  const key = newKey()
  await push('D', key)
  await push('E', key)
  expect(rules(await check({}))).toEqual(['key_reused', 'needless_retry'])
})

test('planted: the same key a day later', async () => {
  const { longLivedToken } = await stage.sim('PATCH', `/_sim/channels/${stage.channel.id}`, { reissueToken: true })
  const key = newKey()
  const late = () =>
    stage.api(
      'POST',
      '/v2/bot/message/push',
      { to: to(), messages: messagesOf('F') },
      { 'x-line-retry-key': key, authorization: `Bearer ${longLivedToken}` },
    )
  await stage.sim('POST', '/_sim/faults', { kind: 'accept_then_500', count: 1 })
  await late()
  await stage.sim('POST', '/_sim/clock', { advanceMs: 86_400_001 })
  await late()
  expect(rules(await check({ outbound: [claim(key, 'F', 'unknown', [])] }))).toEqual([
    'key_expired',
    'outbound_doubled',
  ])
})

/** A product in miniature: takes webhooks, keeps events, with or without the faults that are planted in it. */
async function openProduct({ dedupe, durable }: { dedupe: boolean; durable: boolean }) {
  const kept: string[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { events } = JSON.parse(Buffer.concat(parts).toString()) as { events: { webhookEventId: string }[] }
      for (const { webhookEventId } of events)
        if (durable && !(dedupe && kept.includes(webhookEventId))) kept.push(webhookEventId)
      response.end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    kept,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () => new Promise((done) => server.close(done).closeAllConnections()),
  }
}

test.each([
  [{ dedupe: true, durable: true }, []],
  [{ dedupe: false, durable: true }, ['inbound_doubled']],
  [{ dedupe: true, durable: false }, ['inbound_lost']],
])('a whole product with %o gives %o', async (product, expected) => {
  const running = await openProduct(product)
  await stage.sim('PATCH', `/_sim/channels/${stage.channel.id}`, {
    webhook: { endpoint: running.url },
    settings: { timing: { duplicate: 0.5, holdMs: [0, 10] } },
  })
  for (let i = 0; i < 20; i++) await stage.act({ do: 'say', text: String(i) })
  await drain()
  const verdict = await check({ inbound: inboundOf(running.kept) })
  await running.stop()
  expect(rules(verdict)).toEqual(expected)
})

test('what a product says of 100,000 events is heard whole', async () => {
  const claimed = Array.from({ length: 100_000 }, (_, i) => `01HPHANTOM${i}`)
  const verdict = await check({ inbound: inboundOf(claimed), outbound: [] })
  expect(rules(verdict)).toEqual(['inbound_phantom'])
  expect(verdict.violations.length).toBeGreaterThan(0)
})

test('any other body that is too large is refused by its size, with the limit', async () => {
  const large = stage.sim('POST', '/_sim/faults', { kind: 'x'.repeat(2 * 1024 * 1024) })
  await expect(large).rejects.toThrow('413 {"message":"the body is larger than 2097152 bytes"}')
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Loose } from '../../test/loose.fixture.ts'
import { openStage } from '../../test/stage.fixture.ts'
import type { Stage } from '../../test/stage.fixture.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.stop())

const KEY = '0198f3a2-1111-7abc-8def-000000000001'
const text = (words: string) => [{ type: 'text' as const, text: words }]
const anna = () => stage.people[0]!.id

test('a push by the SDK is accepted, named and shown on the phone', async () => {
  const answer = await stage.line.pushMessage({ to: anna(), messages: text('こんにちは') }, KEY)
  expect(answer.sentMessages).toHaveLength(1)
  const { id, quoteToken } = answer.sentMessages[0]!
  expect(id).toMatch(/^\d{18}$/)
  expect(BigInt(id) > 2n ** 53n).toBe(true)
  expect(quoteToken).toBeTruthy()
  const chat = await stage.sim('GET', `/_sim/chat?channel=${stage.channel.id}&source=${anna()}`)
  expect(chat.bubbles.at(-1)).toMatchObject({
    messageId: id,
    from: 'channel',
    delivered: true,
    message: { text: 'こんにちは' },
  })
})

test('the same key again answers 409 with the first ids and the first request id', async () => {
  const body = { to: anna(), messages: text('once') }
  const first = await stage.api('POST', '/v2/bot/message/push', body, { 'x-line-retry-key': KEY })
  const again = await stage.api('POST', '/v2/bot/message/push', body, { 'x-line-retry-key': KEY })
  expect(again.status).toBe(409)
  expect(again.body).toEqual({ message: 'The retry key is already accepted', sentMessages: first.body.sentMessages })
  expect(again.headers.get('x-line-accepted-request-id')).toBe(first.headers.get('x-line-request-id'))
  expect((await stage.sim('GET', '/_sim/messages')).messages).toHaveLength(1)
})

test('who was gone before the answer was whole has heard nothing: asking again is no needless repeat', async () => {
  const call = (signal: AbortSignal) =>
    fetch(`${stage.simulator.url}/v2/bot/message/push`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${stage.token}`,
        'x-line-retry-key': KEY,
      },
      body: JSON.stringify({ to: anna(), messages: text('slowly') }),
      signal,
    })
  await stage.sim('POST', '/_sim/faults', { kind: 'accept_then_slow', count: 1, delayMs: 200, match: {} })
  await expect(call(AbortSignal.timeout(50))).rejects.toThrow()
  await vi.waitFor(async () =>
    expect((await stage.sim('GET', '/_sim/calls')).calls.at(-1)).toMatchObject({ withheld: true }),
  )
  expect((await call(AbortSignal.timeout(5_000))).status).toBe(409)
  const { violations } = await stage.sim('POST', '/_sim/ledger/check', { inbound: [], outbound: [] })
  expect(violations.filter(({ rule }: { rule: string }) => rule === 'needless_retry')).toEqual([])
  expect((await call(AbortSignal.timeout(5_000))).status).toBe(409)
  const again = await stage.sim('POST', '/_sim/ledger/check', { inbound: [], outbound: [] })
  expect(again.violations.filter(({ rule }: { rule: string }) => rule === 'needless_retry')).toHaveLength(1)
})

test('a key is forgotten after 24 simulated hours and then sends a duplicate', async () => {
  const { longLivedToken } = await stage.sim('PATCH', `/_sim/channels/${stage.channel.id}`, { reissueToken: true })
  const authorization = `Bearer ${longLivedToken}`
  const body = { to: anna(), messages: text('twice') }
  await stage.api('POST', '/v2/bot/message/push', body, { 'x-line-retry-key': KEY, authorization })
  await stage.sim('POST', '/_sim/clock', { advanceMs: 24 * 3_600_000 - 1000 })
  expect(
    (await stage.api('POST', '/v2/bot/message/push', body, { 'x-line-retry-key': KEY, authorization })).status,
  ).toBe(409)
  await stage.sim('POST', '/_sim/clock', { advanceMs: 2000 })
  expect(
    (await stage.api('POST', '/v2/bot/message/push', body, { 'x-line-retry-key': KEY, authorization })).status,
  ).toBe(200)
})

test('a reply works once, without a key, and is free', async () => {
  await stage.sim('PATCH', `/_sim/channels/${stage.channel.id}`, { quota: { type: 'limited', value: 5 } })
  await stage.act({ do: 'say', text: 'hello' })
  const [event] = await stage.receiver.waitFor(1)
  const body = { replyToken: event!.replyToken, messages: text('hi') }
  expect((await stage.api('POST', '/v2/bot/message/reply', body, { 'x-line-retry-key': KEY })).status).toBe(400)
  expect((await stage.line.replyMessage(body)).sentMessages).toHaveLength(1)
  const again = await stage.api('POST', '/v2/bot/message/reply', body)
  expect([again.status, again.body.message]).toEqual([400, 'Invalid reply token'])
  expect(await stage.line.getMessageQuotaConsumption()).toEqual({ totalUsage: 0 })
})

test('a reply token dies 60 s after its delivery and is no good on another channel', async () => {
  await stage.act({ do: 'say', text: 'hello' })
  const [event] = await stage.receiver.waitFor(1)
  const other = await stage.sim('POST', '/_sim/channels', { name: 'other' })
  const foreign = await stage.api(
    'POST',
    '/v2/bot/message/reply',
    { replyToken: event!.replyToken, messages: text('x') },
    { authorization: `Bearer ${other.longLivedToken}` },
  )
  expect(foreign.body.message).toBe('Invalid reply token')
  await stage.sim('POST', '/_sim/clock', { advanceMs: 61_000 })
  const late = await stage.api('POST', '/v2/bot/message/reply', { replyToken: event!.replyToken, messages: text('x') })
  expect(late.body.message).toBe('Invalid reply token')
})

test('pushes to blockers and strangers answer 200 with ids, undelivered and uncounted', async () => {
  const [, blocker, stranger] = stage.people
  await stage.act({ as: blocker!.id, do: 'block' })
  await stage.sim('PATCH', `/_sim/users/${stranger!.id}`, { friendship: 'none' })
  for (const to of [blocker!.id, stranger!.id])
    expect((await stage.line.pushMessage({ to, messages: text('?') }, crypto.randomUUID())).sentMessages).toHaveLength(
      1,
    )
  const { messages } = await stage.sim('GET', '/_sim/messages')
  expect(messages.map((one: Loose) => [one.delivered, one.reason, one.counted])).toEqual([
    [false, 'blocked', 0],
    [false, 'not_a_friend', 0],
  ])
})

test('a stranger who wrote can be reached for exactly seven days', async () => {
  const { longLivedToken } = await stage.sim('PATCH', `/_sim/channels/${stage.channel.id}`, { reissueToken: true })
  await stage.sim('PATCH', `/_sim/users/${anna()}`, { friendship: 'none' })
  await stage.act({ do: 'say', text: 'is this in stock?' })
  const push = () =>
    stage.api(
      'POST',
      '/v2/bot/message/push',
      { to: anna(), messages: text('yes') },
      { authorization: `Bearer ${longLivedToken}` },
    )
  await push()
  await stage.sim('POST', '/_sim/clock', { advanceMs: 7 * 86_400_000 })
  await push()
  const { messages } = await stage.sim('GET', '/_sim/messages')
  expect(messages.map((one: Loose) => one.delivered)).toEqual([true, false])
})

test('unknown recipients, malformed ids and groups we are not in are refused in LINE’s words', async () => {
  const push = (to: unknown) => stage.api('POST', '/v2/bot/message/push', { to, messages: text('x') })
  expect((await push(`U${'0'.repeat(32)}`)).body).toEqual({ message: 'Failed to send messages' })
  expect((await push('nobody')).body).toEqual({
    message: 'The property, to, in the request body is invalid (line: -, column: -)',
  })
  const { id } = await stage.sim('POST', '/_sim/groups', { members: [anna()] })
  expect((await push(id)).body).toEqual({ message: 'Failed to send messages' })
})

test('a group counts its people against the quota, not the message objects', async () => {
  const { id } = await stage.sim('POST', '/_sim/groups', {
    members: stage.people.slice(0, 5).map((one) => one.id),
    channels: [stage.channel.id],
  })
  await stage.sim('PATCH', `/_sim/channels/${stage.channel.id}`, { quota: { type: 'limited', value: 9 } })
  const messages = [...text('1'), ...text('2'), ...text('3'), ...text('4')]
  await stage.line.pushMessage({ to: id, messages }, KEY)
  expect(await stage.line.getMessageQuotaConsumption()).toEqual({ totalUsage: 5 })
  expect(await stage.line.getMessageQuota()).toEqual({ type: 'limited', value: 9 })
  const over = await stage.api('POST', '/v2/bot/message/push', { to: id, messages })
  expect([over.status, over.body.message]).toEqual([429, 'You have reached your monthly limit.'])
})

test('a multicast reaches its people and takes a key', async () => {
  const to = [stage.people[0]!.id, stage.people[1]!.id, `U${'0'.repeat(32)}`]
  expect(await stage.line.multicast({ to, messages: text('news') }, KEY)).toEqual({})
  const again = await stage.api(
    'POST',
    '/v2/bot/message/multicast',
    { to, messages: text('news') },
    { 'x-line-retry-key': KEY },
  )
  expect([again.status, again.body.sentMessages]).toEqual([409, undefined])
  const { messages } = await stage.sim('GET', '/_sim/messages')
  expect(messages.map((one: Loose) => one.delivered)).toEqual([true, true, false])
  const wrong = await stage.api('POST', '/v2/bot/message/multicast', { to: [to[0], 'x'], messages: text('news') })
  expect(wrong.body.message).toBe('The property, to[1], in the request body is invalid (line: -, column: -)')
})

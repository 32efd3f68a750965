import { afterEach, beforeEach, expect, test } from 'vitest'
import { channelAccessToken, LineBotClient } from '@line/bot-sdk'
import type { Loose } from '../../test/loose.fixture.ts'
import { openStage } from '../../test/stage.fixture.ts'
import type { Stage } from '../../test/stage.fixture.ts'
import { until } from '../../test/until.fixture.ts'
import { demoGroups } from '../../world/demo.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.stop())

const form = async (path: string, fields: Record<string, string>) => {
  const answer = await fetch(stage.simulator.url + path, { method: 'POST', body: new URLSearchParams(fields) })
  return { status: answer.status, body: (await answer.json()) as Loose }
}

test('doubled and trailing slashes, wrong methods and unknown paths are 404', async () => {
  for (const path of ['/v2/bot/info/', '/v2//bot/info', '/v2/bot/nothing', '/v2/bot/profile/']) {
    const answer = await stage.api('GET', path)
    expect([path, answer.status, answer.body]).toEqual([path, 404, { message: 'Not found' }])
    expect(answer.headers.get('x-line-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  }
  expect((await stage.api('GET', '/v2/bot/message/push')).status).toBe(404)
})

test('the order of checks: path, token, rate, size, type, JSON, objects', async () => {
  const push = '/v2/bot/message/push'
  expect((await stage.api('POST', push, '{', { authorization: 'Bearer nope' })).status).toBe(401)
  expect((await stage.api('POST', push, `{"x":"${'x'.repeat(2 * 1024 * 1024)}"}`)).status).toBe(413)
  expect((await stage.api('POST', push, '{}', { 'content-type': 'text/plain' })).status).toBe(415)
  const broken = await stage.api('POST', push, '{"to":\n "x",,}')
  expect(broken.body.message).toBe('The request body could not be parsed as JSON (line: 2, column: 6)')
  const objects = await stage.api('POST', push, { to: stage.people[0]!.id, messages: [] })
  expect(objects.body).toEqual({
    message: 'The request body has 1 error(s)',
    details: [{ message: 'Size must be between 1 and 5', property: 'messages' }],
  })
})

test('the 61st webhook test of an hour is refused in LINE’s words, and an hour later there is room again', async () => {
  const { longLivedToken } = await stage.sim('PATCH', `/_sim/channels/${stage.channel.id}`, { reissueToken: true })
  const path = '/v2/bot/channel/webhook/test'
  const statuses = []
  for (let i = 0; i < 61; i++) statuses.push((await stage.api('POST', path, {})).status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(60)
  expect(statuses.at(-1)).toBe(429)
  expect((await stage.api('POST', path, {})).body.message).toBe(
    'The API rate limit has been exceeded. Try again later.',
  )
  await stage.sim('POST', '/_sim/clock', { advanceMs: 3_600_000 })
  expect((await stage.api('POST', path, {}, { authorization: `Bearer ${longLivedToken}` })).status).toBe(200)
})

test('stateless tokens live 15 minutes, a revoked channel’s die at once', async () => {
  expect((await stage.api('GET', '/v2/bot/info')).status).toBe(200)
  await stage.sim('POST', '/_sim/clock', { advanceMs: 899_000 })
  expect((await stage.api('GET', '/v2/bot/info')).status).toBe(200)
  await stage.sim('POST', '/_sim/clock', { advanceMs: 2000 })
  expect((await stage.api('GET', '/v2/bot/info')).status).toBe(401)
  const oauth = new channelAccessToken.ChannelAccessTokenClient({ baseURL: stage.simulator.url })
  const { access_token, expires_in } = await oauth.issueStatelessChannelTokenByClientSecret(
    stage.channel.id,
    stage.channel.secret,
  )
  expect(expires_in).toBe(900)
  const line = LineBotClient.fromChannelAccessToken({
    channelAccessToken: access_token,
    apiBaseURL: stage.simulator.url,
  })
  expect((await line.getBotInfo()).userId).toBe(stage.channel.botUserId)
  await stage.sim('PATCH', `/_sim/channels/${stage.channel.id}`, { revokeTokens: true })
  await expect(line.getBotInfo()).rejects.toMatchObject({ status: 401 })
})

test('wrong secrets get LINE’s words, the 31st short-lived token kills the oldest, revoking works', async () => {
  const { id, secret } = stage.channel
  const wrong = { grant_type: 'client_credentials', client_id: id, client_secret: 'no' }
  expect((await form('/oauth2/v3/token', wrong)).body).toEqual({
    error: 'invalid_request',
    error_description: "Invalid 'client_credentials'.",
  })
  expect((await form('/v2/oauth/accessToken', wrong)).body).toEqual({
    error: 'invalid_client',
    error_description: 'invalid client_secret',
  })
  const tokens: string[] = []
  for (let i = 0; i < 31; i++)
    tokens.push((await form('/v2/oauth/accessToken', { ...wrong, client_secret: secret })).body.access_token)
  const verify = async (token: string) => (await form('/v2/oauth/verify', { access_token: token })).status
  expect([await verify(tokens[0]!), await verify(tokens[1]!), await verify(tokens[30]!)]).toEqual([400, 200, 200])
  await form('/v2/oauth/revoke', { access_token: tokens[30]! })
  expect(await verify(tokens[30]!)).toBe(400)
})

test('profiles: friends and writers yes; blockers, strangers and people without consent 404', async () => {
  const [friend, blocker, stranger, silent] = stage.people
  expect(await stage.line.getProfile(friend!.id)).toEqual({
    userId: friend!.id,
    displayName: friend!.name,
    statusMessage: '週末は模様替え',
    language: 'ja',
    pictureUrl: `${stage.simulator.url}/_media/person/${friend!.id}.svg`,
  })
  await stage.act({ as: blocker!.id, do: 'block' })
  await stage.sim('PATCH', `/_sim/users/${stranger!.id}`, { friendship: 'none' })
  await stage.sim('PATCH', `/_sim/users/${silent!.id}`, { consent: false })
  for (const one of [blocker, stranger, silent])
    expect((await stage.api('GET', `/v2/bot/profile/${one!.id}`)).status).toBe(404)
  await stage.act({ as: stranger!.id, do: 'say', text: 'hi' })
  expect((await stage.api('GET', `/v2/bot/profile/${stranger!.id}`)).status).toBe(200)
  expect((await stage.api('GET', '/v2/bot/profile/x')).body.message).toBe(
    "The value for the 'userId' parameter is invalid",
  )
  const picture = await fetch(`${stage.simulator.url}/_media/person/${friend!.id}.svg`)
  expect(await picture.text()).toContain('<svg')
})

test('groups: summary, count, member, leaving; members’ ids only when verified', async () => {
  const group = demoGroups[0]!
  const { id } = group
  expect(await stage.line.getGroupSummary(id)).toMatchObject({ groupId: id, groupName: group.name })
  expect(await stage.line.getGroupMemberCount(id)).toEqual({ count: 3 })
  expect(await stage.line.getGroupMembersIds(id)).toEqual({ memberIds: group.members })
  const member = await stage.line.getGroupMemberProfile(id, group.members![0]!)
  expect(member.displayName).toBe(stage.people[0]!.name)
  await stage.sim('PATCH', `/_sim/channels/${stage.channel.id}`, { verified: false })
  expect((await stage.api('GET', `/v2/bot/group/${id}/members/ids`)).status).toBe(403)
  expect((await stage.api('GET', '/v2/bot/followers/ids')).body.message).toBe(
    'Access to this API is not available for your account',
  )
  await stage.line.leaveGroup(id)
  expect((await stage.receiver.waitFor(1))[0]!.type).toBe('leave')
  expect((await stage.api('GET', `/v2/bot/group/${id}/summary`)).status).toBe(404)
})

test('followers come in pages whose key lives a day', async () => {
  const first = await stage.line.getFollowers(undefined, 10)
  const second = await stage.line.getFollowers(first.next, 10)
  expect([...first.userIds, ...second.userIds]).toEqual(stage.people.map((one) => one.id))
  expect(second.next).toBeUndefined()
  expect((await stage.api('GET', '/v2/bot/followers/ids?start=zzz')).body.message).toBe('Invalid start param')
})

test('webhook endpoint: set, read, tested; a wrong one is refused', async () => {
  await stage.line.setWebhookEndpoint({ endpoint: stage.receiver.url })
  expect(await stage.line.getWebhookEndpoint()).toEqual({ endpoint: stage.receiver.url, active: true })
  expect(await stage.line.testWebhookEndpoint({})).toMatchObject({ success: true, statusCode: 200, reason: 'OK' })
  stage.receiver.answerWith(() => ({ status: 404 }))
  expect(await stage.line.testWebhookEndpoint({})).toMatchObject({
    success: false,
    statusCode: 404,
    reason: 'ERROR_STATUS_CODE',
  })
  expect(
    (await stage.api('PUT', '/v2/bot/channel/webhook/endpoint', { endpoint: 'http://shop.example.com/x' })).body
      .message,
  ).toBe('Invalid webhook endpoint URL')
})

test('loading dots and read marks reach the phone', async () => {
  const chat = () => stage.sim('GET', `/_sim/chat?channel=${stage.channel.id}&source=${stage.people[0]!.id}`)
  await stage.line.showLoadingAnimation({ chatId: stage.people[0]!.id, loadingSeconds: 10 })
  expect((await chat()).loadingUntil).toBeGreaterThan(0)
  await stage.act({ do: 'say', text: 'hello' })
  const [event] = await stage.receiver.waitFor(1)
  await stage.line.markMessagesAsReadByToken({ markAsReadToken: event!.message.markAsReadToken })
  expect((await chat()).readAt).toBe(event!.timestamp)
  await stage.line.pushMessage({ to: stage.people[0]!.id, messages: [{ type: 'text', text: 'x' }] })
  expect((await chat()).loadingUntil).toBeUndefined()
  const seconds = (loadingSeconds: number) =>
    stage.api('POST', '/v2/bot/chat/loading/start', { chatId: stage.people[0]!.id, loadingSeconds })
  expect((await seconds(61)).body.message).toBe('Must be between 5 and 60')
  expect((await seconds(7)).body.message).toBe('must be a multiple of five')
  expect((await stage.api('POST', '/v2/bot/chat/markAsRead', { markAsReadToken: 'x' })).body.message).toMatch(
    /^Invalid markAsReadToken\./,
  )
})

test('faults before acceptance leave nothing behind; after it the ledger knows', async () => {
  const push = (key: string) =>
    stage.api(
      'POST',
      '/v2/bot/message/push',
      { to: stage.people[0]!.id, messages: [{ type: 'text', text: key }] },
      { 'x-line-retry-key': key },
    )
  const fault = (input: object) =>
    stage.sim('POST', '/_sim/faults', { match: { path: '/v2/bot/message/push' }, count: 1, ...input })
  const keys = Array.from({ length: 7 }, () => crypto.randomUUID())
  await fault({ kind: 'status', status: 429, text: 'quota' })
  expect((await push(keys[0]!)).body.message).toBe('You have reached your monthly limit.')
  await fault({ kind: 'drop' })
  await expect(push(keys[1]!)).rejects.toThrow()
  expect((await stage.sim('GET', '/_sim/messages')).messages).toHaveLength(0)
  await fault({ kind: 'accept_then_500' })
  expect((await push(keys[2]!)).status).toBe(500)
  expect((await push(keys[2]!)).status).toBe(409)
  await fault({ kind: 'accept_then_drop' })
  await expect(push(keys[3]!)).rejects.toThrow()
  await fault({ kind: 'accept_then_half_body' })
  await expect(push(keys[4]!)).rejects.toThrow()
  await fault({ kind: 'accept_then_slow', delayMs: 50 })
  expect((await push(keys[5]!)).status).toBe(200)
  await fault({ kind: 'accept_then_hang' })
  await expect(
    fetch(`${stage.simulator.url}/v2/bot/message/push`, {
      method: 'POST',
      signal: AbortSignal.timeout(200),
      body: JSON.stringify({ to: stage.people[0]!.id, messages: [{ type: 'text', text: 'h' }] }),
      headers: {
        authorization: `Bearer ${stage.token}`,
        'content-type': 'application/json',
        'x-line-retry-key': keys[6]!,
      },
    }),
  ).rejects.toThrow()
  const { calls } = await stage.sim('GET', '/_sim/calls?path=/v2/bot/message/push')
  expect(calls.map((one: Loose) => [one.status, one.accepted, one.fault])).toEqual([
    [429, false, 'status'],
    [0, false, 'drop'],
    [200, true, 'accept_then_500'],
    [409, false, undefined],
    [200, true, 'accept_then_drop'],
    [200, true, 'accept_then_half_body'],
    [200, true, 'accept_then_slow'],
    [200, true, 'accept_then_hang'],
  ])
})

test('the whole port can refuse for a while and comes back', async () => {
  await stage.sim('POST', '/_sim/faults', { kind: 'refuse_for', delayMs: 300 })
  const ready = () =>
    stage.sim('GET', '/_sim/health').then(
      (one) => one.status === 'ready',
      () => false,
    )
  await until(async () => !(await ready()), 'the port to go')
  await until(ready, 'the port to come back')
  expect(await ready()).toBe(true)
})

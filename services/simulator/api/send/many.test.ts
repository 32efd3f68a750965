import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStage } from '../../test/stage.fixture.ts'
import type { Stage } from '../../test/stage.fixture.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.stop())

const DAY = 24 * 3_600_000
const messages = [{ type: 'text', text: 'To all of you' }]
const sentTo = async () => (await stage.sim('GET', '/_sim/messages')).messages as { to: string; by: string }[]
const day = (at: number) => new Date(at + 9 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '')

test('a broadcast reaches every friend and nobody else, once per key', async () => {
  await stage.act({ do: 'block' })
  const key = { 'x-line-retry-key': crypto.randomUUID() }
  const first = await stage.api('POST', '/v2/bot/message/broadcast', { messages }, key)
  expect([first.status, first.body]).toEqual([200, {}])
  const again = await stage.api('POST', '/v2/bot/message/broadcast', { messages }, key)
  expect([again.status, again.body]).toEqual([409, { message: 'The retry key is already accepted' }])
  const sent = await sentTo()
  expect(sent).toHaveLength(stage.people.length - 1)
  expect(new Set(sent.map((one) => one.by))).toEqual(new Set(['broadcast']))
  expect(sent.some((one) => one.to === stage.people[0]!.id)).toBe(false)
})

test('a broadcast larger than what is left of the month is refused and reaches nobody', async () => {
  await stage.sim('PATCH', `/_sim/channels/${stage.channel.id}`, { quota: { type: 'limited', value: 3 } })
  const answer = await stage.api('POST', '/v2/bot/message/broadcast', { messages })
  expect([answer.status, answer.body.message]).toEqual([429, 'You have reached your monthly limit.'])
  expect(await sentTo()).toEqual([])
})

test('a narrowcast is accepted first and sent later, and tells how far it is', async () => {
  const ordered = await stage.api('POST', '/v2/bot/message/narrowcast', { messages, limit: { max: 4 } })
  expect([ordered.status, ordered.body]).toEqual([202, {}])
  const requestId = ordered.headers.get('x-line-request-id')
  const progress = () => stage.api('GET', `/v2/bot/message/progress/narrowcast?requestId=${requestId}`)
  expect((await progress()).body).toEqual({ phase: 'waiting', acceptedTime: expect.any(String) })
  expect(await sentTo()).toEqual([])
  await stage.sim('POST', '/_sim/clock', { advanceMs: 5_000 })
  expect((await progress()).body).toMatchObject({
    phase: 'succeeded',
    successCount: 4,
    targetCount: 4,
    failureCount: 0,
  })
  expect(await sentTo()).toHaveLength(4)
  const unknown = await stage.api('GET', '/v2/bot/message/progress/narrowcast?requestId=nothing')
  expect([unknown.status, unknown.body.message]).toEqual([404, 'Not found'])
})

test('deliveries are counted per day of UTC+9, and today is not ready', async () => {
  const { now } = await stage.sim('GET', '/_sim/health')
  const count = (kind: string, date: string) => stage.api('GET', `/v2/bot/message/delivery/${kind}?date=${date}`)
  await stage.api('POST', '/v2/bot/message/push', { to: stage.people[0]!.id, messages: [...messages, ...messages] })
  expect((await count('push', day(now))).body).toEqual({ status: 'unready' })
  await stage.sim('POST', '/_sim/clock', { advanceMs: DAY })
  const fresh = await stage.sim('PATCH', `/_sim/channels/${stage.channel.id}`, { reissueToken: true })
  const later = { authorization: `Bearer ${fresh.longLivedToken}` }
  const then = (kind: string, date: string) =>
    stage.api('GET', `/v2/bot/message/delivery/${kind}?date=${date}`, undefined, later)
  expect((await then('push', day(now))).body).toEqual({ status: 'ready', success: 2 })
  expect((await then('reply', day(now))).body).toEqual({ status: 'ready', success: 0 })
  expect((await then('broadcast', '20180101')).body).toEqual({ status: 'out_of_service' })
  for (const date of ['', '2026-01-01', '20261301', '20260231', 'yesterday']) {
    const wrong = await then('push', date)
    expect([date, wrong.status, wrong.body.message]).toEqual([
      date,
      400,
      "The value for the 'date' parameter is invalid",
    ])
  }
  expect((await then('narrowcast', day(now))).status).toBe(404)
})

test.each(['reply', 'push', 'multicast', 'narrowcast', 'broadcast'])('objects are validated for %s', async (kind) => {
  const good = await stage.api('POST', `/v2/bot/message/validate/${kind}`, { messages })
  expect([good.status, good.body]).toEqual([200, {}])
  const bad = await stage.api('POST', `/v2/bot/message/validate/${kind}`, { messages: [{ type: 'text', text: '' }] })
  expect([bad.status, bad.body.details]).toEqual([400, [{ message: 'May not be empty', property: 'messages[0].text' }]])
})

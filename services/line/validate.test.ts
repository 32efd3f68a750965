import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Channel } from '../directory/channel.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMetrics } from '../runtime/metrics.ts'
import { createLineClients, type LineClients } from './client.ts'
import { drop, json, openScript, TOKEN, type Script } from './script.fixture.ts'
import { validatePush, verdictOf } from './validate.ts'
import { DESK_RULES } from '@madoguchi/contracts/row/deskRules'

const VALIDATE = '/v2/bot/message/validate/push'
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
const MESSAGES = [{ type: 'flex', altText: 'a', contents: {} }]

let script: Script
let clients: LineClients
beforeEach(async () => {
  script = await openScript()
  clients = createLineClients({ apiUrl: script.url, logger: silentLogger(), metrics: createMetrics(), callMs: 400 })
})
afterEach(async () => {
  await script.stop()
  await clients.stop()
})
const ask = () => validatePush(clients.for(channel), MESSAGES)

test('the messages go to LINE’s validation as they are, without recipient or key, and 200 is no complaint', async () => {
  script.next(VALIDATE, json(200, {}))
  expect(await ask()).toEqual({ asked: true, problems: [] })
  expect(script.of(VALIDATE)[0]).toMatchObject({ method: 'POST', retryKey: undefined, body: { messages: MESSAGES } })
  expect(script.accepted.size).toBe(0)
})

test('LINE’s complaints come with its own paths and words', async () => {
  const details = [
    { message: 'invalid property', property: '/body/contents/0/colour' },
    { message: 'May not be empty', property: 'messages[0].altText' },
  ]
  script.next(VALIDATE, json(400, { message: 'The request body has 2 error(s)', details }))
  expect(await ask()).toEqual({
    asked: true,
    problems: details.map(({ message, property }) => ({ field: property, message })),
  })
})

test('a pointer into a Flex container stands behind the message that LINE names above it', async () => {
  const details = [{ message: 'unknown field', property: '/body/contents/0/colour' }]
  script.next(VALIDATE, json(400, { message: 'A message (messages[2]) in the request body is invalid', details }))
  expect(await ask()).toEqual({
    asked: true,
    problems: [{ field: 'messages[2]/body/contents/0/colour', message: 'unknown field' }],
  })
})

test('a token that ended is renewed; credentials, the rate, LINE in trouble and a cut line are no judgement', async () => {
  script.next(VALIDATE, json(401, { message: 'Authentication failed' }), json(200, {}))
  expect(await ask()).toEqual({ asked: true, problems: [] })
  for (const status of [403, 429, 500, 503]) {
    script.next(VALIDATE, json(status, { message: 'no' }))
    expect(await ask()).toEqual({ asked: false, why: `HTTP ${status}` })
  }
  script.next(VALIDATE, drop)
  expect(await ask()).toMatchObject({ asked: false, why: expect.stringMatching(/./) })
  await clients.stop()
  clients = createLineClients({ apiUrl: script.url, logger: silentLogger(), metrics: createMetrics(), callMs: 400 })
  script.next(TOKEN, json(400, { error: 'invalid_client' }))
  expect(await ask()).toMatchObject({ asked: false, why: expect.stringContaining('no token') })
})

test('whatever a 400 says, it is a complaint with words', () => {
  const verdict = (body: unknown) => verdictOf({ kind: 'answer', status: 400, body })
  const odd = [null, 'text', [], {}, { message: 7 }, { details: 'x' }, { details: [null, 7, {}, { property: 'p' }] }]
  for (const body of odd)
    expect([body, verdict(body)]).toEqual([body, { asked: true, problems: [{ field: '', message: 'HTTP 400' }] }])
  expect(verdict({ message: 'Bad', details: [{ message: 'x'.repeat(900) }] })).toEqual({
    asked: true,
    problems: [{ field: '', message: 'x'.repeat(300) }],
  })
  const many = Array.from({ length: 5_000 }, () => ({ message: 'm', property: 'p' }))
  expect(verdict({ details: many })).toMatchObject({ problems: { length: 100 } })
})

import { expect, test } from 'vitest'
import type { Answer } from '../answer.ts'
import { outcomeOf } from './send.ts'

const answer = (status: number, body: unknown, more = {}): Answer => ({
  kind: 'answer',
  status,
  body,
  requestId: 'r1',
  ...more,
})
const message = (status: number, text: string) => answer(status, { message: text })

test('200 and 409 are accepted; a 409 tells the ids and the request of the first acceptance', () => {
  const sentMessages = [{ id: '461230966842064897', quoteToken: 'q' }, { id: '461230966842064898' }]
  expect(outcomeOf(answer(200, { sentMessages }))).toEqual({ is: 'accepted', sentMessages, requestId: 'r1' })
  const again = answer(409, { message: 'The retry key is already accepted', sentMessages }, { acceptedRequestId: 'r0' })
  expect(outcomeOf(again)).toEqual({ is: 'accepted', sentMessages, requestId: 'r0' })
})

test('an acceptance whose body we do not understand is still one', () => {
  for (const body of [null, {}, 'ok', { sentMessages: 'x' }, { sentMessages: [null, 3] }])
    expect(outcomeOf(answer(200, body))).toEqual({ is: 'accepted', sentMessages: [], requestId: 'r1' })
})

test('a refusal keeps LINE’s text and fields', () => {
  const details = [{ message: 'May not be empty', property: 'messages[0].text' }]
  const body = { message: 'The request body has 1 error(s)', details: [...details, 'odd', { message: 3 }] }
  expect(outcomeOf(answer(400, body))).toEqual({
    is: 'refused',
    reason: 'refused',
    status: 400,
    lineMessage: 'The request body has 1 error(s)',
    details: [...details, {}],
    requestId: 'r1',
  })
})

test.each([
  [message(400, 'Failed to send messages'), 'unknown_recipient'],
  [message(400, 'The property, to, in the request body is invalid (line: -, column: -)'), 'refused'],
  [message(403, 'Access to this API is not available for your account'), 'not_allowed'],
  [answer(413, ''), 'too_large'],
  [answer(415, null), 'too_large'],
  [message(404, 'Not found'), 'refused'],
  [answer(400, '<html>'), 'refused'],
])('never will be: %o → %s', (given, reason) => {
  expect(outcomeOf(given)).toMatchObject({ is: 'refused', reason })
})

test.each([
  [message(400, 'Invalid reply token'), 'badReplyToken'],
  [message(401, 'Authentication failed due to the following reason: invalid token.'), 'token'],
  [message(429, 'The API rate limit has been exceeded. Try again later.'), 'rateLimited'],
  [message(429, 'You have reached your monthly limit.'), 'quota'],
  [message(429, 'Too many messages were sent to the same user. Try again later.'), 'userLimited'],
  [answer(429, 'a text nobody has seen'), 'userLimited'],
  [answer(429, null), 'userLimited'],
  [message(500, 'Internal server error'), 'doubt'],
  [message(503, 'The API rate limit has been exceeded.'), 'doubt'],
  [answer(408, null), 'doubt'],
  [answer(302, null), 'doubt'],
] as const)('by status, then by text: %o → %s', (given, is) => {
  expect(outcomeOf(given).is).toBe(is)
})

test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])(
  'without a connection nothing was sent: %s',
  (code) => {
    expect(outcomeOf({ kind: 'none', code })).toEqual({ is: 'notSent', why: code })
  },
)

test.each(['ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'UND_ERR_SOCKET', 'LINE_CALL_TIMED_OUT', 'unreadable', 'unknown'])(
  'whatever else breaks leaves doubt: %s',
  (code) => {
    expect(outcomeOf({ kind: 'none', code })).toEqual({ is: 'doubt', why: code })
  },
)

test('refused credentials are ours to mend; a token that cannot be had just now is no doubt', () => {
  expect(outcomeOf({ kind: 'noToken', refused: true, code: 'HTTP 400' })).toEqual({ is: 'token' })
  expect(outcomeOf({ kind: 'noToken', refused: false, code: 'ECONNRESET' })).toMatchObject({ is: 'notSent' })
})

import { expect, test } from 'vitest'
import type { Outcome } from '../line/outcome/send.ts'
import { afterPush, afterReply } from './conclude.ts'

const about = { id: 'm1', inDoubt: false, retryUntil: 82_800_000, tries: 1 }
const doubtful = { ...about, inDoubt: true }
const sentMessages = [{ id: '461230966842064897', quoteToken: 'q' }]
const accepted: Outcome = { is: 'accepted', sentMessages, requestId: 'r1' }
const refused: Outcome = {
  is: 'refused',
  reason: 'refused',
  status: 400,
  lineMessage: 'The request body has 1 error(s)',
  details: [{ message: 'May not be empty', property: 'messages[0].text' }],
  requestId: 'r1',
}
const last = () => 1 // the dice at their highest

test('an acceptance ends as sent, by either way, also after a doubt', () => {
  const data = { message: 'm1', sentMessages, requestId: 'r1' }
  expect(afterPush(about, accepted)).toEqual({ next: 'end', result: { state: 'sent', data: { ...data, via: 'push' } } })
  expect(afterPush(doubtful, accepted)).toMatchObject({ result: { state: 'sent' } })
  expect(afterReply(about, accepted)).toEqual({
    next: 'end',
    result: { state: 'sent', data: { ...data, via: 'reply' } },
  })
})

test('a refusal ends as failed with LINE’s words', () => {
  const { is: _is, ...words } = refused
  const result = { state: 'failed', data: { message: 'm1', ...words } }
  expect(afterPush(about, refused)).toEqual({ next: 'end', result })
  expect(afterReply(about, refused)).toEqual({ next: 'end', result })
})

test('the monthly limit fails with its own reason', () => {
  const quota: Outcome = { is: 'quota', lineMessage: 'You have reached your monthly limit.' }
  expect(afterPush(about, quota)).toMatchObject({ result: { state: 'failed', data: { reason: 'quota', status: 429 } } })
})

test('a message in doubt never fails: it ends unknown, and may be tried again while its key is safe', () => {
  for (const outcome of [
    refused,
    { is: 'quota' } as const,
    { ...refused, reason: 'not_allowed', status: 403 } as const,
  ])
    expect(afterPush(doubtful, outcome)).toMatchObject({
      result: { state: 'unknown', data: { via: 'push', retryUntil: 82_800_000 } },
    })
})

test.each([
  [{ is: 'doubt', why: 'HTTP 500' } as const, true],
  [{ is: 'notSent', why: 'ECONNREFUSED' } as const, false],
  [{ is: 'token' } as const, false],
  [{ is: 'rateLimited' } as const, false],
  [{ is: 'userLimited' } as const, false],
])('%o is tried again under the same key, 1 s doubling to 60 s', (outcome, doubt) => {
  const wait = (tries: number) => afterPush({ ...about, tries }, outcome, last)
  expect(wait(1)).toMatchObject({ next: 'again', afterMs: 1_000, doubt })
  expect(wait(2)).toMatchObject({ afterMs: 2_000 })
  expect(wait(5)).toMatchObject({ afterMs: 16_000 })
  expect(wait(50)).toMatchObject({ afterMs: 60_000 })
  expect(afterPush(about, outcome, () => 0)).toMatchObject({ afterMs: 500 })
})

test.each(['badReplyToken', 'token', 'rateLimited', 'quota', 'userLimited'] as const)(
  'a reply that certainly was not sent (%s) turns into a push',
  (is) => {
    expect(afterReply(about, { is })).toEqual({ next: 'push' })
  },
)

test('a reply that never left turns into a push; one whose answer is lost is unknown and cannot be tried again', () => {
  expect(afterReply(about, { is: 'notSent', why: 'ECONNREFUSED' })).toEqual({ next: 'push' })
  expect(afterReply(about, { is: 'doubt', why: 'ECONNRESET' })).toEqual({
    next: 'end',
    result: { state: 'unknown', data: { message: 'm1', via: 'reply', why: 'ECONNRESET' } },
  })
})

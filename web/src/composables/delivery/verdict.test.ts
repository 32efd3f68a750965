import { expect, test } from 'vitest'
import { FAIL_REASONS } from '@madoguchi/contracts/event/message'
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import type { Delivery } from '@madoguchi/contracts/row/message'
import type { OutboxItem } from '../../sync/outbox.ts'
import { byAgent, item } from '../timeline/build.fixture.ts'
import { verdictOf, type Around } from './verdict.ts'

const around: Around = { now: 10_000, online: true, channelPaused: false, reachable: true }
const delivered = (delivery: Partial<Delivery>, more: Partial<Around> = {}) =>
  verdictOf(
    item(0, {
      ...byAgent('a'),
      delivery: { state: 'queued', notificationDisabled: false, askedAt: 0, stateAt: 0, ask: 'e', ...delivery },
    }),
    { ...around, ...more },
  )
const outbox = (state: OutboxItem['state'], more: Partial<OutboxItem> = {}, now = 10_000) =>
  verdictOf(
    {
      ...item(0, byAgent('a')),
      outbox: { id: 'x', conversation: 'c:U', messages: [], notificationDisabled: false, at: 0, state, ...more },
    },
    { ...around, now },
  )

test('a message on its way says nothing while all is well', () => {
  expect(outbox('pending', {}, 1_999)).toMatchObject({ look: 'pending', words: null, acts: [] })
  expect(delivered({}, { now: 4_999 })).toMatchObject({ look: 'queued', words: null, acts: [] })
  expect(delivered({ state: 'sent' })).toMatchObject({ look: 'sent', words: null, acts: [] })
})

test('pending longer than two seconds says why and can be discarded', () => {
  expect(outbox('pending')).toMatchObject({ words: { key: 'unconfirmed' }, acts: ['discard'] })
  const offline = verdictOf(
    {
      ...item(0),
      outbox: { id: 'x', conversation: 'c', messages: [], notificationDisabled: false, at: 0, state: 'pending' },
    },
    { ...around, online: false },
  )
  expect(offline).toMatchObject({ words: { key: 'offline' }, acts: ['discard'] })
})

test('what the log has taken can no longer be discarded', () => {
  expect(outbox('acked', {}, 1_000_000)).toMatchObject({ look: 'pending', acts: [] })
})

test('older than five minutes on return it asks first', () => {
  expect(outbox('asking')).toMatchObject({
    words: { key: 'asking', values: { since: 0 } },
    acts: ['confirm', 'discard'],
  })
})

test('a refusal is red, has its sentence, and gives the text back', () => {
  expect(outbox('refused', { code: 'unreachable' })).toMatchObject({
    look: 'failed',
    words: { key: 'refused.unreachable' },
    acts: ['edit', 'discard'],
  })
  expect(outbox('refused', { code: 'of_tomorrow' as 'busy' })).toMatchObject({ words: { key: 'refused.other' } })
})

test('queued for five seconds says since when and why, and can be cancelled until it is', () => {
  expect(delivered({}, { now: 5_000 })).toMatchObject({
    words: { key: 'queued', values: { since: 0 } },
    acts: ['cancel'],
  })
  expect(delivered({}, { channelPaused: true })).toMatchObject({ words: { key: 'queuedPaused' } })
  expect(delivered({ state: 'delayed', stateAt: 7 })).toMatchObject({
    look: 'queued',
    words: { key: 'delayed', values: { since: 7 } },
    acts: ['cancel'],
  })
  expect(delivered({ state: 'delayed', cancelAsked: true })).toMatchObject({ words: { key: 'cancelling' }, acts: [] })
})

test('each reason of failure has its sentence, a reason of tomorrow a plain one', () => {
  for (const reason of FAIL_REASONS) expect(delivered({ state: 'failed', reason }).words?.key).toBe(`failed.${reason}`)
  expect(delivered({ state: 'failed', reason: 'moon' }).words).toEqual({
    key: 'failed.other',
    values: { reason: 'moon' },
  })
  expect(delivered({ state: 'failed' }).words?.key).toBe('failed.other')
})

test('LINE’s field, text and request id are kept word for word', () => {
  const details = [{ property: 'messages[0].text', message: 'Length must be between 0 and 5000' }]
  expect(delivered({ state: 'failed', reason: 'refused', details, requestId: 'r-1', lineMessage: 'no' })).toMatchObject(
    {
      details,
      request: 'r-1',
    },
  )
  expect(delivered({ state: 'failed', reason: 'refused', lineMessage: 'no' }).details).toEqual([{ message: 'no' }])
})

test('trying again keeps the id while LINE remembers it, later it is a new message', () => {
  expect(delivered({ state: 'failed', reason: 'expired' }).acts).toEqual(['retry', 'edit', 'delete'])
  expect(delivered({ state: 'failed', reason: 'expired', retryUntil: 10_001 }).acts).toEqual([
    'retry',
    'edit',
    'delete',
  ])
  expect(delivered({ state: 'failed', reason: 'expired', retryUntil: 10_000 }).acts).toEqual([
    'again',
    'edit',
    'delete',
  ])
})

test('an unknown push may be tried again under its id, an unknown reply never', () => {
  expect(delivered({ state: 'unknown', via: 'push', retryUntil: 20_000 }).acts).toEqual(['arrived', 'retry', 'leave'])
  expect(delivered({ state: 'unknown', via: 'push', retryUntil: 5_000 }).acts).toEqual(['arrived', 'again', 'leave'])
  expect(delivered({ state: 'unknown', via: 'reply', retryUntil: 20_000 })).toMatchObject({
    acts: ['arrived', 'again', 'leave'],
    words: { key: 'unknownReply' },
  })
})

test('nothing is offered that would be refused at once', () => {
  expect(delivered({ state: 'failed', reason: 'blocked' }, { reachable: false }).acts).toEqual(['edit', 'delete'])
  expect(delivered({ state: 'unknown', via: 'push', retryUntil: 20_000 }, { reachable: false }).acts).toEqual([
    'arrived',
    'leave',
  ])
})

test('what a text field cannot hold is edited in the form; refused before it left, it waits in the form itself', () => {
  const failed = (messages: SendableMessage[]) =>
    verdictOf(
      {
        ...item(0, { ...byAgent('a'), body: { kind: 'sent', messages } }),
        delivery: { state: 'failed', reason: 'refused', notificationDisabled: false, askedAt: 0, stateAt: 0, ask: 'e' },
      },
      around,
    ).acts
  expect(
    failed([
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ]),
  ).toEqual(['retry', 'edit', 'delete'])
  expect(
    failed([
      { type: 'text', text: 'a' },
      { type: 'sticker', packageId: '1', stickerId: '2' },
    ]),
  ).toEqual(['retry', 'edit', 'delete'])
  const emojis = [{ index: 0, productId: 'p', emojiId: 'e' }]
  expect(failed([{ type: 'text', text: '$', emojis }])).toEqual(['retry', 'edit', 'delete'])
  const waiting: OutboxItem = {
    id: 'x',
    conversation: 'c',
    messages: [{ type: 'sticker', packageId: '1', stickerId: '2' }],
    notificationDisabled: false,
    at: 0,
    state: 'refused',
  }
  const body = { kind: 'sent' as const, messages: [...waiting.messages] }
  expect(verdictOf({ ...item(0, { ...byAgent('a'), body }), outbox: waiting }, around).acts).toEqual(['discard'])
})

test('what was settled is not asked again: left may be repeated, arrived is sent', () => {
  const settled = { by: 'ken', at: 1 }
  expect(delivered({ state: 'unknown', via: 'reply', settled: { as: 'left', ...settled } }).acts).toEqual(['again'])
  expect(delivered({ state: 'sent', settled: { as: 'arrived', ...settled } })).toMatchObject({
    look: 'sent',
    words: { key: 'later' },
  })
})

test('scheduled, held and missed are told from each other at a glance; their words come with their own part', () => {
  const looks = (['scheduled', 'held', 'missed'] as const).map((state) => delivered({ state, due: 20_000 }))
  expect(looks.map(({ look, words }) => [look, words?.key])).toEqual([
    ['queued', 'later'],
    ['unknown', 'later'],
    ['failed', 'later'],
  ])
  expect(delivered({ state: 'cancelled', due: 20_000 })).toMatchObject({ look: 'cancelled', acts: ['edit', 'delete'] })
})

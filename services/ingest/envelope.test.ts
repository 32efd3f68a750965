import { expect, test } from 'vitest'
import { EVENT_MAX, wrap } from './envelope.ts'

const NOW = 1_800_000_000_000
const of = (event: unknown) => wrap('shop', event, NOW).envelope
const message = {
  type: 'message',
  timestamp: 1_700_000_000_000,
  source: { type: 'user', userId: 'U1' },
  webhookEventId: '01H',
  deliveryContext: { isRedelivery: false },
  message: { id: '1', type: 'text', text: 'a\u0000\ud83e' },
}

test('LINE’s id and time are the envelope’s, and the event is kept word for word', () => {
  expect(of(message)).toEqual({
    id: '01H',
    type: 'line.message',
    v: 1,
    key: 'shop:U1',
    at: 1_700_000_000_000,
    by: 'line',
    data: message,
  })
  expect(of(message).data).toBe(message)
})

test.for([
  [{ type: 'user', userId: 'U1' }, 'shop:U1'],
  [{ type: 'group', groupId: 'C1', userId: 'U1' }, 'shop:C1'],
  [{ type: 'room', roomId: 'R1' }, 'shop:R1'],
  [{ type: 'user' }, 'shop:?'],
  [undefined, 'shop:?'],
  ['odd', 'shop:?'],
] as const)('a message from %o belongs to %s', ([source, key]) => {
  expect(of({ ...message, source }).key).toBe(key)
})

test('facts about the channel and failed account links belong to the channel itself', () => {
  for (const type of ['botSuspended', 'activated', 'delivery', 'module', 'invented'])
    expect(of({ type }).key).toBe('shop:-')
  expect(of({ type: 'accountLink', link: { result: 'failed' } }).key).toBe('shop:-')
  expect(of({ type: 'accountLink', source: message.source, link: { result: 'failed' } }).key).toBe('shop:-')
  expect(of({ type: 'accountLink', source: message.source, link: { result: 'ok' } }).key).toBe('shop:U1')
  expect(of({ type: 'invented', source: message.source }).key).toBe('shop:U1')
})

test('without LINE’s id a redelivery still gets the same one, and other events and channels another', () => {
  const { webhookEventId: _, ...old } = message
  const id = of(old).id
  expect(id).toMatch(/^x[0-9a-f]{32}$/)
  expect(of({ ...old, deliveryContext: { isRedelivery: true } }).id).toBe(id)
  const { deliveryContext: __, ...oldest } = old
  expect(of(oldest).id).toBe(id)
  expect(of({ ...old, timestamp: 1 }).id).not.toBe(id)
  expect(wrap('other', old, NOW).envelope.id).not.toBe(id)
  for (const webhookEventId of ['', 7, null, 'x'.repeat(101), 'a\u0000b', '\ud83e'])
    expect(of({ ...old, webhookEventId }).id).toMatch(/^x[0-9a-f]{32}$/)
})

test('without a usable time it is the time of receipt', () => {
  for (const timestamp of [undefined, null, 'soon', -1, Number.NaN, 1e300])
    expect(of({ ...message, timestamp }).at).toBe(NOW)
  expect(of({ ...message, timestamp: 5.7 }).at).toBe(5)
})

test.for([null, 7, 'text', [message], true, {}, { type: 7 }, { type: '' }, { type: 'x'.repeat(101) }])(
  'what is hardly an event is kept as line.?: %j',
  (event) => {
    expect(of(event)).toMatchObject({ type: 'line.?', data: event, key: 'shop:-', at: NOW })
  },
)

test('an event too large for the log leaves word in its conversation: what is small, and how large it was', () => {
  const large = { ...message, message: { ...message.message, text: 'x'.repeat(EVENT_MAX) } }
  const { envelope, bytes } = wrap('shop', large, NOW)
  const { message: _, ...rest } = message
  expect(envelope).toMatchObject({ id: '01H', type: 'line.oversize', key: 'shop:U1', at: message.timestamp })
  expect(envelope.data).toEqual({ ...rest, oversize: { bytes: JSON.stringify(large).length } })
  expect(bytes).toBeLessThan(1_000)
})

test('an event nested too deep to be written again is one too', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(400_000)}${']'.repeat(400_000)}`)
  expect(of({ ...message, deep })).toMatchObject({ id: '01H', type: 'line.oversize', key: 'shop:U1' })
  expect(of(deep)).toMatchObject({ type: 'line.oversize', key: 'shop:-' })
})

import { expect, test } from 'vitest'
import { decode, encode } from './wire.ts'

const event = {
  id: 'e1',
  type: 'line.message',
  v: 1,
  key: 'shop:U1',
  at: 1_700_000_000_123,
  by: 'line',
  data: { text: 'a\u0000\ud83e' },
}

test('headers are CloudEvents’ in binary mode and the value is the data alone', () => {
  const { headers, value } = encode({ ...event, cause: 'e0' })
  expect(headers).toEqual({
    ce_specversion: '1.0',
    ce_id: 'e1',
    ce_type: 'line.message',
    ce_source: '/channels/shop',
    ce_time: '2023-11-14T22:13:20.123Z',
    ce_partitionkey: 'shop:U1',
    ce_v: '1',
    ce_by: 'line',
    ce_cause: 'e0',
    'content-type': 'application/json',
  })
  expect(value).toBe('{"text":"a\\u0000\\ud83e"}')
})

test('headers arrive as text, as bytes, or repeated; of a repeated one the first counts', () => {
  const { headers, value } = encode(event)
  const bytes = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]))
  const record = { key: 'k', loggedAt: 5, value }
  expect(decode({ ...record, headers })).toEqual(event)
  expect(decode({ ...record, headers: bytes })).toEqual(event)
  expect(decode({ ...record, headers: { ...bytes, ce_id: [Buffer.from('e1'), Buffer.from('e2')] } })).toEqual(event)
})

test('a record that nobody of ours wrote is still an event: its text as data, its place as the rest', () => {
  expect(decode({ key: 'k', loggedAt: 5, headers: {}, value: '{not json' })).toEqual({
    id: 'k',
    type: 'unreadable',
    v: 1,
    key: '-:unreadable',
    at: 5,
    by: 'system',
    data: '{not json',
  })
  const { headers } = encode(event)
  expect(decode({ key: 'k', loggedAt: 5, headers: { ...headers, ce_time: 'soon', ce_v: 'x' }, value: 'oops' })).toEqual(
    {
      ...event,
      at: 5,
      data: 'oops',
    },
  )
})

test('data without JSON is null, never a tombstone', () => {
  expect(encode({ ...event, data: undefined }).value).toBe('null')
})

import { expect, test } from 'vitest'
import type { SearchAsk } from './address.ts'
import { requestOf } from './request.ts'

const WHERE = { channel: 'c1', conversation: 'c1:U1', zone: 'Asia/Tokyo' }
const asked = (ask: SearchAsk, where = WHERE) =>
  Object.fromEntries(new URL(requestOf(ask, where), 'http://here').searchParams)

test('the gateway is asked for whole days of the reader’s zone, and never for a place that is not meant', () => {
  expect(asked({ q: 'ab', scope: 'channel', from: '2026-11-01', to: '2026-11-02' })).toEqual({
    q: 'ab',
    channel: 'c1',
    from: String(Date.parse('2026-11-01T00:00:00+09:00')),
    to: String(Date.parse('2026-11-03T00:00:00+09:00')),
  })
  expect(asked({ q: 'ab', scope: 'all', sender: 'note' })).toEqual({ q: 'ab', sender: 'note' })
  expect(asked({ q: 'a&b=c', scope: 'conversation' })).toEqual({ q: 'a&b=c', conversation: 'c1:U1' })
})

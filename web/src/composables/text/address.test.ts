import { expect, test } from 'vitest'
import { addressOf } from './address.ts'

test('only what a browser may open in a new tab is an address', () => {
  expect(addressOf('https://example.com/a?b')).toEqual({ href: 'https://example.com/a?b', host: 'example.com' })
  expect(addressOf('http://127.0.0.1:8080/x')).toEqual({ href: 'http://127.0.0.1:8080/x', host: '127.0.0.1:8080' })
  for (const odd of [
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://e.com/1',
    'line://ti/p/x',
    'tel:123',
    '//e.com',
    'e.com',
    '',
    'https://',
    null,
    7,
    {},
  ])
    expect([odd, addressOf(odd)]).toEqual([odd, null])
})

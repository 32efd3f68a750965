import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { COMMANDS } from './up.ts'

const sending = (messages: unknown, more: object = {}) => ({
  id: '0198f2c0-0000-7000-8000-000000000000',
  conversation: 'shop:U1',
  messages,
  notificationDisabled: false,
  ...more,
})
const fits = (body: unknown) => Value.Check(COMMANDS['message:send'], body)

test('a message of any kind comes through, right or wrong, so that what is wrong can be said field by field', () => {
  for (const message of [{ type: 'text' }, { type: 'text', text: 1 }, { type: 'hologram', more: {} }, { type: '' }])
    expect(fits(sending([message]))).toBe(true)
  for (const count of [0, 6, 50_000])
    expect(fits(sending(Array.from({ length: count }, () => ({ type: 'text' }))))).toBe(true)
})

test('what is no message, and what is no such command, does not', () => {
  for (const message of [{}, { type: 1 }, 'text', null, []]) expect(fits(sending([message]))).toBe(false)
  for (const body of [sending({}), sending([], { more: 1 }), sending([], { id: 'x' }), {}])
    expect(fits(body)).toBe(false)
})

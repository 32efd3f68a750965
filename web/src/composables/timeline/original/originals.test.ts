import { expect, test } from 'vitest'
import type { Body } from '@madoguchi/contracts/row/message'
import { byAgent, item } from '../build.fixture.ts'
import { buttonsIn, filmsIn } from './meant.ts'
import { originalOf, originalsIn } from './originals.ts'

const theirs = item(1, { quoteToken: 'q1' }, 'c:1')
const ours = item(2, {
  ...byAgent('a'),
  delivery: {
    state: 'sent',
    notificationDisabled: false,
    askedAt: 1,
    ask: 'm',
    stateAt: 1,
    sentMessages: [{ id: '20' }, { id: '21', quoteToken: 'q21' }],
  },
})
const gone = item(3, { body: { kind: 'unsent' } }, 'c:3')
const all = originalsIn([theirs, ours, gone])

test('an original is found by LINE’s id or by the token it gave, of either side and of each object of a send', () => {
  expect(originalOf(all, 'c', { id: '1' })).toEqual({ item: theirs, part: 0 })
  expect(originalOf(all, 'c', { token: 'q1' })).toEqual({ item: theirs, part: 0 })
  expect(originalOf(all, 'c', { id: '20' })).toEqual({ item: ours, part: 0 })
  expect(originalOf(all, 'c', { id: '21' })).toEqual({ item: ours, part: 1 })
  expect(originalOf(all, 'c', { token: 'q21' })).toEqual({ item: ours, part: 1 })
})

test('what is not loaded, of another channel or taken back is not there', () => {
  expect(originalOf(all, 'c', { id: '9' })).toBeNull()
  expect(originalOf(all, 'd', { id: '1' })).toBeNull()
  expect(originalOf(all, 'c', { id: '3' })).toBeNull()
  expect(originalOf(all, 'c', { token: 'constructor' })).toBeNull()
})

test('the words on a button are found by its data, however deep it stands, and the latest of several counts', () => {
  const sent = (...messages: unknown[]) => item(1, { direction: 'outbound', body: { kind: 'sent', messages } as Body })
  const flex = { type: 'flex', contents: { body: { contents: [{ action: { data: 'deep', label: 'Deep' } }] } } }
  const action = { type: 'postback', data: 'a', label: 'Buy', displayText: 'I buy' }
  const items = [
    sent({ template: { actions: [{ ...action, displayText: 'old' }] } }),
    sent({ template: { actions: [action] } }, flex),
  ]
  expect(Object.fromEntries(buttonsIn(items))).toEqual({ a: 'I buy', deep: 'Deep' })
  let nested: object = { data: 'too deep', label: 'x' }
  for (let i = 0; i < 10_000; i++) nested = { inner: nested }
  expect([...buttonsIn([sent(nested, null, 7)])]).toEqual([])
})

test('a film is found by its tracking id', () => {
  const messages = [{ type: 'text', text: 'x' }, { type: 'video', trackingId: 'autumn' }, null]
  const sent = item(1, { direction: 'outbound', body: { kind: 'sent', messages } as Body }, 'f')
  expect(Object.fromEntries(filmsIn([sent, theirs]))).toEqual({ autumn: 'f' })
})

test('a thread that grows is not read again from its beginning', () => {
  let reads = 0
  const counted = {
    type: 'flex',
    get contents() {
      reads += 1
      return { action: { data: 'd', label: 'x' } }
    },
  }
  const sent = item(1, { direction: 'outbound', body: { kind: 'sent', messages: [counted] } as unknown as Body })
  expect(buttonsIn([sent]).size).toBe(1)
  const once = reads
  expect(once).toBeGreaterThan(0)
  expect(buttonsIn([sent, theirs, { ...sent, at: 2 }]).size).toBe(1)
  expect(reads).toBe(once)
})

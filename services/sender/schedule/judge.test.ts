import { expect, test } from 'vitest'
import { uuidv5 } from '@madoguchi/contracts/ids'
import { judge, LATE_MS, type Due } from './judge.ts'

const due = (more: Partial<Due> = {}, text = 'こんにちは、{{contact.name|お客さま}}'): Due => ({
  id: 'M',
  conversation: 'shop:U1',
  ask: 'S1',
  turn: 'S1',
  author: 'mika',
  body: { messages: [{ type: 'text', text }], notificationDisabled: true, template: 'T' },
  wrote: false,
  lateMs: 0,
  at: 5,
  ...more,
})

test('at its time it is asked for under its own id, by its author, with its variables filled', () => {
  expect(judge(due(), { 'contact.name': 'さくら' })).toEqual({
    state: 'dispatched',
    event: {
      id: 'M',
      type: 'message.queued',
      v: 1,
      key: 'shop:U1',
      at: 5,
      by: 'mika',
      cause: 'S1',
      data: {
        messages: [{ type: 'text', text: 'こんにちは、さくら' }],
        notificationDisabled: true,
        template: 'T',
      },
    },
  })
})

test('without a value the fallback stands there, and without a fallback it is held', () => {
  expect(judge(due(), {}).event.data).toMatchObject({ messages: [{ text: 'こんにちは、お客さま' }] })
  expect(judge(due({}, '{{contact.name}}'), {})).toMatchObject({
    state: 'held',
    event: {
      id: uuidv5('S1', 'message.held'),
      by: 'system',
      cause: 'S1',
      data: { message: 'M', why: 'variable', name: 'contact.name' },
    },
  })
})

test('it is held when the customer wrote; an hour late it still goes, later it is missed, whatever else', () => {
  expect(judge(due({ wrote: true }), {})).toMatchObject({ state: 'held', event: { data: { why: 'wrote' } } })
  expect(judge(due({ lateMs: LATE_MS }), {}).state).toBe('dispatched')
  expect(judge(due({ lateMs: LATE_MS + 1, wrote: true }), {})).toMatchObject({
    state: 'missed',
    event: { id: uuidv5('S1', 'message.missed'), data: { message: 'M' } },
  })
})

test('held a second time after a "send now" it is said a second time', () => {
  const again = judge(due({ turn: 'R1' }, '{{contact.name}}'), {})
  expect(again.event).toMatchObject({ id: uuidv5('R1', 'message.held'), cause: 'S1' })
})

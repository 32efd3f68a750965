import { expect, test } from 'vitest'
import { fillMessages, type Values } from '@madoguchi/contracts/template/variables'
import { checkSlots } from '../slot/check.ts'
import { newSlot } from '../slot/slots.ts'
import { slotOf } from '../slot/slotOf.ts'
import { chipsOf } from './chips.ts'
import { literally } from './literally.ts'
import { searched } from './search.ts'
import { valuesOf } from './values.ts'

const us = { agentName: 'Mika', channelName: 'Shop' }
const contact = { name: '田中', language: 'ja' }

test('a person’s name and language stand for the customer; nobody’s stand for a group', () => {
  const ours = { 'agent.name': 'Mika', 'channel.name': 'Shop' }
  const user = { kind: 'user' as const, name: '田中（一覧）' }
  expect(valuesOf({ conversation: user, contact, ...us })).toEqual({
    'contact.name': '田中',
    'contact.language': 'ja',
    ...ours,
  })
  expect(valuesOf({ conversation: user, contact: null, ...us })).toEqual({ 'contact.name': '田中（一覧）', ...ours })
  expect(valuesOf({ conversation: { kind: 'group', name: '家族' }, contact: null, ...us })).toEqual(ours)
  const nameless = { conversation: { ...user, name: null }, contact: { name: null, language: null }, ...us }
  expect(valuesOf(nameless)).toEqual(ours)
})

test('chips say what will be sent, once for each variable, and what is wrong', () => {
  const text = '{{contact.name}} {{contact.name}} {{contact.language|?}} {{who}} \\{{agent.name}}'
  const chip = (name: string, value: string | null, wrong: string | null) => ({ name, value, wrong })
  expect(chipsOf(text, { 'contact.name': '田中' })).toMatchObject([
    chip('contact.name', '田中', null),
    chip('contact.language', '?', null),
    chip('who', null, 'unknown'),
  ])
  expect(chipsOf('{{agent.name}}', {})).toMatchObject([chip('agent.name', null, 'missing')])
  expect(chipsOf('{{agent.name}}', null)).toMatchObject([chip('agent.name', null, null)])
  expect(chipsOf('no variables', {})).toEqual([])
})

test('the form sends what is filled in, holds LINE’s limits of it, and names what is missing at its field', () => {
  const check = (text: string, values: Values) => checkSlots([newSlot('k', 'text', { text })], 'user', values)
  const values = { 'contact.name': 'x'.repeat(20) }
  expect(check('{{contact.name}}', values).messages).toEqual([{ type: 'text', text: values['contact.name'] }])
  expect(check('{{contact.name}}', {}).problems).toMatchObject([
    { slot: 'k', at: 'text', code: 'variable_missing', name: 'contact.name' },
  ])
  const near = `${'y'.repeat(4_981)}{{contact.name}}`
  expect(check(near, values).problems).toMatchObject([{ at: 'text', code: 'too_long', limit: 5_000 }])
  expect(check(near, { 'contact.name': 'x' }).problems).toEqual([])
  // Without values nothing is filled: what is saved is as written.
  expect(checkSlots([newSlot('k', 'text', { text: near })], 'user').messages).toEqual([{ type: 'text', text: near }])
})

test('in JSON the values come into the object, never into its text', () => {
  const sly = { 'contact.name': '"}], "x": [{' }
  const contents = JSON.stringify({
    type: 'bubble',
    body: { type: 'box', layout: 'vertical', contents: [{ type: 'text', text: '{{contact.name}}' }] },
  })
  const { messages, problems } = checkSlots([newSlot('k', 'flex', { altText: 'a', contents })], 'user', sly)
  expect(problems).toEqual([])
  expect(messages).toMatchObject([{ contents: { body: { contents: [{ text: sly['contact.name'] }] } } }])
  const wrong = checkSlots([newSlot('k', 'flex', { altText: 'a', contents })], 'user', {})
  expect(wrong.problems).toMatchObject([{ at: 'contents', inner: 'body.contents[0].text', code: 'variable_missing' }])
})

test('a message that comes back into the form is sent as it was, whatever looks like a variable in it', () => {
  const message = { type: 'text', text: '{{contact.name}} and {{who}}' }
  const { messages } = checkSlots([slotOf(literally(message), 'k')], 'user', { 'contact.name': 'another' })
  expect(messages).toEqual([message])
  expect(fillMessages(literally([message]), {}).value).toEqual([message])
})

test('templates are found by words of name, folder and shortcut, in any width and case', () => {
  const all = [
    { name: 'Ｈｅｌｌｏ', folder: 'Greetings', shortcut: 'hi' },
    { name: '発送のご案内', folder: '', shortcut: 'ship' },
  ]
  const names = (typed: string) => searched(all, typed).map(({ shortcut }) => shortcut)
  expect(names('')).toEqual(['hi', 'ship'])
  expect(names('hello greet')).toEqual(['hi'])
  expect(names('/SHIP')).toEqual(['ship'])
  expect(names('案内')).toEqual(['ship'])
  expect(names('hello ship')).toEqual([])
})

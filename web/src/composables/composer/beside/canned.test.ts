import { expect, test } from 'vitest'
import { insertion, matching, queryOf, wordsOf, type Canned } from './canned.ts'

const one = (name: string, shortcut: string, more: Partial<Canned> = {}): Canned => ({
  id: name,
  name,
  shortcut,
  folder: '',
  messages: [{ type: 'text', text: name }],
  ...more,
})

test('a slash at the very start asks, anywhere else it is a slash', () => {
  expect(queryOf('/')).toBe('')
  expect(queryOf('/おれ')).toBe('おれ')
  for (const text of ['', 'a/b', ' /x', '/a\nb', '/usr/bin', `/${'x'.repeat(61)}`]) expect(queryOf(text)).toBeNull()
})

test('shortcuts come before names, names before the rest; width and case do not matter', () => {
  const all = [
    one('Thanks a lot', 'ty'),
    one('Delivery', 'thx'),
    one('Opening', 'op', { folder: 'Thursday' }),
    one('x', 'y'),
  ]
  expect(matching(all, 'ＴＨ').map(({ name }) => name)).toEqual(['Delivery', 'Thanks a lot', 'Opening'])
  expect(matching(all, 'ty')[0]!.name).toBe('Thanks a lot')
  expect(matching(all, '')).toHaveLength(4)
  expect(matching(all, 'nothing like it')).toEqual([])
})

test('only a single text with nothing more to it is put into the field', () => {
  expect(wordsOf(one('a', 'a'))).toBe('a')
  const text = { type: 'text' as const, text: 'a' }
  expect(wordsOf(one('a', 'a', { messages: [text, text] }))).toBeNull()
  expect(wordsOf(one('a', 'a', { messages: [{ ...text, sender: { name: 'x' } }] }))).toBeNull()
  expect(wordsOf(one('a', 'a', { messages: [{ type: 'sticker', packageId: '1', stickerId: '2' }] }))).toBeNull()
  expect(wordsOf(one('a', 'a', { messages: [] }))).toBeNull()
})

test('variables are filled once and told; one without a value or fallback stops it by name', () => {
  expect(insertion('{{contact.name|お客様}}、{{agent.name}}です', { 'agent.name': '葵' })).toEqual({
    text: 'お客様、葵です',
    filled: [
      { name: 'contact.name', value: 'お客様' },
      { name: 'agent.name', value: '葵' },
    ],
  })
  expect(insertion('{{contact.name}}{{contact.name}}{{nobody}}', {})).toEqual({ missing: ['contact.name', 'nobody'] })
  expect(insertion('{{contact.name}}', { 'contact.name': '{{agent.name}}', 'agent.name': 'x' })).toMatchObject({
    text: '{{agent.name}}',
  })
})

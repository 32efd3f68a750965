import { expect, test } from 'vitest'
import { SAMPLE } from './sample.ts'
import { asWritten, fillMessages, fillText, problemsIn, variablesIn } from './variables.ts'

const values = { 'contact.name': '田中', 'agent.name': 'Mika' }

test('a value takes the place of its variable, in one pass: what was inserted is never read again', () => {
  expect(fillText('{{contact.name}}様、{{ agent.name }}です', values)).toEqual({
    value: '田中様、Mikaです',
    missing: [],
  })
  const sly = { 'contact.name': '{{agent.name}} <b> $& \\{{', 'agent.name': 'Mika' }
  expect(fillText('{{contact.name}}', sly).value).toBe('{{agent.name}} <b> $& \\{{')
})

test('a fallback stands in for what is missing or empty; without one it is named and stays as written', () => {
  expect(fillText('{{contact.name|お客様}}', { 'contact.name': '' }).value).toBe('お客様')
  expect(fillText('{{contact.name|}}!', {})).toEqual({ value: '!', missing: [] })
  expect(fillText('{{contact.name}} {{nobody|x}}', {})).toEqual({
    value: '{{contact.name}} {{nobody|x}}',
    missing: ['contact.name', 'nobody'],
  })
  expect(fillText('{{__proto__}}', {}).missing).toEqual(['__proto__'])
})

test('a name of nothing but white space is no name', () => {
  const values = { 'contact.name': ' \u3000' }
  expect(fillText('{{contact.name|お客様}}', values).value).toBe('お客様')
  expect(fillText('{{contact.name}}', values)).toEqual({ value: '{{contact.name}}', missing: ['contact.name'] })
  expect(problemsIn([{ text: '{{contact.name}}' }], values)).toMatchObject([{ code: 'variable_missing' }])
})

test('escaped brackets are brackets, and what is written so comes out as it was', () => {
  expect(fillText(String.raw`\{{contact.name}}`, values)).toEqual({ value: '{{contact.name}}', missing: [] })
  expect(variablesIn(String.raw`\{{contact.name}} {{agent.name|a b}}`)).toEqual([
    { index: 18, length: 18, name: 'agent.name', fallback: 'a b', known: true },
  ])
  for (const text of ['{{contact.name}}', 'a {{{b}}} {{', '}}{{'])
    expect(fillText(asWritten(text), values).value).toBe(text)
})

test('every text of a message is filled, however deep; its type is not', () => {
  const message = { type: '{{contact.name}}', a: [{ uri: 'https://e.com/?n={{agent.name}}', n: 1, none: null }] }
  expect(fillMessages([message], values)).toEqual({
    value: [{ type: '{{contact.name}}', a: [{ uri: 'https://e.com/?n=Mika', n: 1, none: null }] }],
    missing: [],
  })
})

test('places of emoji move with the values before them, and with brackets that lose their backslash', () => {
  const emoji = (index: number) => ({ index, productId: 'p', emojiId: 'e' })
  const text = String.raw`$ {{contact.name}} $ \{{ $ {{agent.name}}$`
  const emojis = [...text.matchAll(/\$/g)].map(({ index }) => emoji(index))
  const { value } = fillMessages([{ type: 'text', text, emojis }], values)
  expect(value[0]!.text).toBe('$ 田中 $ {{ $ Mika$')
  expect(value[0]!.emojis.map(({ index }) => value[0]!.text[index])).toEqual(['$', '$', '$', '$'])
  const dollars = fillMessages([{ type: 'text', text: '{{contact.name}}$', emojis: [emoji(16)] }], {
    'contact.name': '$$',
  })
  expect(dollars.value[0]!.emojis).toEqual([emoji(2)])
})

test('an emoji without a place, and a missing variable before one, change nothing', () => {
  const odd = [{ productId: 'p' }, null, { index: 'x' }]
  expect(fillMessages([{ type: 'text', text: '{{contact.name}}', emojis: odd }], values).value[0]!.emojis).toEqual(odd)
  const kept = { type: 'text', text: '{{user.name}}$', emojis: [{ index: 13 }] }
  expect(fillMessages([kept], values).value).toEqual([kept])
})

test('brackets of a value name no substitution of a textV2', () => {
  const text = '{everyone} {{contact.name}}'
  const message = { type: 'textV2', text, substitution: { everyone: { type: 'mention' } } }
  expect(fillMessages([message], { 'contact.name': '{x}' }).value).toEqual([{ ...message, text: '{everyone} {{x}}' }])
})

test('what nobody knows is named with its field; what is missing, when there are values to miss it in', () => {
  const messages = [
    { type: 'text', text: '{{who}}' },
    { type: 'template', template: { columns: [{ text: '{{contact.name}} {{agent.name|us}}' }] } },
  ]
  const unknown = { field: 'messages[0].text', code: 'variable_unknown', name: 'who' }
  expect(problemsIn(messages, null)).toEqual([unknown])
  expect(problemsIn(messages, {})).toEqual([
    unknown,
    { field: 'messages[1].template.columns[0].text', code: 'variable_missing', name: 'contact.name' },
  ])
  expect(problemsIn(messages.slice(1), SAMPLE)).toEqual([])
})

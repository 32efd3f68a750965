import { expect, test } from 'vitest'
import en from '../../locales/en/flex.ts'
import ja from '../../locales/ja/flex.ts'
import { doesOf, partsOf } from './does.ts'
import { readAct, type FlexAct } from './read/act.ts'

const wordsAt = (words: object, key: string) =>
  key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], words)

const ACTIONS: object[] = [
  { type: 'uri', uri: 'https://example.com/a?b=c', altUri: { desktop: 'https://desk.example/' } },
  { type: 'uri', uri: 'tel:+81312345678' },
  { type: 'uri', uri: 'line://nv/camera' },
  { type: 'uri', uri: 'javascript:alert(1)' },
  { type: 'message', text: 'Yes' },
  { type: 'postback', data: 'a=1' },
  { type: 'postback', data: 'a=1', displayText: 'One' },
  { type: 'datetimepicker', data: 'when', mode: 'date' },
  { type: 'datetimepicker', data: 'when', mode: 'time' },
  { type: 'datetimepicker', data: 'when', mode: 'century' },
  { type: 'clipboard', clipboardText: 'CODE' },
  { type: 'richmenuswitch', richMenuAliasId: 'alias', data: 'd' },
  { type: 'camera' },
  { type: 'cameraRoll' },
  { type: 'location' },
  { type: 'teleport' },
]

test('every action has its words in both languages, and they fill their holes', () => {
  const keys = new Set<string>()
  for (const action of ACTIONS) {
    const { key, values } = doesOf(readAct(action)!)
    keys.add(key)
    for (const words of [en, ja]) {
      const sentence = wordsAt(words.does, key)
      expect([key, typeof sentence]).toEqual([key, 'string'])
      const holes = [...(sentence as string).matchAll(/\{(\w+)\}/g)].map((hole) => hole[1])
      expect(new Set(holes)).toEqual(new Set(Object.keys(values)))
    }
    for (const { key: part } of partsOf(readAct(action)!)) expect(Object.keys(en.part)).toContain(part)
  }
  expect(keys.size).toBe(ACTIONS.length)
})

test('only http, https, line and tel open; anything else is told as words', () => {
  const kind = (uri: unknown) => readAct({ type: 'uri', uri })!.kind
  expect(['https://e.com', 'HTTP://E.com', 'line://x', 'tel:110'].map(kind)).toEqual(['uri', 'uri', 'uri', 'uri'])
  const refused = [
    'javascript:x',
    'java\tscript:x',
    ' javascript:x',
    'data:text/html,x',
    'file:///etc',
    'vbscript:x',
    'x',
    '',
    7,
  ]
  expect([...refused, 'https://bank.example@evil.example/', `https://e.com/${'a'.repeat(2000)}`].map(kind)).toEqual(
    Array.from({ length: refused.length + 2 }, () => 'refused'),
  )
})

test('a host is named as the browser will go there', () => {
  expect(doesOf(readAct({ type: 'uri', uri: 'https://ЕXAMPLE.com\\@evil.example/' })!)).toEqual({
    key: 'open',
    values: { host: 'xn--xample-2of.com' },
  })
})

test('a tooltip is short, the popover tells all', () => {
  const act = readAct({ type: 'message', text: 'あ'.repeat(300) }) as FlexAct
  expect(doesOf(act).values.text).toHaveLength(80)
  expect(partsOf(act)[0]!.text).toHaveLength(300)
})

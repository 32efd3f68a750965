import { expect, test } from 'vitest'
import { checkSlots } from '../check.ts'
import { problemWords } from '../problemWords.ts'
import { newSlot, textSlot, type Slot } from '../slots.ts'
import { complaintsOf, makersOf } from './complaints.ts'

const CONTAINER =
  '{\n "type": "bubble",\n "body": {\n  "type": "box", "layout": "vertical",\n  "contents": [{ "type": "text", "text": "x" }]\n }\n}'
const tap = { type: 'message', label: 'Yes', text: 'yes' }
const slots: Slot[] = [
  newSlot('empty'),
  textSlot('t', 'hello'),
  newSlot('b', 'buttons', { altText: 'a', template: { text: 'b', actions: [tap] } }),
  newSlot('f', 'flex', { altText: 'a', contents: CONTAINER }),
  newSlot('r', 'raw', { raw: '{"type":"text",\n"text":"a"}' }),
]
const makers = makersOf(slots, checkSlots(slots, 'user').built)
const place = (...told: [field: string, message: string][]) =>
  complaintsOf(
    told.map(([field, message]) => ({ field, message })),
    makers,
  )

test('a complaint stands on the slot and field that LINE names, empty slots not counted', () => {
  const { placed, whole } = place(
    ['messages[0].text', 'one'],
    ['messages[1].template.actions[0].label', 'two'],
    ['messages[1].template.actions[0].nothing', 'three'],
    ['messages[1]', 'four'],
  )
  expect(whole).toEqual([])
  expect(placed.map(({ slot, at, words }) => [slot, at, words])).toEqual([
    ['t', 'text', 'one'],
    ['b', 'template.actions[0].label', 'two'],
    ['b', 'template.actions', 'three'],
    ['b', '', 'four'],
  ])
})

test('within JSON it leads to the line, whichever way LINE writes the path', () => {
  for (const field of ['messages[2]/body/contents/0/text', 'messages[2].contents.body.contents[0].text'])
    expect(place([field, 'too bold']).placed).toEqual([
      {
        slot: 'f',
        at: 'contents',
        inner: 'body.contents[0].text',
        code: 'line',
        words: 'too bold',
        spot: { line: 5, column: 42 },
      },
    ])
  expect(place(['messages[3].text', 'no']).placed).toMatchObject([
    { slot: 'r', at: 'raw', inner: 'text', spot: { line: 2 } },
  ])
})

test('what names no message is said of the whole; of a single message it is that one’s', () => {
  for (const field of ['', 'to', '/body', 'messages', 'messages[9].text', 'messages[x]'])
    expect([field, place([field, 'no'])]).toEqual([field, { placed: [], whole: ['no'] }])
  const one = complaintsOf(
    [
      { field: '/body', message: 'no' },
      { field: '', message: 'nay' },
    ],
    [slots[3]!],
  )
  expect(one.placed.map(({ at, inner }) => [at, inner])).toEqual([
    ['contents', 'body'],
    ['', undefined],
  ])
})

test('hostile paths end', () => {
  for (const field of [
    `messages[0]${'.a'.repeat(5_000)}`,
    `messages[2]/${'0/'.repeat(5_000)}`,
    'messages[0]..[',
    'messages[0].__proto__',
  ])
    expect(place([field, 'm']).placed).toHaveLength(1)
})

test('LINE’s words are said as LINE’s', () => {
  const say = (key: string, values?: object) => `${key} ${JSON.stringify(values)}`
  const [problem] = place(['messages[0].text', 'May not be empty']).placed
  expect(problemWords(problem!, say as never)).toBe('slot.problem.line {"limit":"","told":"May not be empty"}')
})

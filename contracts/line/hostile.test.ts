// Whatever JSON can say: a check answers, in time that grows with what it was given, and never throws.
import { expect, test } from 'vitest'
import { casesOf, MESSAGE_RULE } from './cases.fixture.ts'
import { dice, mutated } from './mutate.fixture.ts'
import { validateMessages, type Problem } from './validate.ts'

const WORDS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']
/** The largest command the gateway takes has 600 kB. */
const N = 600_000

const flex = (contents: unknown) => ({ type: 'flex', altText: 'x', contents })
const bubble = (body: unknown) => flex({ type: 'bubble', body })
/** Quadratic in the size of a command would be minutes. */
const within = (ms: number, message: unknown): Problem[] => {
  const began = performance.now()
  const problems = validateMessages([message])
  expect(performance.now() - began).toBeLessThan(ms)
  return problems
}

test('six thousand messages, each damaged in one to four places, get a verdict', () => {
  const valid = casesOf(MESSAGE_RULE)
    .map(({ good }) => good)
    .filter((good) => good !== undefined)
  const { pick, below } = dice(20_261_128)
  let refused = 0
  for (let i = 0; i < 6_000; i += 1) {
    let message: unknown = pick(valid)
    for (let n = below(4); n >= 0; n -= 1) message = mutated(message, { pick, below })
    const problems = validateMessages(JSON.parse(JSON.stringify([message ?? null])))
    if (problems.length > 0) refused += 1
    for (const { field, code } of problems)
      expect([field.startsWith('messages'), typeof code]).toEqual([true, 'string'])
  }
  expect(refused).toBeGreaterThan(4_000) // damage shows
  expect(refused).toBeLessThan(6_000) // and some of it does no harm
})

test('names that objects are born with are neither kinds nor fields', () => {
  for (const word of WORDS) {
    expect(validateMessages([{ type: word }])).toEqual([{ field: 'messages[0].type', code: 'unknown_kind' }])
    const odd = JSON.parse(`{"type":"text","text":"x","${word}":{"text":"y"}}`) as unknown
    expect(validateMessages([odd])).toEqual([{ field: `messages[0].${word}`, code: 'unknown_field' }])
    expect(validateMessages([JSON.parse(`{"${word}":{"type":"text","text":"x"}}`)])).toEqual([
      { field: 'messages[0].type', code: 'empty' },
    ])
    const template = JSON.parse(`{"type":"template","altText":"x","template":{"type":"${word}"}}`) as unknown
    expect(validateMessages([template])).toEqual([{ field: 'messages[0].template.type', code: 'unknown_kind' }])
  }
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})

test('ten thousand boxes inside each other, and other things as deep, are refused', () => {
  const deep = (open: string, close: string, core = '') => open.repeat(10_000) + core + close.repeat(10_000)
  const boxes = JSON.parse(deep('{"type":"box","layout":"vertical","contents":[', ']}')) as unknown
  expect(within(5_000, bubble(boxes)).map(({ code }) => code)).toEqual(['too_deep', 'too_large'])
  for (const odd of [deep('[', ']'), deep('{"a":', '}', '1'), deep('{"contents":[', ']}')]) {
    const value = JSON.parse(odd) as unknown
    for (const message of [
      value,
      { type: 'text', text: value },
      { type: 'text', text: 'x', more: value },
      flex(value),
      bubble(value),
    ])
      expect(within(5_000, message).length).toBeGreaterThan(0)
    const surplus = within(5_000, bubble({ type: 'box', layout: 'vertical', contents: [], more: value }))
    expect(surplus[0]).toEqual({ field: 'messages[0].contents.body.more', code: 'unknown_field' })
  }
})

test('lists, keys, texts and addresses as large as a command may be are judged at once', () => {
  const list = <T>(n: number, one: T) => Array.from({ length: n }, () => one)
  const keys = Object.fromEntries(Array.from({ length: N / 10 }, (_, i) => [`k${i}`, 1]))
  const long = 'x'.repeat(N)
  const marks = `a${'\u0301'.repeat(N)}`
  const label = (text: string) => ({
    type: 'template',
    altText: 'x',
    template: { type: 'confirm', text: 'x', actions: list(2, { type: 'message', label: text, text: 'x' }) },
  })
  const codes = (message: unknown) => [...new Set(within(5_000, message).map(({ code }) => code))]
  expect(codes(bubble({ type: 'box', layout: 'vertical', contents: list(N / 2, 0) }))).toEqual(['malformed'])
  expect(codes(bubble({ type: 'box', layout: 'vertical', contents: list(N / 15, { type: 'x' }) }))).toEqual([
    'unknown_kind',
  ])
  expect(codes(bubble({ type: 'box', layout: 'vertical', contents: list(N / 25, { type: 'filler' }) }))).toEqual([
    'too_large',
  ])
  expect(codes({ type: 'text', text: '$', emojis: list(N / 2, 0) })).toEqual(['too_many', 'malformed'])
  expect(codes({ type: 'text', text: 'x', ...keys })).toEqual(['unknown_field'])
  expect(codes({ type: 'textV2', text: '{k1}'.repeat(N / 4), substitution: keys })).toEqual([
    'too_long',
    'too_many',
    'malformed',
  ])
  expect(codes({ type: 'textV2', text: '{'.repeat(N) })).toEqual(['too_long'])
  expect(codes({ type: 'text', text: ' '.repeat(N) })).toEqual(['empty'])
  expect(codes({ type: 'text', text: 'x', quoteToken: long, sender: { iconUrl: `https://${long}` } })).toEqual([
    'too_long',
  ])
  expect(codes(label(long))).toEqual(['too_long'])
  expect(codes(label('👨‍👩‍👧'.repeat(N / 8)))).toEqual(['too_long'])
  expect(codes(label(marks))).toEqual([]) // one character to whoever sees it
  for (const text of ['1'.repeat(N), `${'1'.repeat(N)}:`, `#${'f'.repeat(N)}`, `-${'9'.repeat(N)}px%`]) {
    const look = { type: 'image', url: 'https://x.example', size: text, aspectRatio: text, backgroundColor: text }
    expect(codes(bubble({ type: 'box', layout: 'vertical', contents: [look] }))).toEqual(['malformed', 'too_large'])
  }
})

test('after five hundred problems nothing more is looked at', () => {
  const box = (n: number) => ({ type: 'box', layout: 'vertical', contents: Array.from({ length: n }, () => 0) })
  expect(within(5_000, bubble(box(499)))).toHaveLength(499)
  expect(within(5_000, bubble(box(N / 2)))).toHaveLength(500)
  expect(validateMessages([bubble(box(N / 2)), { type: 'text', text: '' }])).toHaveLength(500)
})

test('a name as long as a command is not sent back whole', () => {
  const [problem] = validateMessages([{ type: 'text', text: 'x', ['n'.repeat(N)]: 1 }])
  expect(problem!.field).toBe(`messages[0].${'n'.repeat(60)}`)
  const all = { type: 'mention', mentionee: { type: 'all' } }
  const keyed = validateMessages([{ type: 'textV2', text: 'x', substitution: { ['n'.repeat(N)]: all } }], 'user')
  expect(keyed).toEqual([{ field: `messages[0].substitution.${'n'.repeat(60)}`, code: 'malformed' }])
})

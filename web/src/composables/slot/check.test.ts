import { expect, test } from 'vitest'
import { checkSlots, lateProblemsOf } from './check.ts'
import { readDraft, written } from './draft/draft.ts'
import { added, copied, moved, newSlot, plainText, removed, textSlot, type Slot } from './slots.ts'

const raw = (text: string, key = 'k') => newSlot(key, 'raw', { raw: text })
const flex = (contents: string) => newSlot('k', 'flex', { altText: 'a', contents })
const deep = (n: number, open: string, end: string) => open.repeat(n) + end.repeat(n)

test('empty slots are skipped, and problems still stand on the slots that have them', () => {
  const slots = [newSlot('a'), textSlot('b', 'x'), newSlot('c', 'sticker'), textSlot('d', 'x'.repeat(5001))]
  const { messages, problems } = checkSlots(slots, 'user')
  expect(messages).toHaveLength(2)
  expect(problems).toEqual([{ slot: 'd', at: 'text', code: 'too_long', limit: 5000 }])
  expect(checkSlots([newSlot('a')], 'user')).toMatchObject({ messages: [], problems: [] })
})

test('a value nobody has yet stops a send, not one that is to go later; a variable nobody knows stops both', () => {
  const late = (text: string) => {
    const slots = [textSlot('t', text)]
    const now = checkSlots(slots, 'user', {})
    return [now.problems, lateProblemsOf(slots, 'user', now)].map((all) => all.map(({ code }) => code))
  }
  expect(late('{{contact.name}}')).toEqual([['variable_missing'], []])
  expect(late('{{nobody}}')).toEqual([['variable_unknown'], ['variable_unknown']])
  expect(late('x'.repeat(5001))).toEqual([['too_long'], ['too_long']])
})

test('broken JSON is an error with its place, and neither text nor a hole in what is sent', () => {
  const { messages, problems, built } = checkSlots([textSlot('t', 'a'), flex('{\n  "type": bubble\n}')], 'user')
  expect(problems).toEqual([{ slot: 'k', at: 'contents', code: 'unreadable', spot: { line: 2, column: 11 } }])
  expect(built.get('k')).toMatchObject({ is: 'unreadable' })
  expect(messages).toEqual([{ type: 'text', text: 'a' }])
})

test('a complaint within JSON names the path there and its line', () => {
  const text =
    '{\n "type": "bubble",\n "body": {\n  "type": "box", "layout": "vertical",\n  "contents": [{ "type": "text" }]\n }\n}'
  expect(checkSlots([flex(text)], 'user').problems).toEqual([
    { slot: 'k', at: 'contents', code: 'empty', inner: 'body.contents[0].text', spot: { line: 5, column: 16 } },
  ])
  expect(checkSlots([raw('{"type":"text",\n"text":"a",\n"colour":"red"}')], 'user').problems).toEqual([
    { slot: 'k', at: 'raw', code: 'unknown_field', inner: 'colour', spot: { line: 3, column: 10 } },
  ])
})

test('whatever is pasted as a raw message is refused on its field, and never throws', () => {
  const hostile = [
    'hello',
    'null',
    '[]',
    '7',
    '"text"',
    '{}',
    '{"type":"__proto__"}',
    '{"__proto__":{"type":"text","text":"x"}}',
    '{"type":"text","text":{"toString":1}}',
    '{"type":"template","altText":"a","template":{"type":"constructor"}}',
    '{"type":"flex","altText":"a","contents":null}',
    '\u0000',
    '{"a":1,}',
    "{'type':'text'}",
    deep(100_000, '[', ']'),
    deep(100_000, '{"a":', '}'),
    deep(150, '{"a":', '}').replace(':}', ':1}'),
    `{"type":"text","text":"${'x'.repeat(600_000)}"}`,
    `{"${'k'.repeat(200_000)}":[${'1,'.repeat(100_000)}1]}`,
    `{"type":"flex","altText":"a","contents":{"type":"carousel","contents":[${'{},'.repeat(50_000)}{}]}}`,
  ]
  for (const text of hostile) {
    const { problems } = checkSlots([raw(text)], 'user')
    expect([text.slice(0, 60), problems.length > 0]).toEqual([text.slice(0, 60), true])
    expect(new Set(problems.map(({ at }) => at))).toEqual(new Set(['raw']))
  }
})

test('the same pasted into a Flex container stands on the container', () => {
  for (const text of ['nonsense', '[]', 'null', '{"type":"bubble","x":1}', deep(100_000, '[', ']')])
    expect(checkSlots([flex(text)], 'user').problems.map(({ at }) => at)).toContain('contents')
})

const keys = (slots: Slot[]) => slots.map(({ key }) => key).join('')

test('slots are added and copied up to five, moved within the list, and the last one is emptied', () => {
  const five = ['a', 'b', 'c', 'd', 'e'].map((key) => textSlot(key, key))
  expect(keys(added(five.slice(0, 4), newSlot('x')))).toBe('abcdx')
  expect(keys(added(five, newSlot('x')))).toBe('abcde')
  expect(keys(copied(five, 'b', 'x'))).toBe('abcde')
  const copy = copied(five.slice(0, 3), 'b', 'x')
  expect(keys(copy)).toBe('abxc')
  expect(copy[2]!.form).toEqual(copy[1]!.form)
  expect(keys(moved(five, 0, -1))).toBe('abcde')
  expect(keys(moved(five, 0, 1))).toBe('bacde')
  expect(keys(moved(five, 4, 1))).toBe('abcde')
  expect(keys(removed(five, 'c', newSlot('x')))).toBe('abde')
  expect(keys(removed(five.slice(0, 1), 'a', newSlot('x')))).toBe('x')
})

test('only a single plain text can go back to the composer', () => {
  expect(plainText([newSlot('a')])).toBe('')
  expect(plainText([newSlot('a', 'sticker'), textSlot('b', 'hi')])).toBe('hi')
  expect(plainText([textSlot('a', 'hi'), textSlot('b', 'ho')])).toBeNull()
  expect(plainText([newSlot('a', 'text', { text: 'hi', sender: { name: 'Cony' } })])).toBeNull()
  expect(plainText([newSlot('a', 'raw', { raw: '{}' })])).toBeNull()
})

test('a draft is read back as it was written, and anything else in its place is no draft', () => {
  let n = 0
  const read = (kept: unknown) => readDraft(kept, () => String((n += 1)))
  const slots = [textSlot('a', 'hi'), flex('{ broken')]
  const back = read(written({ slots, silent: true }))!
  expect(back.silent).toBe(true)
  expect(back.slots.map(({ kind, form }) => ({ kind, form }))).toEqual(slots.map(({ kind, form }) => ({ kind, form })))
  expect(written({ slots: [newSlot('a')], silent: true })).toBeNull()
  const odd = [undefined, null, '', 7, [], { slots: 7 }, { slots: [null, 7, {}, { kind: 'constructor' }] }]
  for (const kept of odd) expect([kept, read(kept)]).toEqual([kept, null])
  const shapes = read({
    slots: [{ kind: 'buttons', form: { altText: 7, template: { actions: 'x', text: 'b' } } }],
    silent: 1,
  })!
  expect(shapes.silent).toBe(false)
  expect(shapes.slots[0]!.form).toMatchObject({ altText: '', template: { text: 'b', actions: [{ type: 'message' }] } })
  const many = { slots: Array.from({ length: 50 }, () => ({ kind: 'text', form: { text: 'x' } })) }
  expect(read(many)!.slots).toHaveLength(5)
})

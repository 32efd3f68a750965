import { expect, test } from 'vitest'
import { checkSlots } from '../check.ts'
import { newSlot } from '../slots.ts'
import { BLOCKS, insertBlock, type BlockName } from './blocks.ts'

const NAMES = Object.keys(BLOCKS) as BlockName[]
const types = (text: string) =>
  (JSON.parse(text) as { body: { contents: { type: string }[] } }).body.contents.map(({ type }) => type)
const TWO = JSON.stringify(
  {
    type: 'bubble',
    body: {
      type: 'box',
      layout: 'vertical',
      contents: [
        { type: 'text', text: 'one' },
        { type: 'text', text: 'two' },
      ],
    },
  },
  null,
  2,
)

test.each(NAMES)('%s: begins a bubble, and the check finds nothing but what is to be filled in', (name) => {
  const { text, from } = insertBlock('  ', 0, name)!
  expect(types(text)).toEqual([BLOCKS[name].type])
  const { problems } = checkSlots([newSlot('k', 'flex', { altText: 'a', contents: text })], 'user')
  expect(problems.filter(({ code }) => code !== 'empty')).toEqual([])
  expect(problems.length > 0).toBe(name !== 'separator')
  expect(text.slice(from - 1, from + 1) === '""').toBe(name !== 'separator')
})

test('a block stands behind the one at the cursor', () => {
  const made = insertBlock(TWO, TWO.indexOf('one'), 'separator')!
  expect(types(made.text)).toEqual(['text', 'separator', 'text'])
  expect(made.text.slice(made.from)).toMatch(/^\{\s+"type": "separator"/)
  expect(types(insertBlock(TWO, 0, 'separator')!.text)).toEqual(['text', 'text', 'separator'])
})

test('in an empty box it stands in that box; a carousel takes it in its first bubble', () => {
  const inner = TWO.replace(
    /\{\s+"type": "text",\s+"text": "two"\s+\}/,
    '{"type":"box","layout":"vertical","contents":[]}',
  )
  const made = JSON.parse(insertBlock(inner, inner.indexOf('[]'), 'image')!.text)
  expect(made.body.contents[1].contents).toMatchObject([{ type: 'image' }])
  const carousel = insertBlock('{"type":"carousel","contents":[{"type":"bubble"}]}', 0, 'text')!
  expect(JSON.parse(carousel.text).contents[0].body.contents).toMatchObject([{ type: 'text' }])
})

test('where there is no place, nothing is touched', () => {
  const odd = [
    '{',
    '[]',
    '7',
    'null',
    '{}',
    '{"type":"carousel"}',
    '{"type":"bubble","body":7}',
    '{"type":"carousel","contents":[7]}',
  ]
  for (const text of odd)
    for (const at of [0, 3, 99]) expect([text, insertBlock(text, at, 'text')]).toEqual([text, null])
  const names = '{"type":"bubble","__proto__":{"type":"box","contents":[]}}'
  expect(insertBlock(names, names.indexOf('[]'), 'text')).not.toBeNull()
  expect(({} as { contents?: unknown }).contents).toBeUndefined()
})

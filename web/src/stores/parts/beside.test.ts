import { expect, test } from 'vitest'
import { besideOf, withBeside } from './beside.ts'

test('parts are changed one by one and the others stay', () => {
  const form = { slots: [{ kind: 'text' }], silent: true }
  const first = withBeside('', { form })
  const both = withBeside(first, { quote: { row: 'c:1' } })
  expect(besideOf(both)).toEqual({ form, quote: { row: 'c:1' } })
  expect(besideOf(withBeside(both, { form: null }))).toEqual({ quote: { row: 'c:1' } })
})

test('the last part taken away leaves nothing to keep', () => {
  expect(withBeside(withBeside('', { files: [1] }), { files: null })).toBe('')
  expect(withBeside(undefined, {})).toBe('')
})

test('what is no JSON, no object, or of no known part reads as nothing', () => {
  for (const text of ['', '{', 'null', '7', '"form"', '[]', '{"other":1}', '{"form":null}', undefined])
    expect(besideOf(text)).toEqual({})
  expect(besideOf('{"__proto__":{"form":1},"files":[]}')).toEqual({ files: [] })
})

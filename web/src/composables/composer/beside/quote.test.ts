import { expect, test } from 'vitest'
import type { TimelineItem } from '../../timeline/item.ts'
import { plainOf } from './plain.ts'
import { quotable, quoteOf } from './quote.ts'

const item = (more: object) => ({ id: 'c:1', body: { kind: 'text', text: 'a' }, ...more }) as unknown as TimelineItem

test('theirs is quoted by its own token, ours by the last one LINE answered with', () => {
  expect(quotable(item({ quoteToken: 'q' }))).toEqual({ row: 'c:1', token: 'q' })
  const sentMessages = [{ id: '1', quoteToken: 'q1' }, { id: '2', quoteToken: 'q2' }, { id: '3' }]
  expect(quotable(item({ delivery: { sentMessages } }))).toEqual({ row: 'c:1', token: 'q2' })
})

test('where LINE gave none, or nothing remains, there is nothing to quote', () => {
  expect(quotable(item({}))).toBeNull()
  for (const kind of ['unsent', 'undisplayable', 'deleted'])
    expect(quotable(item({ quoteToken: 'q', body: { kind } }))).toBeNull()
})

test('a kept quote is read with distrust', () => {
  expect(quoteOf({ row: 'a', token: 'b', more: 1 })).toEqual({ row: 'a', token: 'b' })
  for (const kept of [null, undefined, 'x', [], { row: 1, token: 'b' }, { row: 'a' }]) expect(quoteOf(kept)).toBeNull()
})

test('a message goes back into the field only if the field can hold all of it', () => {
  const text = { type: 'text' as const, text: 'はい' }
  expect(plainOf([text])).toEqual({ text: 'はい', token: null, files: [] })
  expect(plainOf([{ ...text, quoteToken: 'q', sender: { name: 'Mika' } }])).toMatchObject({ text: 'はい', token: 'q' })
  expect(plainOf([text, text])).toBeNull()
  expect(plainOf([{ ...text, quickReply: { items: [] } }])).toBeNull()
  expect(plainOf([])).toBeNull()
})

test('what was uploaded here goes back beside the text; a picture from elsewhere needs the form', () => {
  const url = `https://desk.example/m/${'a'.repeat(40)}`
  const image = { type: 'image' as const, originalContentUrl: url, previewImageUrl: `${url}/preview` }
  const link = { type: 'text' as const, text: `見積.pdf\n${url}` }
  const back = plainOf([{ type: 'text', text: '送ります' }, { ...image, sender: { name: 'Mika' } }, link])!
  expect(back.text).toBe('送ります')
  expect(back.files.map(({ kind, name, message }) => [kind, name, message])).toEqual([
    ['image', '', image],
    ['file', '見積.pdf', link],
  ])
  expect(plainOf([link])).toMatchObject({ text: '', files: [{ kind: 'file' }] })
  const elsewhere = { ...image, originalContentUrl: 'https://pictures.example/a.jpg' }
  expect(plainOf([{ type: 'text', text: 'a' }, elsewhere])).toBeNull()
  expect(plainOf([{ type: 'text', text: `see ${url} please` }])).toMatchObject({ text: `see ${url} please`, files: [] })
})

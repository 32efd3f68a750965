import { expect, test } from 'vitest'
import { flexOf, readJsonFile } from './readFile.ts'
import { JSON_MAX } from './readJson.ts'

const bytes = (...all: number[]) => new Blob([new Uint8Array(all)])

test('a text file is its text, broken JSON too: the field says what is wrong with it, and where', async () => {
  expect(await readJsonFile(new Blob(['\uFEFF{"a":"あ"}']))).toEqual({ text: '{"a":"あ"}' })
  expect(await readJsonFile(new Blob(['{ broken']))).toEqual({ text: '{ broken' })
})

test('what is too large, no text, empty or gone is refused', async () => {
  expect(await readJsonFile(new Blob(['x'.repeat(JSON_MAX + 1)]))).toEqual({ problem: 'too_large', limit: JSON_MAX })
  expect(await readJsonFile(new Blob(['x'.repeat(JSON_MAX)]))).toMatchObject({ text: expect.any(String) })
  for (const file of [bytes(0xff, 0xfe, 0x7b, 0), bytes(0x7b, 0, 0x7d), bytes(0xc3)])
    expect(await readJsonFile(file)).toMatchObject({ problem: 'unreadable' })
  expect(await readJsonFile(new Blob([' \n']))).toMatchObject({ problem: 'empty' })
  const gone = { size: 1, arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) }
  expect(await readJsonFile(gone as unknown as Blob)).toMatchObject({ problem: 'unreadable' })
})

test('a whole Flex message gives its container and its alternative text', () => {
  const container = { type: 'bubble' }
  const message = JSON.stringify({ type: 'flex', altText: 'hello', contents: container })
  expect(flexOf(message)).toEqual({ contents: JSON.stringify(container, null, 2), altText: 'hello' })
  const others = ['{"type":"bubble"}', '{"type":"flex"}', 'null', '[', '{"__proto__":{"type":"flex","contents":1}}']
  for (const text of others) expect(flexOf(text)).toEqual({ contents: text, altText: null })
})

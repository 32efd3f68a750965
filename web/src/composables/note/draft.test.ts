import { expect, test } from 'vitest'
import { isNothing, joined, NO_NOTE, readNote } from './draft.ts'
import { addressOfUpload, pathOfFile } from './files.ts'

const mention = { kind: 'agent' as const, id: 'mika', start: 0, length: 5 }

test('what was kept is read with distrust', () => {
  for (const bad of [null, '', 'x', '[]', '{"text":1}', '"a"']) expect(readNote(bad)).toEqual(NO_NOTE)
  const kept = { text: '@Mika', mentions: [mention, { kind: 'boss' }, null], files: 'no', about: 7 }
  expect(readNote(JSON.stringify(kept))).toEqual({ text: '@Mika', mentions: [mention], files: [], about: null })
  expect(isNothing(NO_NOTE)).toBe(true)
})

test('a refused note stands before what was written meanwhile, its names with it', () => {
  const back = { text: 'hi @Mika', mentions: [{ ...mention, start: 3 }], files: [1], about: 'm1' }
  const now = { text: '@Mika', mentions: [mention], files: [2], about: null }
  const { text, mentions, files, about } = joined(back, now)
  expect(text).toBe('hi @Mika\n@Mika')
  expect(mentions.map(({ start, length }) => text.slice(start, start + length))).toEqual(['@Mika', '@Mika'])
  expect([files, about]).toEqual([[1, 2], 'm1'])
  expect(joined(back, NO_NOTE)).toEqual(back)
})

test('only our own uploads are files of a note', () => {
  const url = `https://console.example/m/${'a'.repeat(40)}`
  expect(addressOfUpload({ type: 'text', text: `見積書.pdf\n${url}` })).toBe(url)
  expect(addressOfUpload({ type: 'text', text: url })).toBe(url)
  expect(addressOfUpload({ type: 'text', text: 'hello' })).toBeNull()
  expect(addressOfUpload(null)).toBeNull()
  expect(pathOfFile(url)).toBe(`/m/${'a'.repeat(40)}`)
  for (const bad of ['javascript:alert(1)', 'https://evil.example/x', `${url}/preview`])
    expect(pathOfFile(bad)).toBeNull()
})

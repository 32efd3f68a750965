import { expect, test } from 'vitest'
import { cleanName, savedName, shownName } from './fileName.ts'
import type { MediaBody } from './mediaBody.ts'

const stored = (type: string) => ({ state: 'stored', type, bytes: 1, preview: false }) as const

test('a name is read as it is written: no mark turns it round, no control character hides in it', () => {
  expect(cleanName('invoice\u202Efdp.exe')).toBe('invoicefdp.exe')
  expect(cleanName('a\u0000b\nc\u0085\u2066.txt')).toBe('abc.txt')
  expect(cleanName('../../etc/passwd')).toBe('passwd')
  expect(cleanName('C:\\Users\\me\\見積書.xlsx')).toBe('見積書.xlsx')
  expect(cleanName('\uD800.txt')).toBe('\uFFFD.txt')
  expect(cleanName('\u202E\u0000 ')).toBe('')
})

test('a long name keeps its end, which says what it is', () => {
  const shown = shownName(`${'長'.repeat(200)}.見積書.exe`)
  expect(shown.length).toBe(60)
  expect(shown.endsWith('.見積書.exe')).toBe(true)
  expect(shown).toContain('…')
  expect(shownName('short.pdf')).toBe('short.pdf')
  expect(shownName('../a\u202E.pdf')).toBe('../a.pdf')
})

test('it is cut between characters, not within them', () => {
  const family = '👨‍👩‍👧‍👦'
  expect(shownName(family.repeat(80))).toBe(`${family.repeat(43)}…${family.repeat(16)}`)
})

test('a file is saved under its own name, a picture under its kind and number', () => {
  const file = (name?: string): MediaBody => ({ kind: 'file', ...(name === undefined ? {} : { name }) })
  expect(savedName('c:1', file('見積書.pdf'))).toBe('見積書.pdf')
  expect(savedName('c:1', file('../.profile'))).toBe('profile')
  expect(savedName('c:17', file('\u202E'))).toBe('file-17')
  expect(savedName('c:17', file())).toBe('file-17')
  expect(savedName('c:17', { kind: 'image', media: stored('image/jpeg') })).toBe('image-17.jpg')
  expect(savedName('c:17', { kind: 'video', media: stored('constructor') })).toBe('video-17')
  expect(savedName('"><x', { kind: 'audio' })).toBe('audio-x')
  expect(savedName('::', { kind: 'audio' })).toBe('audio-0')
})

test('whatever it was called, what it is saved under has no folder, no hidden mark and an end', () => {
  let seed = 7
  const next = (below: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below
  const parts = ['a', '/', '\\', '..', '\u202E', '\u0007', '"', '<img src=x>', '長', '\uDC00', '.', ' ', '👨‍👩‍👧']
  for (let i = 0; i < 2_000; i++) {
    const name = Array.from({ length: next(400) }, () => parts[next(parts.length)]).join('')
    const saved = savedName('c:1', { kind: 'file', name })
    // oxlint-disable-next-line no-control-regex
    expect(saved).not.toMatch(/[/\\\u0000-\u001f\u202a-\u202e\u2066-\u2069]|^\.|^$/)
    expect(saved.isWellFormed()).toBe(true)
  }
})

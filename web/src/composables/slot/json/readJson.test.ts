import { expect, test } from 'vitest'
import { offsetAt, readJson, spotAt } from './readJson.ts'

const wrong = (text: string) => {
  const read = readJson(text)
  return 'wrong' in read ? [read.wrong.code, read.wrong.spot.line, read.wrong.spot.column] : null
}

test('it takes exactly what the engine’s parser takes', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"',
    '\\',
    '1',
    '-',
    '0',
    '1.5e3',
    '01',
    'true',
    'nul',
    ' ',
    '\n',
    '"\\u00e9"',
    '"\\x"',
    '\u0001',
    '𠮷',
  ]
  let seed = 7
  const next = (n: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % n
  let taken = 0
  for (let i = 0; i < 30_000; i += 1) {
    const text = Array.from({ length: 1 + next(7) }, () => pieces[next(pieces.length)]!).join('')
    let value: unknown
    let valid = true
    try {
      value = JSON.parse(text)
    } catch {
      valid = false
    }
    const read = readJson(text)
    expect([text, 'value' in read]).toEqual([text, valid])
    expect('value' in read ? read.value : undefined).toEqual(value)
    taken += Number(valid)
  }
  expect(taken).toBeGreaterThan(300)
})

test('it says where reading ends', () => {
  expect(wrong('{"a": 1,\n "b" 2}')).toEqual(['unreadable', 2, 6])
  expect(wrong('[1, 2')).toEqual(['unreadable', 1, 6])
  expect(wrong('{} x')).toEqual(['unreadable', 1, 4])
  expect(wrong('')).toEqual(['unreadable', 1, 1])
  expect(wrong('"a\nb"')).toEqual(['unreadable', 1, 1])
  expect(wrong('['.repeat(300))?.[0]).toBe('too_deep')
  expect(wrong(' '.repeat(500_001))?.[0]).toBe('too_large')
})

test('a path leads to its value, a missing one to the object that lacks it', () => {
  const text = '{ "a": [ {"b": "x"},\n  {"b": "y"} ] }'
  const read = readJson(text)
  if ('wrong' in read) throw new Error('not read')
  expect(read.spotOf('a[1].b')).toEqual({ line: 2, column: 9 })
  expect(read.spotOf('a[1].c.d')).toEqual({ line: 2, column: 3 })
  expect(read.spotOf('a[7]')).toEqual({ line: 1, column: 8 })
  expect(read.spotOf('')).toEqual({ line: 1, column: 1 })
})

test('offset and place are each other’s way back', () => {
  const text = 'ab\n\ncde\n'
  for (let at = 0; at <= text.length; at += 1) expect(offsetAt(text, spotAt(text, at))).toBe(at)
})

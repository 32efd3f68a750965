import { expect, test } from 'vitest'
import en from '../../locales/en/upload.ts'
import ja from '../../locales/ja/upload.ts'
import { fail, problemOf, refusedAs, WHYS } from './problem.ts'
import { problemWords } from './problemWords.ts'
import { sizeWords } from './sizeWords.ts'

test('every reason has a sentence in each language', () => {
  for (const words of [en, ja]) expect(Object.keys(words.problem).toSorted()).toEqual([...WHYS].toSorted())
})

test('limits are said in the units they are in', () => {
  const say = (key: string, values?: Record<string, unknown>) => `${key} ${JSON.stringify(values ?? {})}`
  expect(problemWords({ why: 'tooLarge', limit: 200_000_000 }, say)).toBe('upload.problem.tooLarge {"limit":"200 MB"}')
  expect(problemWords({ why: 'tooManyPixels', limit: 100_000_000 }, say)).toBe(
    'upload.problem.tooManyPixels {"limit":100}',
  )
  expect(problemWords({ why: 'gone' }, say)).toBe('upload.problem.gone {}')
  expect([0, 999, 1_000, 1_540, 999_499, 1_000_000, 3_440_000, 10_000_000].map(sizeWords)).toEqual([
    '0 B',
    '999 B',
    '1 kB',
    '1.5 kB',
    '999 kB',
    '1 MB',
    '3.4 MB',
    '10 MB',
  ])
})

test('a refusal’s code becomes one reason, an unknown one too, and what nobody foresaw', () => {
  expect(refusedAs({ code: 'too_large', limit: 5 }).problem).toEqual({ why: 'tooLarge', limit: 5 })
  expect(refusedAs({ code: 'too_many', limit: 5 }).problem).toEqual({ why: 'tooMany' })
  for (const code of ['internal', 'toString', '__proto__', ''])
    expect(refusedAs({ code }).problem).toEqual({ why: 'failed' })
  expect(problemOf(fail('empty'))).toEqual({ why: 'empty' })
  expect(problemOf(new Error('x'))).toEqual({ why: 'failed' })
})

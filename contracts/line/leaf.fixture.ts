// Of a single value: what is just taken and what just is not.
import type { ProblemCode } from './check/problem.ts'
import type { Rule } from './check/rule.ts'

/** `at`: below the value; `good: undefined` = there is only a bad one. */
export type Case = { at: string; good: unknown; bad: unknown; code: ProblemCode; limit?: number }
type Of<K extends Rule['kind']> = Rule & { kind: K }
export type Leaf = Of<Exclude<Rule['kind'], 'list' | 'dict' | 'object' | 'choice'>>

/** One character that a person sees, of eight units. */
export const FAMILY = '👨‍👩‍👧'
export const HTTPS = 'https://example.com/'
const padded = (length: number) => HTTPS.padEnd(length, 'a')

const here = (good: unknown, bad: unknown, code: ProblemCode, limit?: number): Case => ({
  at: '',
  good,
  bad,
  code,
  ...(limit === undefined ? {} : { limit }),
})

export function leafCases(rule: Leaf): Case[] {
  switch (rule.kind) {
    case 'text':
      return textCases(rule)
    case 'url':
      return urlCases(rule)
    case 'oneOf':
      return rule.values.map((good) => here(good, `${good}?`, 'not_allowed'))
    case 'number':
      return numberCases(rule)
    case 'flag':
      return [here(false, 'false', 'malformed')]
    case 'measure':
      return measureCases(rule)
    case 'color':
      return colorCases(rule)
    case 'ratio':
      return RATIOS
    case 'moment':
      return MOMENTS
    case 'forbidden':
      return [here(undefined, {}, 'not_allowed')]
  }
}

const RATIOS = [
  here('100000:1', '100001:1', 'out_of_range', 100_000),
  here('1:1', '1:0', 'out_of_range', 1),
  here('100:300', '100:301', 'out_of_range', 3),
  here('1.51:1', '16x9', 'malformed'),
]
const MOMENTS = [
  here('1900-01-01', '1899-12-31', 'out_of_range', 1900),
  here('2100-12-31', '2101-01-01', 'out_of_range', 2100),
  here('2000-02-29', '2001-02-29', 'malformed'),
]

export function textCases({ max, unit, min }: Of<'text'>): Case[] {
  const one = unit === 'grapheme' ? FAMILY : 'あ'
  const cases = [...(min === 0 ? [] : [here('x', '', 'empty')]), here('x', 1, 'malformed')]
  if (max === Infinity) return cases
  // An apple is two units and one character.
  const beyond = `${'x'.repeat(max - 1)}🍎${unit === 'grapheme' ? 'x' : ''}`
  return [
    ...cases,
    here(one.repeat(max), one.repeat(max + 1), 'too_long', max),
    here('x'.repeat(max), beyond, 'too_long', max),
  ]
}

function urlCases({ max, schemes }: Of<'url'>): Case[] {
  return [
    here(padded(max), padded(max + 1), 'too_long', max),
    here(HTTPS, '', 'empty'),
    here(`${HTTPS}%E3%81%82`, `${HTTPS}あ`, 'not_encoded'),
    here(HTTPS, `${HTTPS}a b`, 'not_encoded'),
    here(HTTPS, `${HTTPS}100%`, 'not_encoded'),
    here(HTTPS, 'example.com', 'malformed'),
    here(HTTPS, 7, 'malformed'),
    schemes.length === 1
      ? here(HTTPS, 'http://example.com/', 'not_https')
      : here('tel:0312345678', 'ftp://example.com/', 'not_allowed'),
  ]
}

function numberCases({ min, max, whole }: Of<'number'>): Case[] {
  const step = whole ? 1 : 1e-9
  return [
    here(min, min - step, 'out_of_range', min),
    ...(max === Infinity ? [] : [here(max, max + step, 'out_of_range', max)]),
    ...(whole ? [here(min, min + 0.5, 'malformed')] : []),
    here(min, String(min), 'malformed'),
  ]
}

function measureCases({ words, units, signed }: Of<'measure'>): Case[] {
  const taken = [...words, ...units.flatMap((unit) => [`1${unit}`, `0.5${unit}`]), ...(signed ? ['-3px'] : [])]
  const refused = ['1em', '1', 'px', ...(signed ? [] : ['-1px']), ...(units.includes('%') ? [] : ['1%'])]
  const pair = (i: number) => here(taken[i % taken.length], refused[i % refused.length], 'malformed')
  return Array.from({ length: Math.max(taken.length, refused.length) }, (_, i) => pair(i))
}

function colorCases({ alpha }: Of<'color'>): Case[] {
  return [
    here('#a1B2c3', '#a1B2c', 'malformed'),
    here(alpha ? '#a1B2c3d4' : '#a1B2c3', alpha ? '#a1B2c3d4e' : '#a1B2c3d4', 'malformed'),
    here('#000000', 'black', 'malformed'),
  ]
}

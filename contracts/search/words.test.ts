import { expect, test } from 'vitest'
import { fold } from './fold.ts'
import { bounded, FOLDED_MAX, gramsOf, lengthOf, wordsOf } from './words.ts'
import { diceOf, writing } from './writing.fixture.ts'

test('words stand between spaces of any width, each once, and one within another is left out', () => {
  expect(wordsOf(' 請求書　領収書\n請求 ＡＢ ab ')).toEqual(['請求書', '領収書', 'ab'])
  expect(wordsOf('  　 ')).toEqual([])
  expect(wordsOf('\u200B')).toEqual([])
})

test.for([
  ['田', 1],
  ['ที่', 1],
  ['ที่ดี', 2],
  ['👨‍👩‍👧', 1],
  ['🇯🇵', 1],
  ['𠮷', 1],
  ['が', 1],
  ['ab', 2],
] as const)('%s has %i characters', ([word, length]) => {
  expect(lengthOf(word)).toBe(length)
})

test('pieces are runs of code points, each once, none over white space', () => {
  expect(gramsOf('𠮷野家𠮷野', [2])).toEqual(['𠮷野', '野家', '家𠮷'])
  expect(gramsOf('ab c', [1, 2])).toEqual(['a', 'b', 'c', 'ab'])
  expect(gramsOf('字', [2])).toEqual([])
})

test('pieces of a part are among the pieces of the whole', () => {
  const dice = diceOf(3)
  for (let i = 0; i < 500; i += 1) {
    const points = Array.from(fold(writing(dice, 20)))
    const whole = new Set(gramsOf(points.join(''), [1, 2]))
    const from = dice(points.length + 1)
    const part = points.slice(from, from + dice(points.length + 1)).join('')
    expect(gramsOf(part, [1, 2]).every((gram) => whole.has(gram))).toBe(true)
  }
})

test('very long texts end at the bound, never within a character', () => {
  expect(bounded('あ'.repeat(FOLDED_MAX))).toHaveLength(FOLDED_MAX)
  expect(bounded('a' + '𠮷'.repeat(FOLDED_MAX))).toHaveLength(FOLDED_MAX - 1)
  expect(bounded('a' + '𠮷'.repeat(FOLDED_MAX)).isWellFormed()).toBe(true)
})

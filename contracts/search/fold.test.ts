import { expect, test } from 'vitest'
import { fold, foldMapped } from './fold.ts'
import { diceOf, writing } from './writing.fixture.ts'

test.for([
  ['ＡＢＣ１２３', 'abc123'],
  ['ｶﾞｿﾘﾝ', 'がそりん'],
  ['カタカナ', 'かたかな'],
  ['ヴァイオリン', 'ゔぁいおりん'],
  ['サービス', 'さーびす'],
  ['ヽヾ', 'ゝゞ'],
  ['㍻31年㍿', '平成31年株式会社'],
  ['㌔', 'きろ'],
  ['①⑩', '110'],
  ['Ｓｔｒａßｅ', 'straße'],
  ['e\u0301', '\u00e9'],
  ['か\u3099', 'が'],
  ['ワ\u3099', 'わ\u3099'],
  ['ヷ', 'わ\u3099'],
  ['葛\u{E0100}飾区', '葛飾区'],
  ['❤\uFE0F', '❤'],
  ['10:00〜12:00', '10:00~12:00'],
  ['10:00～12:00', '10:00~12:00'],
  ['03−1234‐5678', '03-1234-5678'],
  ['臺灣', '臺灣'],
  ['ที่นี่', 'ที่นี่'],
  ['한\u1100\u1161', '한가'],
  ['a\u200Bb\u00ADc', 'abc'],
  ['a\u0000\uD83D', 'a\uFFFD\uFFFD'],
  ['', ''],
])('%s is compared as %s', ([text, folded]) => {
  expect(fold(text!)).toBe(folded)
})

test('what is folded stays as it is, and every place in it has one in what was written, in order', () => {
  const dice = diceOf(7)
  for (let i = 0; i < 3_000; i += 1) {
    const text = writing(dice, 14)
    const mapped = foldMapped(text)
    expect(mapped.folded).toBe(fold(text))
    expect(fold(mapped.folded)).toBe(mapped.folded)
    expect(mapped.folded.isWellFormed() && !mapped.folded.includes('\0')).toBe(true)
    expect(mapped.starts).toHaveLength(mapped.folded.length)
    for (const [at, start] of mapped.starts.entries()) {
      expect(start).toBeLessThan(mapped.ends[at]!)
      expect(start).toBeGreaterThanOrEqual(mapped.starts[at - 1] ?? 0)
      expect(mapped.ends[at]).toBeLessThanOrEqual(text.length)
    }
  }
})

test('neither width, nor case, nor the form of kana tells two texts apart', () => {
  const dice = diceOf(11)
  const katakana = (text: string) => text.replace(/[ぁ-ゖ]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0x60))
  const wide = (text: string) => text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))
  for (let i = 0; i < 1_000; i += 1) {
    const letters = Array.from({ length: 8 }, () => String.fromCharCode(dice(2) ? 0x3041 + dice(86) : 0x30 + dice(75)))
    const text = letters.join('')
    for (const form of [katakana, wide]) expect(fold(form(text))).toBe(fold(text))
    expect(fold(text.toUpperCase())).toBe(fold(text))
  }
})

import { expect, test } from 'vitest'
import { fold } from './fold.ts'
import { snippetOf } from './snippet.ts'
import { lengthOf, wordsOf } from './words.ts'
import { diceOf, writing } from './writing.fixture.ts'

/** Hits in brackets. */
const marked = (text: string, query: string) =>
  snippetOf(text, wordsOf(query))
    ?.map((piece) => (piece.hit ? `[${piece.text}]` : piece.text))
    .join('')

test.for([
  ['ご注文のコーヒー豆', 'こーひー', 'ご注文の[コーヒー]豆'],
  ['ｺｰﾋｰを二つ', 'コーヒー', '[ｺｰﾋｰ]を二つ'],
  ['ｶﾞｽの件', 'がす', '[ｶﾞｽ]の件'],
  ['ＯＲＤＥＲ番号', 'order', '[ＯＲＤＥＲ]番号'],
  ['㍻31年', '平成', '[㍻]31年'],
  ['㍻31年', '成3', '[㍻3]1年'],
  ['𠮷野家です', '野家', '𠮷[野家]です'],
  ['cafe\u0301 au lait', 'café', '[cafe\u0301] au lait'],
  ['ขอบคุณมากค่ะ', 'มาก', 'ขอบคุณ[มาก]ค่ะ'],
  ['ร้านนี้', 'านน', 'ร้[านนี้]'],
  ['家族👨‍👩‍👧です', '👨', '家族[👨‍👩‍👧]です'],
  ['東京都葛\u{E0100}飾区', '葛飾', '東京都[葛\u{E0100}飾]区'],
  ['あいあい', 'あい', '[あいあい]'],
  ['いろはに', 'ろは はに', 'い[ろはに]'],
  ['一行目\n二行目', '二行', '一行目 [二行]目'],
  ['臺灣大學', '灣大', '臺[灣大]學'],
])('%s, looked for %s', ([text, query, shown]) => {
  expect(marked(text!, query!)).toBe(shown)
})

test('all words must be there, in any order', () => {
  expect(marked('請求書と領収書', '領収 請求')).toBe('[請求]書と[領収]書')
  expect(marked('請求書だけ', '領収 請求')).toBeUndefined()
  expect(marked('求請', '請求')).toBeUndefined()
  expect(marked('何か', '')).toBeUndefined()
})

test('of a long text 80 characters are shown, 20 of them before the first hit', () => {
  const text = `${'👨‍👩‍👧'.repeat(100)}請求書${'น้ำ'.repeat(300)}領収書`
  expect(marked(text, '請求 領収')).toBe(`…${'👨‍👩‍👧'.repeat(20)}[請求]書${'น้ำ'.repeat(57)}…`)
})

test('a hit that is longer than that is shown whole', () => {
  const long = 'あ'.repeat(150)
  expect(marked(`${'前'.repeat(30)}${long}後ろ`, long)).toBe(`…${'前'.repeat(20)}[${long}]…`)
})

test('what is shown is what was written, whatever it is', () => {
  const shown = snippetOf('Ａ\uD83D㍿ｶﾞ\u0000 終わり', wordsOf('終わり'))!
  expect(shown.map(({ text }) => text).join('')).toBe('Ａ\uD83D㍿ｶﾞ\u0000 終わり')
})

test('whatever part of a text is looked for is found and marked in it, at most 80 characters long and none cut', () => {
  const dice = diceOf(5)
  const inLine = (text: string) => text.replace(/\s+/gu, ' ')
  const all = Array.from({ length: 2_000 }, () => {
    const text = `${writing(dice, 60)}請求書${writing(dice, 60)}`
    const at = dice(text.length)
    return { text, words: wordsOf(text.slice(at, at + 1 + dice(6))) }
  }).filter(({ words }) => words.length > 0)
  // A part that begins or ends within a character may fold to something else.
  const stands = ({ text, words }: (typeof all)[number]) => words.every((word) => fold(text).includes(word))
  for (const { text, words } of all.filter((one) => !stands(one))) expect(snippetOf(text, words)).toBeNull()
  const found = all.filter(stands)
  expect(found.length).toBeGreaterThan(1_000)
  for (const { text, words } of found) {
    const shown = snippetOf(text, words)!
    const written = shown.map((piece) => piece.text).filter((piece) => piece !== '…')
    expect(inLine(text)).toContain(written.join(''))
    expect(lengthOf(written.join(''))).toBeLessThanOrEqual(80)
    const first = fold(shown.find(({ hit }) => hit)!.text)
    expect(words.some((word) => first.includes(inLine(word)))).toBe(true)
  }
})

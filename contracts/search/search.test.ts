import { describe, expect, test } from 'vitest'
import { fold, foldMapped } from './fold.ts'
import { saidInBody, saidInObjects } from './said.ts'
import { snippetOf } from './snippet.ts'
import { bounded, FOLDED_MAX, gramsOf, lengthOf, wordsOf } from './words.ts'

describe('folding', () => {
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

  test('what is folded stays as it is, and what is folded piece by piece is what is folded as a whole', () => {
    const signs = [...'aZｱｶﾞﾞがガ゙が〜ー字𠮷臺กิน่ี้한가ㄱㅏ́é①㍻🇯🇵👨‍👩‍👧❤️ \n']
    let seed = 7
    const dice = (n: number) => (seed = (seed * 48_271) % 2_147_483_647) % n
    for (let i = 0; i < 2_000; i += 1) {
      const text = Array.from({ length: dice(12) }, () => signs[dice(signs.length)]).join('')
      const mapped = foldMapped(text)
      expect(mapped.folded).toBe(fold(text))
      expect(fold(mapped.folded)).toBe(mapped.folded)
      for (const [at, start] of mapped.starts.entries()) {
        expect(start).toBeLessThan(mapped.ends[at]!)
        expect(start).toBeGreaterThanOrEqual(mapped.starts[at - 1] ?? 0)
      }
    }
  })
})

describe('words', () => {
  test('they stand between spaces of any width, each once, and one within another is left out', () => {
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
    const text = fold('สวัสดีค่ะ ㍻の𠮷野家でコーヒーを👨‍👩‍👧')
    const whole = new Set(gramsOf(text, [2]))
    const points = [...text]
    for (let from = 0; from < points.length; from += 1)
      for (let to = from; to <= points.length; to += 1)
        expect(gramsOf(points.slice(from, to).join(''), [2]).every((gram) => whole.has(gram))).toBe(true)
  })

  test('very long texts end at the bound, never within a character', () => {
    expect(bounded('あ'.repeat(FOLDED_MAX))).toHaveLength(FOLDED_MAX)
    expect(bounded('a' + '𠮷'.repeat(FOLDED_MAX))).toHaveLength(FOLDED_MAX - 1)
    expect(bounded('a' + '𠮷'.repeat(FOLDED_MAX)).isWellFormed()).toBe(true)
  })
})

describe('snippets', () => {
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
    ['𠮷野家です', '𠮷野', '[𠮷野]家です'],
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
  })

  test('of a long text what stands around is shown, and words far apart stand apart', () => {
    const text = `${'前'.repeat(100)}請求書${'中'.repeat(300)}領収書${'後'.repeat(100)}`
    const shown = marked(text, '請求 領収')!
    expect(shown).toMatch(/^…前{20}\[請求\]書中+……中+\[領収\]書後+…$/)
    expect(shown.length).toBeLessThan(220)
  })

  test('the whole is what was written, whatever it is', () => {
    const text = 'Ａ\uD83D㍿ｶﾞ\u0000 終わり'
    expect(
      snippetOf(text, wordsOf('終わり'))!
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
  })
})

describe('the words of a message', () => {
  test('are those a person reads in it', () => {
    expect(saidInBody({ kind: 'text', text: 'はい' })).toEqual({ kinds: ['text'], text: 'はい' })
    expect(saidInBody({ kind: 'sticker', text: 'OK', keywords: ['了解', '笑'] })).toEqual({
      kinds: ['sticker'],
      text: 'OK\n了解\n笑',
    })
    expect(saidInBody({ kind: 'location', title: '店', address: '港区' }).text).toBe('店\n港区')
    expect(saidInBody({ kind: 'file', name: '見積.pdf' }).kinds).toEqual(['file'])
    expect(saidInBody({ kind: 'note', text: 'メモ', mentions: [], files: [] }).kinds).toEqual(['note'])
    for (const kind of ['unsent', 'undisplayable', 'image', 'audio'] as const)
      expect(saidInBody({ kind } as never)).toEqual({ kinds: [], text: '' })
  })

  test('of what we send each object says its own, and what is no object says nothing', () => {
    const said = saidInObjects([
      { type: 'text', text: 'こんにちは' },
      { type: 'textV2', text: 'Hi {who}', substitution: { who: { type: 'mention', mentionee: { type: 'all' } } } },
      { type: 'flex', altText: 'ご案内', contents: {} },
      { type: 'location', title: '本店', address: '港区芝' },
      { type: 'image', originalContentUrl: 'https://x' },
      null,
      'x',
      { type: 'text', text: 5 },
    ])
    expect(said).toEqual({ kinds: ['text', 'flex', 'location'], text: 'こんにちは\nHi @All\nご案内\n本店\n港区芝' })
  })
})

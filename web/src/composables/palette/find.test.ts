import { expect, test } from 'vitest'
import { find, LISTED_MAX, type Item } from './find.ts'
import { needlesOf, romanised } from './fold.ts'

const people = (...titles: string[]): Item[] =>
  titles.map((title) => ({ key: `conversation:${title}`, kind: 'conversation', title }))
const titles = (items: Item[], query: string, recent: string[] = []) =>
  find(items, query, recent).map(({ item }) => item.title)
/** The title with what is marked in brackets. */
const marked = (title: string, query: string) =>
  find(people(title), query, [])[0]
    ?.pieces.map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join('') ?? null

test.each([
  ['やまだ はなこ', 'yamada', '[やまだ] はなこ'],
  ['ヤマダ ハナコ', 'yamada', '[ヤマダ] ハナコ'],
  ['ﾔﾏﾀﾞ', 'yamada', '[ﾔﾏﾀﾞ]'],
  ['Yamada Hanako', 'やまだ', '[Yamada] Hanako'],
  ['ヤマダ', 'やまだ', '[ヤマダ]'],
  ['ＹＡＭＡＤＡ', 'yamada', '[ＹＡＭＡＤＡ]'],
  ['やまだ', 'やm', '[やま]だ'],
  ['しょうじ', 'syouji', '[しょうじ]'],
  ['しょうじ', 'shouji', '[しょうじ]'],
  ['つづき', 'tuzuki', '[つづき]'],
  ['はっとり', 'hattori', '[はっとり]'],
  ['しんいち', 'shinichi', '[しんいち]'],
  ['ラーメン屋', 'raamen', '[ラーメン]屋'],
  ['ラーメン屋', 'ramen', '[ラーメン]屋'],
  ['山田 花子', '花', '山田 [花]子'],
  ['Stuart', 'stu', '[Stu]art'],
  ['Resolve and open the next', 'rn', '[R]esolve a[n]d open the next'],
  ['สมชาย ใจดี', 'ใจดี', 'สมชาย [ใจดี]'],
  ['王小明', '小', '王[小]明'],
  ['Café Minato', 'café', '[Café] Minato'],
  ['😀 さくら', 'sakura', '😀 [さくら]'],
  ['Anna', 'x', null],
  ['Anna', 'nnaa', null],
])('%s is found by %s as %s', (title, query, expected) => {
  expect(marked(title, query)).toBe(expected)
})

test('the beginning comes before a later word, that before the middle, and letters apart come last', () => {
  expect(titles(people('Tamara', 'Minato Mar', 'Martin', 'M. Archer', 'Mar'), 'mar')).toEqual([
    'Mar',
    'Martin',
    'Minato Mar',
    'Tamara',
    'M. Archer',
  ])
})

test('what was used of late comes first among equals, and no farther', () => {
  const all = people('Sato A', 'Sato B', 'Kisato')
  expect(titles(all, 'sato', ['conversation:Sato B', 'conversation:Kisato'])).toEqual(['Sato B', 'Sato A', 'Kisato'])
})

test('what stands beside the title is searched too, and marks nothing', () => {
  const item: Item = { key: 'conversation:1', kind: 'conversation', title: '佐藤', more: 'Minato Furniture' }
  expect(find([item], 'furni', [])[0]?.pieces).toEqual([{ text: '佐藤', hit: false }])
})

test('nothing typed lists all as they come; white space is nothing', () => {
  expect(titles(people('B', 'A'), ' 　')).toEqual(['B', 'A'])
})

test('a query that would be a pattern elsewhere is only letters', () => {
  expect(marked('a.*b', '.*')).toBe('a[.*]b')
  expect(titles(people('abc'), '(')).toEqual([])
})

test('without kana there is nothing to put into Latin letters', () => {
  expect(romanised('山田 Hanako')).toBeNull()
  expect(needlesOf('')).toEqual([])
})

test('of thousands of conversations the best 50 are drawn, and what that took is told', () => {
  const family = ['やまだ', 'サトウ', 'Suzuki', '高橋', 'たかはし', 'わたなべ', 'Nguyen', 'สมชาย', '王', 'Ito']
  const given = ['はなこ', 'タロウ', 'Ken', '美香', 'あおい', 'Anna', 'ゆうき', 'さくら', '小明', 'リョウ']
  const all = people(...Array.from({ length: 1_000 }, (_, i) => `${family[i % 10]} ${given[(i * 7) % 10]} ${i}`))
  for (const query of ['y', 'yam', 'yamada', 'やまだ', 'tarou', 'zzz']) {
    const from = performance.now()
    const found = find(all, query, [])
    console.info(`"${query}" among ${all.length}: ${(performance.now() - from).toFixed(1)} ms`)
    expect(found).toHaveLength(query === 'zzz' ? 0 : LISTED_MAX)
  }
})

import { expect, test } from 'vitest'
import { textPieces, type Placed } from './pieces.ts'

const shown = (placed: Placed) =>
  textPieces(placed).map((piece) => [
    piece.text,
    'emoji' in piece ? 'emoji' : 'mention' in piece ? 'mention' : 'href' in piece ? piece.href : '',
  ])

test('emoji, mentions and addresses stand in order between plain text', () => {
  expect(
    shown({
      text: '@Ito (love) https://e.com(x)',
      emojis: [
        { index: 25, length: 3 },
        { index: 5, length: 6 },
      ],
      mentions: [{ index: 0, length: 4, type: 'user' }],
    }),
  ).toEqual([
    ['@Ito', 'mention'],
    [' ', ''],
    ['(love)', 'emoji'],
    [' ', ''],
    ['https://e.com', 'https://e.com/'],
    ['(x)', 'emoji'],
  ])
})

test('a text without them is read as ever', () => {
  expect(shown({ text: 'see https://e.com' })).toEqual([
    ['see ', ''],
    ['https://e.com', 'https://e.com/'],
  ])
  expect(shown({ text: '' })).toEqual([])
})

test('the pieces joined are the text, whatever the places are', () => {
  let seed = 5
  const next = (n: number) => (seed = (seed * 48271) % 2147483647) % n
  const odd = [-1, 0.5, NaN, Infinity, 1e300]
  const number = (n: number) => (next(5) === 0 ? odd[next(odd.length)]! : next(n))
  for (let i = 0; i < 2_000; i++) {
    const text = ['👋', 'a', ' ', 'https://e.com', '\ud83d', '(x)'][next(6)]!.repeat(next(6))
    const list = () => Array.from({ length: next(6) }, () => ({ index: number(20), length: number(6) }))
    const mentions = list().map((place) => ({ ...place, type: 'user' as const }))
    const pieces = textPieces({ text, emojis: list(), mentions })
    expect(pieces.map((piece) => piece.text).join('')).toBe(text)
  }
})

test('10,000 emoji are taken apart in no time', () => {
  const emojis = Array.from({ length: 10_000 }, (_, i) => ({ index: i * 3, length: 3 }))
  const start = performance.now()
  expect(textPieces({ text: '(x)'.repeat(10_000), emojis })).toHaveLength(10_000)
  expect(performance.now() - start).toBeLessThan(3_000)
})

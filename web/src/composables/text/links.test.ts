import { expect, test } from 'vitest'
import { piecesOf } from './links.ts'

const links = (text: string) => piecesOf(text).flatMap((piece) => ('href' in piece ? [[piece.text, piece.href]] : []))

test('web, mail and phone addresses become links, the rest stays text', () => {
  expect(piecesOf('See https://example.com/a?b=1 or write to a.b+c@example.co.jp, 03-1234-5678!')).toEqual([
    { text: 'See ' },
    { text: 'https://example.com/a?b=1', href: 'https://example.com/a?b=1', host: 'example.com' },
    { text: ' or write to ' },
    { text: 'a.b+c@example.co.jp', href: 'mailto:a.b+c@example.co.jp', host: 'a.b+c@example.co.jp' },
    { text: ', ' },
    { text: '03-1234-5678', href: 'tel:0312345678', host: '0312345678' },
    { text: '!' },
  ])
})

test('an address ends where Japanese goes on without a space', () => {
  expect(links('https://example.com/shop/12を見てください。')).toEqual([
    ['https://example.com/shop/12', 'https://example.com/shop/12'],
  ])
})

test('punctuation after an address belongs to the sentence, a bracket it opened does not', () => {
  expect(links('(see https://example.com/a).')).toEqual([['https://example.com/a', 'https://example.com/a']])
  expect(links('https://en.wikipedia.org/wiki/Oak_(wood)')).toEqual([
    ['https://en.wikipedia.org/wiki/Oak_(wood)', 'https://en.wikipedia.org/wiki/Oak_(wood)'],
  ])
})

test('the host told is the one that would be reached, whatever stands before the @', () => {
  const [piece] = piecesOf('https://bank.example@evil.example/login')
  expect(piece).toMatchObject({ host: 'evil.example' })
})

test('nothing but http, https, mailto and tel comes out', () => {
  for (const text of [
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '<a href="x">y</a>',
    'https://',
    'http://localhost',
  ]) {
    expect(links(text)).toEqual([])
  }
  expect(links('www.example.com')).toEqual([['www.example.com', 'https://www.example.com/']])
})

test('dates, order numbers, prices and versions are no phones', () => {
  for (const text of [
    '2026-11-24',
    'M-0120418',
    '0.5',
    '10,000',
    '001',
    '12:30-13:00',
    'v0.12.3',
    '0123456789012345678',
  ]) {
    expect([text, links(text)]).toEqual([text, []])
  }
  for (const text of ['090-1234-5678', '0312345678', '+81 90 1234 5678', '0120-444-444', '03(1234)5678']) {
    expect([text, links(text).length]).toEqual([text, 1])
  }
})

test('the pieces joined are the text, for any text', () => {
  const parts = [
    'https://',
    'a.b',
    '@',
    'x.com',
    ' ',
    '(',
    ')',
    '。',
    '090',
    '-',
    '1234',
    '5678',
    '\n',
    '🚪',
    'www.',
    '<b>',
    '+81',
    '/',
  ]
  let seed = 7
  const next = () => (seed = (seed * 48271) % 2147483647)
  for (let i = 0; i < 3000; i++) {
    const text = Array.from({ length: 1 + (next() % 12) }, () => parts[next() % parts.length]).join('')
    expect(
      piecesOf(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
  }
})

test('5,000 hostile characters are read in no time', () => {
  for (const unit of ['0 ', 'a@', 'www.', '0-(1)', 'a.', 'https://(', '))))', '+1']) {
    const start = performance.now()
    piecesOf(unit.repeat(5000 / unit.length))
    expect([unit, performance.now() - start < 3000]).toEqual([unit, true])
  }
})

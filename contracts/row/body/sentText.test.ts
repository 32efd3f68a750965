import { expect, test } from 'vitest'
import { PICTURE, sentText } from './sentText.ts'

const names = (userId: string) => `<${userId}>`
const read = (message: object) => sentText({ type: 'text', ...message }, names)
const v2 = (text: unknown, substitution?: unknown) => sentText({ type: 'textV2', text, substitution }, names)

test('each emoji stands where its $ stood, every other $ stays', () => {
  const { text, emojis, mentions } = read({
    text: '$ costs $5 $',
    emojis: [
      { index: 11, productId: 'p', emojiId: 'b' },
      { index: 0, productId: 'p', emojiId: 'a' },
      { index: 3, productId: 'p', emojiId: 'no dollar' },
      { index: -1 },
      { index: 0.5 },
      null,
    ],
  })
  expect(text).toBe(`${PICTURE} costs $5 ${PICTURE}`)
  expect(emojis.map(({ index, length, emojiId }) => [index, length, emojiId])).toEqual([
    [0, 1, 'a'],
    [11, 1, 'b'],
  ])
  expect(mentions).toEqual([])
})

test('keys become names and emoji, doubled brackets one, and what names nothing stays as written', () => {
  const said = v2('Hi {who}, {all}! {smile} {{who}} {nobody} {} { }', {
    who: { type: 'mention', mentionee: { type: 'user', userId: 'U1' } },
    all: { type: 'mention', mentionee: { type: 'all' } },
    smile: { type: 'emoji', productId: 'p', emojiId: 'e' },
  })
  expect(said.text).toBe(`Hi @<U1>, @All! ${PICTURE} {who} {nobody} {} { }`)
  const cut = (places: { index: number; length: number }[]) =>
    places.map(({ index, length }) => said.text.slice(index, index + length))
  expect(cut(said.mentions)).toEqual(['@<U1>', '@All'])
  expect(cut(said.emojis)).toEqual([PICTURE])
  expect(said.mentions[0]).toMatchObject({ type: 'user', userId: 'U1' })
})

test('a substituted name is no key again', () => {
  const substitution = { a: { type: 'mention', mentionee: { type: 'user', userId: '{b}' } }, b: { type: 'emoji' } }
  expect(sentText({ type: 'textV2', text: '{a}{b}', substitution }, (id) => id).text).toBe(`@{b}${PICTURE}`)
})

test('whatever is stored gives a text', () => {
  for (const odd of [undefined, null, 7, [], {}, 'x', { a: null, b: 'x', __proto__: null }]) {
    expect(v2('{a}{b}{constructor}{__proto__}', odd).text).toBe('{a}{b}{constructor}{__proto__}')
    expect(read({ text: odd, emojis: odd }).text).toBe(odd === 'x' ? 'x' : '')
  }
  expect(v2('}{{{a').text).toBe('}{{a')
  const start = performance.now()
  v2('{'.repeat(5_000) + '}'.repeat(5_000), {})
  expect(performance.now() - start).toBeLessThan(500)
})

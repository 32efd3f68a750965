import { expect, test } from 'vitest'
import { uploadKey } from '../../../media/key.ts'
import { partsOf, ruleOf } from './rules.ts'
import { isToken, newToken, tokensIn } from './token.ts'

test('each kind takes its own formats and sizes, and no part of another', () => {
  expect(ruleOf('image', 'content')).toMatchObject({ max: 10_000_000 })
  expect(ruleOf('video', 'preview')).toMatchObject({ max: 1_000_000 })
  expect(ruleOf('imagemap', '1040')).toMatchObject({ max: 10_000_000 })
  for (const [kind, part] of [
    ['audio', 'preview'],
    ['file', 'preview'],
    ['imagemap', 'content'],
    ['image', '1040'],
    ['imagemap', '500'],
    ['image', 'constructor'],
    ['image', '__proto__'],
  ] as const)
    expect([part, ruleOf(kind, part)]).toEqual([part, null])
  const taken = (kind: 'image' | 'video' | 'audio' | 'file', type: string) => ruleOf(kind, 'content')!.accepts(type)
  expect(['image/jpeg', 'image/png', 'image/gif', 'image/svg+xml'].map((type) => taken('image', type))).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect(['video/mp4', 'video/quicktime', 'video/webm'].map((type) => taken('video', type))).toEqual([
    true,
    false,
    false,
  ])
  expect(['audio/mpeg', 'audio/mp4', 'audio/wav'].map((type) => taken('audio', type))).toEqual([true, true, false])
  expect(taken('file', 'text/html')).toBe(true)
  for (const kind of ['image', 'video', 'audio', 'file', 'imagemap'] as const)
    for (const part of partsOf(kind)) expect(ruleOf(kind, part)).not.toBeNull()
})

test('tokens are found wherever an address of ours stands, and nothing else is taken for one', () => {
  const [a, b, c] = [newToken(), newToken(), newToken()]
  expect([a, b, c].every(isToken)).toBe(true)
  const messages = [
    {
      type: 'image',
      originalContentUrl: `https://desk.example/m/${a}`,
      previewImageUrl: `https://desk.example/m/${a}/preview`,
    },
    { type: 'text', text: `見積書.pdf\nhttps://old.example/m/${b}` },
    { type: 'flex', contents: { hero: { action: { uri: `http://127.0.0.1:3000/m/${c}?x=1` } } } },
    { type: 'text', text: `/m/${a}0 /m/${a.slice(1)} /m/${a.toUpperCase().replaceAll(/\d/g, 'A')} ${b}` },
  ]
  expect(tokensIn(messages)).toEqual([a, b, c])
  for (const none of [undefined, null, {}, 'x']) expect(tokensIn(none)).toEqual([])
})

test('the store’s key does not tell the token', () => {
  const token = newToken()
  expect(uploadKey(token, 'content')).not.toContain(token)
  expect(uploadKey(token, 'content')).not.toBe(uploadKey(token, 'preview'))
})

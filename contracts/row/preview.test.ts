import { expect, test } from 'vitest'
import { PICTURE } from './body/sentText.ts'
import { cutPreview, sentPreview } from './preview.ts'

test('each kind we send says itself in one line', () => {
  const of = (...messages: unknown[]) => sentPreview(messages)
  expect(of({ type: 'text', text: 'Hello' })).toEqual({ kind: 'text', text: 'Hello' })
  expect(of({ type: 'text', text: 'Hi $', emojis: [{ index: 3 }] })).toEqual({ kind: 'text', text: `Hi ${PICTURE}` })
  const substitution = { a: { type: 'mention', mentionee: { type: 'user', userId: 'U1' } } }
  expect(of({ type: 'textV2', text: 'Hi {a}', substitution })).toEqual({ kind: 'text', text: `Hi @${PICTURE}` })
  expect(of({ type: 'sticker', packageId: '1', stickerId: '2' })).toEqual({ kind: 'sticker' })
  expect(of({ type: 'image' })).toEqual({ kind: 'image' })
  expect(of({ type: 'image' }, { type: 'image' })).toEqual({ kind: 'image', n: 2 })
  expect(of({ type: 'image' }, { type: 'text', text: 'x' })).toEqual({ kind: 'image' })
  expect(of({ type: 'video' })).toEqual({ kind: 'video' })
  expect(of({ type: 'audio', duration: 1000.4 })).toEqual({ kind: 'audio', n: 1000 })
  expect(of({ type: 'location', title: 'Shop' })).toEqual({ kind: 'location', text: 'Shop' })
  expect(of({ type: 'coupon', couponId: 'c' })).toEqual({ kind: 'coupon' })
  for (const type of ['imagemap', 'template', 'flex'])
    expect(of({ type, altText: 'Menu' })).toEqual({ kind: type, text: 'Menu' })
})

test('what is no object LINE takes is unsupported by name, and never throws', () => {
  for (const odd of [
    undefined,
    null,
    7,
    'x',
    [],
    {},
    { type: 7 },
    { type: 'constructor' },
    { type: 'flex', altText: {} },
  ])
    expect(typeof sentPreview([odd]).kind).toBe('string')
  expect(sentPreview([{ type: 'hologram' }])).toEqual({ kind: 'unsupported', text: 'hologram' })
  expect(sentPreview([])).toEqual({ kind: 'unsupported', text: '?' })
  expect(sentPreview([{ type: 'image' }, null])).toEqual({ kind: 'image' })
})

test('a long text is cut after its first line, never within a character', () => {
  expect(cutPreview(`${'x'.repeat(199)}👋${'y'.repeat(9)}\nrest`)).toBe(`${'x'.repeat(199)}👋${'y'.repeat(9)}`)
  expect(cutPreview(`\n${'x'.repeat(198)}\n👋`.repeat(2)).isWellFormed()).toBe(true)
})

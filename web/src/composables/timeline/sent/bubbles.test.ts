import { expect, test } from 'vitest'
import type { Body } from '@madoguchi/contracts/row/message'
import { actOf } from './action.ts'
import { bubblesOf } from './bubbles.ts'
import { imagemapParts } from './imagemap.ts'
import { quickRepliesOf } from './quickReplies.ts'
import { templateCards } from './template.ts'

const sent = (...messages: unknown[]) => ({ kind: 'sent', messages }) as Body
const bubbles = (...messages: unknown[]) => bubblesOf(sent(...messages), (id) => `<${id}>`)
const ODD = [undefined, null, 7, 'x', [], {}, { type: 7 }, { type: 'constructor' }, { type: '__proto__' }]

test('what the customer says is one bubble, with what it quotes', () => {
  const text: Body = { kind: 'text', text: 'a', quotedMessageId: '7' }
  expect(bubblesOf(text, String)).toEqual([{ drawn: { is: 'body', body: text }, sender: null, quote: { id: '7' } }])
  const sticker: Body = { kind: 'sticker', quotedMessageId: '8' }
  expect(bubblesOf(sticker, String)[0]!.quote).toEqual({ id: '8' })
  expect(bubblesOf({ kind: 'image' }, String)[0]!.quote).toBeNull()
})

test('each object of a send is a bubble, in order, alike to theirs where the customer sees it alike', () => {
  const drawn = bubbles(
    { type: 'text', text: '$', emojis: [{ index: 0, productId: 'p', emojiId: 'e' }], quoteToken: 'q' },
    { type: 'textV2', text: '{a}', substitution: { a: { type: 'mention', mentionee: { type: 'user', userId: 'U' } } } },
    { type: 'location', title: 'T', address: 'A', latitude: 1, longitude: 2 },
    { type: 'sticker', packageId: '1', stickerId: '2', sender: { name: 'Cony' } },
    { type: 'coupon', couponId: 'c' },
  )
  expect(drawn.map((one) => one.drawn)).toMatchObject([
    { is: 'body', body: { kind: 'text', emojis: [{ index: 0, length: 1 }] } },
    { is: 'body', body: { kind: 'text', text: '@<U>', mentions: [{ userId: 'U' }] } },
    { is: 'body', body: { kind: 'location', title: 'T', latitude: 1 } },
    { is: 'body', body: { kind: 'sticker', stickerId: '2' } },
    { is: 'placeholder', key: 'coupon', text: 'c' },
  ])
  expect(drawn.map(({ quote, sender }) => [quote, sender])).toEqual([
    [{ token: 'q' }, null],
    [null, null],
    [null, null],
    [null, 'Cony'],
    [null, null],
  ])
})

test('an object of no kind, or of none that LINE knows, is a placeholder', () => {
  for (const odd of ODD) expect(bubbles(odd)[0]!.drawn.is).toBe('placeholder')
  for (const type of 'text textV2 sticker image video audio location coupon imagemap template flex'.split(' '))
    expect([type, bubbles({ type }).length]).toEqual([type, 1])
})

test('an action is told, never done; one without a type is none', () => {
  expect(actOf({ type: 'postback', label: 'Buy', data: 'a', displayText: 'I buy' })).toEqual({
    label: 'Buy',
    key: 'postbackSays',
    values: { text: 'I buy', data: 'a' },
  })
  expect(actOf({ type: 'uri', linkUri: 'javascript:x' })).toEqual({
    label: null,
    key: 'uri',
    values: { uri: 'javascript:x' },
  })
  expect(actOf({ type: 'datetimepicker', mode: 'time', data: 'd' })!.key).toBe('time')
  expect(actOf({ type: 'teleport' })).toEqual({ label: null, key: 'other', values: { type: 'teleport' } })
  expect(actOf({ type: 'constructor' })!.key).toBe('other')
  for (const odd of [undefined, null, 7, 'x', [], {}, { type: 7 }]) expect(actOf(odd)).toBeNull()
})

test('every template is cards; what is missing or broken is none', () => {
  const action = { type: 'message', label: 'Yes', text: 'yes' }
  expect(templateCards({ type: 'confirm', text: 'Sure?', actions: [action, action] })).toMatchObject({
    kind: 'confirm',
    cards: [{ text: 'Sure?', acts: [{ label: 'Yes' }, { label: 'Yes' }] }],
  })
  const pictures = { type: 'image_carousel', columns: [{ imageUrl: 'https://e.com/1', action }] }
  expect(templateCards(pictures)).toMatchObject({
    shape: 'square',
    cards: [{ picture: 'https://e.com/1', text: null, acts: [{ label: 'Yes' }] }],
  })
  const broken = [
    ...ODD,
    { type: 'buttons' },
    { type: 'carousel' },
    { type: 'carousel', columns: [] },
    { type: 'carousel', columns: [{}, { text: 'x' }] },
    { type: 'hologram', text: 'x' },
  ]
  for (const odd of broken) expect([odd, templateCards(odd)]).toEqual([odd, null])
  const many = { type: 'carousel', columns: Array.from({ length: 10_000 }, () => ({ text: 'x' })) }
  expect(templateCards(many)!.cards).toHaveLength(10)
})

test('areas of an imagemap are cut to the picture, in percent', () => {
  const map = (area: unknown, more: object = {}) =>
    imagemapParts({
      baseUrl: 'https://e.com/m',
      baseSize: { width: 1040, height: 520 },
      actions: [{ type: 'message', text: 'x', area }],
      ...more,
    })
  expect(map({ x: 520, y: 0, width: 520, height: 260 })).toMatchObject({
    pictures: [
      'https://e.com/m/1040',
      'https://e.com/m/700',
      'https://e.com/m/460',
      'https://e.com/m/300',
      'https://e.com/m/240',
    ],
    ratio: 2,
    areas: [{ area: { left: 50, top: 0, width: 50, height: 50 } }],
  })
  expect(map({ x: -520, y: 0, width: 1e300, height: 520 })!.areas[0]!.area).toEqual({
    left: 0,
    top: 0,
    width: 100,
    height: 100,
  })
  for (const odd of [
    ...ODD,
    { x: NaN, y: 0, width: 1, height: 1 },
    { x: 0, y: 0, width: -1, height: 1 },
    { x: 2000, y: 0, width: 1, height: 1 },
  ])
    expect(map(odd)!.areas).toEqual([])
  for (const size of [
    undefined,
    {},
    { width: 0, height: 1 },
    { width: '1', height: 1 },
    { width: Infinity, height: 1 },
  ])
    expect(map({}, { baseSize: size })).toBeNull()
  for (const odd of ODD) expect(imagemapParts(odd)).toBeNull()
  expect(map({}, { baseSize: { width: 1, height: 1e9 } })!.ratio).toBe(0.2)
})

test('quick replies are those of the last object, the one that was used is marked', () => {
  const action = (type: string, more: object) => ({ type: 'action', action: { type, label: type, ...more } })
  const items = [action('message', { text: 'yes' }), action('postback', { data: 'd' }), { type: 'action' }, null]
  const body = sent(
    { type: 'text', quickReply: { items: [action('camera', {})] } },
    { type: 'text', quickReply: { items } },
  )
  const used = (answer: Body | null) => quickRepliesOf(body, answer).map((one) => [one.act.label, one.used])
  expect(used(null)).toEqual([
    ['message', false],
    ['postback', false],
  ])
  expect(used({ kind: 'text', text: 'yes' })).toEqual([
    ['message', true],
    ['postback', false],
  ])
  expect(used({ kind: 'postback', data: 'd' })).toEqual([
    ['message', false],
    ['postback', true],
  ])
  expect(used({ kind: 'text', text: 'd' })).toEqual([
    ['message', false],
    ['postback', false],
  ])
  for (const odd of ODD) expect(quickRepliesOf(sent({ type: 'text', quickReply: odd }), null)).toEqual([])
  expect(quickRepliesOf({ kind: 'text', text: 'x' }, null)).toEqual([])
})

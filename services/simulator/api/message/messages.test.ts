import { expect, test } from 'vitest'
import { checkMessages } from './messages.ts'

const problems = (...messages: unknown[]) =>
  checkMessages(messages, { type: 'user' }).map(({ property, message }) => `${property}: ${message}`)
const a = (n: number) => 'a'.repeat(n)
const uri = (label = 'x') => ({ type: 'uri', label, uri: 'https://example.com' })
const buttons = (more: object) => ({
  type: 'template',
  altText: 'alt',
  template: { type: 'buttons', text: 'hi', actions: [uri()], ...more },
})
const image = {
  type: 'image',
  originalContentUrl: 'https://example.com/a.jpg',
  previewImageUrl: 'https://example.com/b.jpg',
}
const bubble = (more: object = {}) => ({
  type: 'bubble',
  body: { type: 'box', layout: 'vertical', contents: [{ type: 'text', text: 'x' }] },
  ...more,
})
const flex = (contents: unknown, altText = 'alt') => ({ type: 'flex', altText, contents })
const quick = (n: number) => ({
  type: 'text',
  text: 'q',
  quickReply: { items: Array.from({ length: n }, () => ({ type: 'action', action: { type: 'camera', label: 'c' } })) },
})
const many = <T>(n: number, one: T) => Array.from({ length: n }, () => one)

/** [what, the largest that is taken, the first that is not, where the problem is] */
const limits: [string, unknown, unknown, string][] = [
  ['text 5,000 code units', { type: 'text', text: a(5000) }, { type: 'text', text: a(5001) }, 'messages[0].text'],
  [
    'text counts an apple as two',
    { type: 'text', text: '🍎'.repeat(2500) },
    { type: 'text', text: '🍎'.repeat(2501) },
    'messages[0].text',
  ],
  ['textV2 5,000', { type: 'textV2', text: a(5000) }, { type: 'textV2', text: a(5001) }, 'messages[0].text'],
  [
    '20 emojis',
    { type: 'text', text: '$', emojis: many(20, { index: 0, productId: 'p', emojiId: 'e' }) },
    { type: 'text', text: '$', emojis: many(21, { index: 0, productId: 'p', emojiId: 'e' }) },
    'messages[0].emojis',
  ],
  [
    'an emoji stands on a $',
    { type: 'text', text: 'a$', emojis: [{ index: 1, productId: 'p', emojiId: 'e' }] },
    { type: 'text', text: 'a$', emojis: [{ index: 0, productId: 'p', emojiId: 'e' }] },
    'messages[0].emojis[0].index',
  ],
  [
    'stickers of the published list',
    { type: 'sticker', packageId: '446', stickerId: '1988' },
    { type: 'sticker', packageId: '446', stickerId: '1987' },
    'messages[0]',
  ],
  ['https only', image, { ...image, originalContentUrl: 'http://example.com/a.jpg' }, 'messages[0].originalContentUrl'],
  [
    'trackingId 100',
    { ...image, type: 'video', trackingId: a(100) },
    { ...image, type: 'video', trackingId: a(101) },
    'messages[0].trackingId',
  ],
  [
    'audio needs a duration',
    { type: 'audio', originalContentUrl: image.originalContentUrl, duration: 1 },
    { type: 'audio', originalContentUrl: image.originalContentUrl },
    'messages[0].duration',
  ],
  [
    'location title 100',
    { type: 'location', title: a(100), address: 'x', latitude: 1, longitude: 2 },
    { type: 'location', title: a(101), address: 'x', latitude: 1, longitude: 2 },
    'messages[0].title',
  ],
  ['altText 1,500', { ...buttons({}), altText: a(1500) }, { ...buttons({}), altText: a(1501) }, 'messages[0].altText'],
  ['buttons text 160', buttons({ text: a(160) }), buttons({ text: a(161) }), 'messages[0].template.text'],
  [
    'buttons text 60 with a title',
    buttons({ title: 't', text: a(60) }),
    buttons({ title: 't', text: a(61) }),
    'messages[0].template.text',
  ],
  [
    'graphemes in template text',
    buttons({ text: '👨‍👩‍👧‍👦'.repeat(160) }),
    buttons({ text: '👨‍👩‍👧‍👦'.repeat(161) }),
    'messages[0].template.text',
  ],
  [
    '4 actions',
    buttons({ actions: many(4, uri()) }),
    buttons({ actions: many(5, uri()) }),
    'messages[0].template.actions',
  ],
  [
    'label 20',
    buttons({ actions: [uri(a(20))] }),
    buttons({ actions: [uri(a(21))] }),
    'messages[0].template.actions[0].label',
  ],
  [
    'confirm has two actions',
    buttons({ type: 'confirm', actions: many(2, uri()) }),
    buttons({ type: 'confirm', actions: many(3, uri()) }),
    'messages[0].template.actions',
  ],
  [
    '10 columns',
    buttons({ type: 'carousel', columns: many(10, { text: 'x', actions: [uri()] }) }),
    buttons({ type: 'carousel', columns: many(11, { text: 'x', actions: [uri()] }) }),
    'messages[0].template.columns',
  ],
  [
    'columns alike',
    buttons({ type: 'carousel', columns: many(2, { text: 'x', actions: [uri()] }) }),
    buttons({
      type: 'carousel',
      columns: [
        { text: 'x', actions: [uri()] },
        { text: 'x', actions: many(2, uri()) },
      ],
    }),
    'messages[0].template.columns',
  ],
  [
    'postback data 300',
    buttons({ actions: [{ type: 'postback', label: 'x', data: a(300) }] }),
    buttons({ actions: [{ type: 'postback', label: 'x', data: a(301) }] }),
    'messages[0].template.actions[0].data',
  ],
  [
    'date pickers end in 2100',
    buttons({ actions: [{ type: 'datetimepicker', label: 'x', data: 'd', mode: 'date', max: '2100-12-31' }] }),
    buttons({ actions: [{ type: 'datetimepicker', label: 'x', data: 'd', mode: 'date', max: '2101-01-01' }] }),
    'messages[0].template.actions[0].max',
  ],
  [
    '12 bubbles',
    flex({ type: 'carousel', contents: many(12, bubble()) }),
    flex({ type: 'carousel', contents: many(13, bubble()) }),
    'messages[0].contents.contents',
  ],
  [
    'bubbles of one size',
    flex({ type: 'carousel', contents: [bubble(), bubble({ size: 'mega' })] }),
    flex({ type: 'carousel', contents: [bubble(), bubble({ size: 'giga' })] }),
    'messages[0].contents.contents',
  ],
  [
    'a bubble of 30 KB',
    flex(bubble({ styles: { x: a(29_000) } })),
    flex(bubble({ styles: { x: a(31_000) } })),
    'messages[0].contents',
  ],
  ['13 quick replies', quick(13), quick(14), 'messages[0].quickReply.items'],
  ['50 imagemap areas', imagemap(50), imagemap(51), 'messages[0].actions'],
  [
    'sender name 20',
    { type: 'text', text: 'x', sender: { name: a(20) } },
    { type: 'text', text: 'x', sender: { name: a(21) } },
    'messages[0].sender.name',
  ],
]

function imagemap(actions: number) {
  const area = { x: 0, y: 0, width: 10, height: 10 }
  return {
    type: 'imagemap',
    baseUrl: 'https://example.com/map',
    altText: 'map',
    baseSize: { width: 1040, height: 700 },
    actions: many(actions, { type: 'message', text: 'x', area }),
  }
}

test.each(limits)('%s', (_what, taken, refused, where) => {
  expect(problems(taken)).toEqual([])
  expect(problems(refused).map((one) => one.split(': ')[0])).toContain(where)
})

test('LINE’s sample texts stand where LINE puts them, and all problems of a request are listed', () => {
  expect(
    problems(
      { type: 'text', text: '' },
      { type: 'text', text: a(5001) },
      buttons({ actions: [{ type: 'uri', label: a(21), uri: '' }] }),
      { type: 'hologram' },
    ),
  ).toEqual([
    'messages[0].text: May not be empty',
    'messages[1].text: Length must be between 0 and 5000',
    'messages[2].template.actions[0].label: Length must be between 0 and 20',
    'messages[2].template.actions[0].uri: May not be empty',
    'messages[3].type: Must be one of the following values: [text, textV2, sticker, image, video, audio, location, coupon, imagemap, template, flex]',
  ])
  expect(problems()).toEqual(['messages: Size must be between 1 and 5'])
  expect(problems(...many(6, { type: 'text', text: 'x' }))).toEqual(['messages: Size must be between 1 and 5'])
})

test('textV2: braces pair, names are given, mentions need members of a group', () => {
  const mention = { who: { type: 'mention', mentionee: { type: 'user', userId: 'U1' } } }
  const message = (text: string, substitution: object = {}) => ({ type: 'textV2', text, substitution })
  const inGroup = (one: unknown, members: string[]) =>
    checkMessages([one], { type: 'group', members: new Set(members) })
  expect(problems(message('{{literal}}'))).toEqual([])
  expect(problems(message('{open'))).toEqual(['messages[0].text: Unbalanced braces (sim)'])
  expect(problems(message('{who}'))).toEqual(['messages[0].substitution: No value for {who} (sim)'])
  expect(inGroup(message('hi {who}', mention), ['U1'])).toEqual([])
  expect(inGroup(message('hi {who}', mention), ['U2'])).toHaveLength(1)
  expect(problems(message('hi {who}', mention))).toHaveLength(1)
  expect(checkMessages([message('hi {who}', mention)], null)).toEqual([])
})

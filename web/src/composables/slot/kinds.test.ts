// Every kind: filled to its limits it may go, one beyond and the problem stands on the field that is too long; JSON in and out alike.
import { expect, test } from 'vitest'
import { validateMessages } from '@madoguchi/contracts/line/validate'
import { build } from './build.ts'
import { checkSlots } from './check.ts'
import { KINDS, type Kind } from './field/kinds.ts'
import { withValue, type Form } from './form.ts'
import { isEmpty, newSlot, ofKind, type Slot } from './slots.ts'
import { slotOf } from './slotOf.ts'

const HTTPS = 'https://example.com/a.jpg'
const tap = { type: 'message', label: 'Yes', text: 'yes' }
const FILLED: Record<Kind, Form> = {
  text: { text: 'Hello' },
  sticker: { packageId: '446', stickerId: '1988' },
  image: { originalContentUrl: HTTPS, previewImageUrl: HTTPS },
  video: { originalContentUrl: HTTPS, previewImageUrl: HTTPS, trackingId: 'film' },
  audio: { originalContentUrl: HTTPS, duration: '60000' },
  location: { title: 'Shop', address: 'Tokyo', latitude: '35.6', longitude: '139.7' },
  imagemap: {
    baseUrl: 'https://example.com/map',
    altText: 'a',
    baseSize: { height: '700' },
    actions: [
      { type: 'uri', linkUri: HTTPS, label: 'Open', area: { x: '0', y: '0', width: '520', height: '700' } },
      { type: 'message', text: 'yes', area: { x: '520', y: '0', width: '520', height: '700' } },
    ],
    video: {
      originalContentUrl: HTTPS,
      previewImageUrl: HTTPS,
      area: { x: '0', y: '0', width: '1040', height: '700' },
      externalLink: { linkUri: HTTPS, label: 'More' },
    },
  },
  buttons: {
    altText: 'a',
    template: { text: 'Which?', title: 'T', thumbnailImageUrl: HTTPS, imageSize: 'contain', actions: [tap, tap] },
  },
  confirm: { altText: 'a', template: { text: 'Sure?', actions: [tap, { ...tap, label: 'No' }] } },
  carousel: { altText: 'a', template: { columns: [{ text: 'One', title: '1', actions: [tap] }] } },
  imageCarousel: { altText: 'a', template: { columns: [{ imageUrl: HTTPS, action: { ...tap, label: 'Go' } }] } },
  flex: { altText: 'a', contents: '{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[]}}' },
  raw: { raw: '{"type":"text","text":"hi"}' },
}
const kinds = Object.keys(KINDS) as Kind[]
const filled = (kind: Kind) => newSlot('k', kind, FILLED[kind])
const told = (slot: Slot) => checkSlots([slot], 'user').problems.map(({ at, code, limit }) => ({ at, code, limit }))
const put = (kind: Kind, path: string, value: string) => ({
  ...filled(kind),
  form: withValue(filled(kind).form, path, value),
})

test.each(kinds)('%s: a new slot is empty and sends nothing; filled it is an object LINE takes', (kind) => {
  expect(isEmpty(newSlot('k', kind))).toBe(true)
  expect(build(newSlot('k', kind))).toEqual({ is: 'empty' })
  const { messages, problems } = checkSlots([newSlot('e', kind), filled(kind)], 'user')
  expect(problems).toEqual([])
  expect(messages).toHaveLength(1)
  expect(validateMessages(messages, 'user')).toEqual([])
})

test.each(kinds)('%s: an object that went out comes back into the same fields', (kind) => {
  const { messages } = checkSlots([filled(kind)], 'user')
  const back = slotOf(messages[0], 'k')
  expect(back.kind).toBe(kind === 'raw' ? 'text' : kind)
  expect(checkSlots([back], 'user').messages).toEqual(messages)
})

test('what the fields cannot hold comes back as raw JSON, unchanged', () => {
  for (const message of [
    { type: 'text', text: '$', emojis: [] },
    { type: 'imagemap', baseUrl: HTTPS, altText: 'a', baseSize: { width: 700, height: 1 }, actions: [] },
    { type: 'imagemap', altText: 'a' },
    { type: 'text', text: ' ' },
    { type: 'text' },
    { type: 'audio', originalContentUrl: HTTPS, duration: '60000' },
    { type: 'template', altText: 'a', template: null },
    {},
    null,
    7,
  ]) {
    const slot = slotOf(message, 'k')
    expect([message, slot.kind]).toEqual([message, 'raw'])
    expect(build(slot)).toEqual({ is: 'object', object: message })
  }
})

const long = (n: number) => 'x'.repeat(n)
const address = (n: number) => `https://e.com/${long(n - 14)}`
/** Kind, field, a value that just fits, one beyond, and what is said. */
const ENDS: [Kind, string, string, string, string, number?][] = [
  ['text', 'text', long(5000), long(5001), 'too_long', 5000],
  ['text', 'text', '𠮷'.repeat(2500), `${'𠮷'.repeat(2500)}x`, 'too_long', 5000],
  ['sticker', 'stickerId', '2027', '2028', 'not_allowed'],
  ['sticker', 'packageId', '446', '447', 'not_allowed'],
  ['image', 'originalContentUrl', address(2000), address(2001), 'too_long', 2000],
  ['image', 'previewImageUrl', 'https://e.com', 'http://e.com', 'not_https'],
  ['video', 'trackingId', long(100), long(101), 'too_long', 100],
  ['audio', 'duration', '1', '0', 'out_of_range', 1],
  ['audio', 'duration', '１２３４', '1.5', 'malformed'],
  ['audio', 'duration', '1', 'one minute', 'malformed'],
  ['location', 'title', long(100), long(101), 'too_long', 100],
  ['location', 'address', long(100), long(101), 'too_long', 100],
  ['location', 'latitude', '90', '90.1', 'out_of_range', 90],
  ['location', 'latitude', '-90', '-90.1', 'out_of_range', -90],
  ['location', 'longitude', '180', '180.5', 'out_of_range', 180],
  ['imagemap', 'baseUrl', address(2000), address(2001), 'too_long', 2000],
  ['imagemap', 'altText', long(1500), long(1501), 'too_long', 1500],
  ['imagemap', 'baseSize.height', '700', '0', 'out_of_range', 1],
  ['imagemap', 'actions[0].linkUri', address(1000), address(1001), 'too_long', 1000],
  ['imagemap', 'actions[0].label', long(100), long(101), 'too_long', 100],
  ['imagemap', 'actions[1].text', long(400), long(401), 'too_long', 400],
  ['imagemap', 'actions[0].area.x', '0', '1040', 'out_of_range', 1039],
  ['imagemap', 'actions[0].area.width', '1040', '1041', 'out_of_range', 1040],
  ['imagemap', 'actions[0].area.height', '700', '701', 'out_of_range', 700],
  ['imagemap', 'video.externalLink.label', long(30), long(31), 'too_long', 30],
  ['imagemap', 'video.externalLink.linkUri', address(1000), address(1001), 'too_long', 1000],
  ['buttons', 'altText', long(1500), long(1501), 'too_long', 1500],
  ['buttons', 'template.title', '👩‍👩‍👧'.repeat(40), '👩‍👩‍👧'.repeat(41), 'too_long', 40],
  ['buttons', 'template.text', long(60), long(61), 'too_long', 60],
  ['buttons', 'template.imageBackgroundColor', '#00ff00', '#00ff0', 'malformed'],
  ['buttons', 'template.actions[1].label', long(20), long(21), 'too_long', 20],
  ['buttons', 'template.actions[0].text', long(300), long(301), 'too_long', 300],
  ['confirm', 'template.text', long(240), long(241), 'too_long', 240],
  ['carousel', 'template.columns[0].text', long(60), long(61), 'too_long', 60],
  ['carousel', 'template.columns[0].actions[0].label', long(20), long(21), 'too_long', 20],
  ['imageCarousel', 'template.columns[0].action.label', long(12), long(13), 'too_long', 12],
  ['imageCarousel', 'template.columns[0].imageUrl', 'https://e.com/x', 'https://e.com/あ', 'not_encoded'],
  ['flex', 'altText', long(1500), long(1501), 'too_long', 1500],
  ['text', 'sender.name', long(20), long(21), 'too_long', 20],
  ['text', 'sender.name', 'Online', 'LINE', 'not_allowed'],
]

test.each(ENDS)(
  '%s %s: the limit itself goes, one beyond is said on that field',
  (kind, path, fits, over, code, limit) => {
    expect(told(put(kind, path, fits)).filter(({ at }) => at === path)).toEqual([])
    expect(told(put(kind, path, over))).toContainEqual({ at: path, code, limit })
  },
)

test('without picture and title a text has more room', () => {
  const plain = newSlot('k', 'buttons', { altText: 'a', template: { text: long(160), actions: [tap] } })
  expect(told(plain)).toEqual([])
  expect(told({ ...plain, form: withValue(plain.form, 'template.text', long(161)) })).toEqual([
    { at: 'template.text', code: 'too_long', limit: 160 },
  ])
})

test('lists end at LINE’s numbers; what is missing is said where it is missing', () => {
  const reply = (n: number) => ({
    items: Array.from({ length: n }, () => ({ action: { type: 'camera', label: 'Photo' }, imageUrl: '' })),
  })
  expect(told(newSlot('k', 'text', { text: 'a', quickReply: reply(13) }))).toEqual([])
  expect(newSlot('k', 'text', { text: 'a', quickReply: reply(14) }).form.quickReply).toMatchObject({
    items: { length: 13 },
  })
  expect(told(newSlot('k', 'text', { quickReply: reply(1) }))).toEqual([
    { at: 'text', code: 'empty', limit: undefined },
  ])
  const half = newSlot('k', 'confirm', { altText: '', template: { text: 'Sure?', actions: [tap, {}] } })
  expect(told(half).map(({ at }) => at)).toEqual(['altText', 'template.actions[1].label', 'template.actions[1].text'])
  const uneven = {
    columns: [
      { text: 'a', title: 't', actions: [tap] },
      { text: 'b', actions: [tap, tap] },
    ],
  }
  expect(told(newSlot('k', 'carousel', { altText: 'a', template: uneven })).map(({ at, code }) => [at, code])).toEqual([
    ['template.columns[1].actions', 'uneven'],
    ['template.columns[1].title', 'uneven'],
  ])
})

test('every kind of action is made of its own fields alone', () => {
  const make = (action: Form) =>
    checkSlots([newSlot('k', 'buttons', { altText: 'a', template: { text: 'b', actions: [action] } })], 'user')
  const rest = { label: 'L', text: 'left over', uri: 'https://e.com', data: 'd', clipboardText: 'c' }
  for (const [type, made] of [
    ['message', { text: 'left over' }],
    ['postback', { data: 'd' }],
    ['uri', { uri: 'https://e.com' }],
    ['datetimepicker', { data: 'd', mode: 'date' }],
    ['clipboard', { clipboardText: 'c' }],
  ] as const) {
    const { messages, problems } = make({ ...rest, type })
    expect(problems).toEqual([])
    expect(messages[0]).toMatchObject({ template: { actions: [{ type, label: 'L', ...made }] } })
    const { template } = messages[0] as { template: { actions: object[] } }
    expect(template.actions).toEqual([{ type, label: 'L', ...made }])
  }
  // Cameras stand in quick replies only.
  expect(make({ ...rest, type: 'camera' }).messages[0]).toMatchObject({ template: { actions: [{ type: 'message' }] } })
})

test('choosing another kind keeps what both have, and the rest for the way back', () => {
  const image = filled('image')
  const there = ofKind(ofKind(image, 'audio'), 'sticker')
  expect(build(ofKind(image, 'audio'))).toMatchObject({ object: { type: 'audio', originalContentUrl: HTTPS } })
  expect(isEmpty(there)).toBe(true)
  expect(build(ofKind(there, 'image'))).toEqual(build(image))
})

test('a tracking id is for one person', () => {
  const { problems } = checkSlots([filled('video')], 'group')
  expect(problems).toMatchObject([{ at: 'trackingId', code: 'not_allowed' }])
})

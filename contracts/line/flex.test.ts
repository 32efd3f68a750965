// Flex messages: what stands where, sizes in bytes, depth, moving pictures.
import { expect, test } from 'vitest'
import { DEPTH_MAX } from './check/check.ts'
import { LIMITS } from './limits.ts'
import { validateMessages } from './validate.ts'

const problemsOf = (contents: unknown) =>
  validateMessages([{ type: 'flex', altText: 'x', contents }]).map(({ field, code, limit }) =>
    [field.replace(/^messages\[0\]\.contents\.?/, ''), code, ...(limit === undefined ? [] : [limit])].join(' '),
  )
const many = <T>(n: number, one: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => one(i))
const say = (text: string, more: object = {}) => ({ type: 'text', text, ...more })
const box = (contents: unknown[], more: object = {}) => ({ type: 'box', layout: 'vertical', contents, ...more })
const bubble = (more: object = { body: box([]) }) => ({ type: 'bubble', ...more })
const carousel = (contents: unknown[]) => ({ type: 'carousel', contents })
const picture = { type: 'image', url: 'https://x.example/p' }
const video = { type: 'video', url: 'https://x.example/v', previewUrl: 'https://x.example/p', altContent: picture }

test('a bubble has a block, and blocks are boxes; the hero may be a picture', () => {
  expect(problemsOf(bubble({}))).toEqual([' empty'])
  for (const block of ['header', 'hero', 'body', 'footer']) {
    expect(problemsOf(bubble({ [block]: box([]) }))).toEqual([])
    expect(problemsOf(bubble({ [block]: picture }))).toEqual(block === 'hero' ? [] : [`${block}.type not_allowed`])
    expect(problemsOf(bubble({ [block]: say('x') }))).toEqual([`${block}.type not_allowed`])
  }
})

test('icons stand on a baseline, boxes and buttons do not; spans stand in texts, videos in the hero alone', () => {
  const icon = { type: 'icon', url: 'https://x.example/i' }
  const button = { type: 'button', action: { type: 'message', label: 'x', text: 'x' } }
  const separator = { type: 'separator' }
  const inBox = (layout: string, child: object) =>
    problemsOf(bubble({ body: box([child], { layout }) })).map((one) => one.split(' ')[1])
  for (const child of [box([]), button, picture, separator]) {
    for (const layout of ['vertical', 'horizontal']) expect(inBox(layout, child)).toEqual([])
    expect(inBox('baseline', child)).toEqual(['not_allowed'])
  }
  for (const layout of ['vertical', 'horizontal', 'baseline']) {
    for (const child of [say('x'), { type: 'filler' }, { type: 'spacer', size: 'xxl' }])
      expect(inBox(layout, child)).toEqual([])
    expect(inBox(layout, icon)).toEqual(layout === 'baseline' ? [] : ['not_allowed'])
    for (const child of [{ type: 'span', text: 'x' }, video]) expect(inBox(layout, child)).toEqual(['not_allowed'])
    for (const type of ['carousel', 'bubble', 'toString', '__proto__'])
      expect(inBox(layout, { type })).toEqual(['unknown_kind'])
  }
  const span = { type: 'span', text: 'x', weight: 'bold' }
  expect(problemsOf(bubble({ body: box([{ type: 'text', contents: [span] }]) }))).toEqual([])
  expect(problemsOf(bubble({ body: box([{ type: 'text', contents: [say('x')] }]) }))).toEqual([
    'body.contents[0].contents[0].type not_allowed',
  ])
})

test('a text says something, by itself or by its spans', () => {
  const body = (text: object) => problemsOf(bubble({ body: box([{ type: 'text', ...text }]) }))
  expect(body({ text: 'x' })).toEqual([])
  expect(body({ contents: [{ type: 'span' }] })).toEqual([])
  expect(body({})).toEqual(['body.contents[0].text empty'])
  expect(body({ contents: [] })).toEqual(['body.contents[0].text empty'])
  expect(body({ text: '' })).toEqual(['body.contents[0].text empty'])
})

test('a video is the hero of a large bubble outside carousels, with something to show instead', () => {
  for (const size of ['kilo', 'mega', 'giga', undefined]) expect(problemsOf(bubble({ size, hero: video }))).toEqual([])
  for (const size of ['nano', 'micro', 'deca', 'hecto'])
    expect(problemsOf(bubble({ size, hero: video }))).toEqual(['hero.type not_allowed'])
  expect(problemsOf(carousel([bubble({ hero: video })]))).toEqual(['contents[0].hero.type not_allowed'])
  const { altContent: _left, ...without } = video
  expect(problemsOf(bubble({ hero: without }))).toEqual(['hero.altContent empty'])
  expect(problemsOf(bubble({ hero: { ...video, altContent: box([say('x')]) } }))).toEqual([])
  expect(problemsOf(bubble({ hero: { ...video, altContent: video } }))).toEqual(['hero.altContent.type not_allowed'])
})

test('a carousel holds at most 12 bubbles of one size', () => {
  const sized = (size?: string) => bubble({ body: box([]), ...(size && { size }) })
  expect(problemsOf(carousel(many(12, () => sized('nano'))))).toEqual([])
  expect(problemsOf(carousel(many(13, () => sized())))).toEqual(['contents too_many 12'])
  expect(problemsOf(carousel([]))).toEqual(['contents too_few 1'])
  expect(problemsOf(carousel([sized(), sized('mega')]))).toEqual([]) // mega is what is meant by none
  expect(problemsOf(carousel([sized('nano'), sized('nano'), sized('micro')]))).toEqual(['contents[2].size uneven'])
  expect(problemsOf(carousel([carousel([])]))).toEqual(['contents[0].type unknown_kind'])
})

/** A bubble of exactly so many bytes of JSON. */
function weighing(bytes: number, more: object = {}) {
  const of = (text: string) => bubble({ body: box([say(text)]), ...more })
  const room = bytes - Buffer.byteLength(JSON.stringify(of('')))
  return of('あ'.repeat(Math.floor(room / 3)) + 'x'.repeat(room % 3))
}

test('a bubble weighs at most 30 KB, a carousel 50 KB, in bytes of UTF-8', () => {
  const { bubble: one, carousel: all } = LIMITS.flex
  expect(Buffer.byteLength(JSON.stringify(weighing(one.bytes)))).toBe(30_720)
  expect(problemsOf(weighing(one.bytes))).toEqual([])
  expect(problemsOf(weighing(one.bytes + 1))).toEqual([' too_large 30720'])
  const frame = Buffer.byteLength(JSON.stringify(carousel([1, 1]))) - 2
  const half = (all.bytes - frame) / 2
  const pair = (more: number) => carousel([weighing(Math.floor(half)), weighing(Math.ceil(half) + more)])
  expect(Buffer.byteLength(JSON.stringify(pair(0)))).toBe(51_200)
  expect(problemsOf(pair(0))).toEqual([])
  expect(problemsOf(pair(1))).toEqual([' too_large 51200'])
})

test('what JSON escapes weighs as it is sent', () => {
  const rich = bubble({ body: box([say('"\\\n\u0001\ud800🍎あ')], { flex: 12 }), direction: undefined })
  const fill = (bytes: number) => ({ ...rich, footer: box([say('x'.repeat(bytes))]) })
  const bare = Buffer.byteLength(JSON.stringify(fill(0)))
  expect(problemsOf(fill(30_720 - bare))).toEqual([])
  expect(problemsOf(fill(30_721 - bare))).toEqual([' too_large 30720'])
})

test('at most ten pictures of a message move', () => {
  const moving = (n: number) => bubble({ body: box(many(n, () => ({ ...picture, animated: true }))) })
  expect(problemsOf(moving(10))).toEqual([])
  expect(problemsOf(moving(11))).toEqual([' too_many 10'])
  expect(problemsOf(carousel([moving(5), moving(6)]))).toEqual([' too_many 10'])
  expect(problemsOf(bubble({ body: box(many(30, () => ({ ...picture, animated: false }))) }))).toEqual([])
  const flex = { type: 'flex', altText: 'x', contents: moving(10) }
  expect(validateMessages([flex, flex])).toEqual([]) // ten a message
})

test('boxes stand in boxes to a depth, then one problem is said', () => {
  const nested = (n: number): object => (n === 1 ? box([]) : box([nested(n - 1)]))
  const inside = DEPTH_MAX - 2 // message, bubble
  expect(problemsOf(bubble({ body: nested(inside) }))).toEqual([])
  const deeper = problemsOf(bubble({ body: nested(inside + 1) }))
  expect(deeper).toEqual([`body${'.contents[0]'.repeat(inside)} too_deep ${DEPTH_MAX}`])
})

test('a gradient turns less than a full circle and has its middle between its ends', () => {
  const gradient = (more: object) =>
    problemsOf(
      bubble({
        body: box([], {
          background: { type: 'linearGradient', angle: '0deg', startColor: '#000000', endColor: '#FFFFFF', ...more },
        }),
      }),
    ).map((one) => one.replace('body.background.', ''))
  expect(gradient({ angle: '359.9deg', centerColor: '#11223344', centerPosition: '100%' })).toEqual([])
  expect(gradient({ angle: '360deg', centerPosition: '100.5%' })).toEqual([
    'angle out_of_range 360',
    'centerPosition out_of_range 100',
  ])
})

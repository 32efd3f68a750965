import { textOr } from '../../text.ts'
import { checkAction } from './action.ts'
import { isObject } from './field.ts'
import type { Fields } from './field.ts'

// Structure, sizes and the limits of §4; colours and pixel values are not judged.
const BUBBLE_BYTES = 30 * 1024
const CAROUSEL_BYTES = 50 * 1024
const SIZES = ['nano', 'micro', 'deca', 'hecto', 'kilo', 'mega', 'giga']
const COMPONENTS = ['box', 'button', 'image', 'video', 'icon', 'text', 'span', 'separator', 'filler', 'spacer']
const BASELINE = ['icon', 'text', 'filler', 'spacer']
const HORIZONTAL_AND_VERTICAL = COMPONENTS.filter((type) => type !== 'span' && type !== 'icon' && type !== 'video')

const sizeOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value))
const action = (fields: Fields, optional = true) =>
  fields.object('action', (inner) => checkAction(inner, 'flex'), optional)

function checkRatio(fields: Fields): void {
  const { aspectRatio } = fields.value
  if (aspectRatio === undefined) return
  const [, w, h] = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(textOr(aspectRatio)) ?? []
  const [width, height] = [Number(w), Number(h)]
  if (!(width >= 1 && width <= 100000 && height >= 1 && height <= 100000 && height <= width * 3))
    fields.problem('aspectRatio', 'Invalid aspect ratio (sim)')
}

const kinds: Record<string, (fields: Fields) => void> = {
  box(fields) {
    fields.oneOf('layout', ['horizontal', 'vertical', 'baseline'])
    const allowed = fields.value.layout === 'baseline' ? BASELINE : HORIZONTAL_AND_VERTICAL
    fields.list('contents', { min: 0, max: Infinity }, (child) => checkComponent(child, allowed))
    action(fields)
  },
  button(fields) {
    fields.object('action', (inner) => checkAction(inner, 'flexButton'))
    fields.oneOf('style', ['primary', 'secondary', 'link'], true)
    fields.oneOf('height', ['sm', 'md'], true)
  },
  image(fields) {
    fields.url('url')
    checkRatio(fields)
    action(fields)
  },
  video(fields) {
    fields.url('url')
    fields.url('previewUrl')
    checkRatio(fields)
    fields.object('altContent', (alternative) => checkComponent(alternative, ['box', 'image']))
    action(fields)
  },
  icon: (fields) => fields.url('url'),
  text(fields) {
    if (fields.value.contents !== undefined)
      fields.list('contents', { min: 0, max: Infinity }, (span) => checkComponent(span, ['span']))
    else fields.text('text', { max: Infinity })
    action(fields)
  },
  span: (fields) => fields.text('text', { max: Infinity, optional: true, emptyOk: true }),
}

function checkComponent(fields: Fields, allowed: readonly string[]): void {
  fields.oneOf('type', allowed)
  const type = textOr(fields.value.type)
  if (allowed.includes(type) && Object.hasOwn(kinds, type)) kinds[type]!(fields)
}

function checkBubble(fields: Fields, inCarousel: boolean): void {
  if (sizeOf(fields.value) > BUBBLE_BYTES) fields.problem('', 'A bubble is limited to 30 KB (sim)')
  fields.oneOf('size', SIZES, true)
  fields.oneOf('direction', ['ltr', 'rtl'], true)
  const videoAllowed = !inCarousel && ['kilo', 'mega', 'giga'].includes(textOr(fields.value.size, 'mega'))
  fields.object('header', (inner) => checkComponent(inner, ['box']), true)
  fields.object(
    'hero',
    (inner) => checkComponent(inner, videoAllowed ? ['box', 'image', 'video'] : ['box', 'image']),
    true,
  )
  fields.object('body', (inner) => checkComponent(inner, ['box']), true)
  fields.object('footer', (inner) => checkComponent(inner, ['box']), true)
  action(fields)
  if (!['header', 'hero', 'body', 'footer'].some((block) => isObject(fields.value[block])))
    fields.problem('', 'At least one block must be specified')
}

function checkCarousel(fields: Fields): void {
  if (sizeOf(fields.value) > CAROUSEL_BYTES) fields.problem('', 'A carousel is limited to 50 KB (sim)')
  const bubbles = (Array.isArray(fields.value.contents) ? fields.value.contents : []).filter(isObject)
  if (new Set(bubbles.map((one) => one.size ?? 'mega')).size > 1)
    fields.problem('contents', 'All bubbles need the same size (sim)')
  fields.list('contents', { min: 1, max: 12 }, (bubble) => {
    bubble.oneOf('type', ['bubble'])
    checkBubble(bubble, true)
  })
}

export function checkFlex(fields: Fields): void {
  fields.text('altText', { max: 1500 })
  fields.object('contents', (container) => {
    container.oneOf('type', ['bubble', 'carousel'])
    if (container.value.type === 'bubble') checkBubble(container, false)
    if (container.value.type === 'carousel') checkCarousel(container)
  })
}

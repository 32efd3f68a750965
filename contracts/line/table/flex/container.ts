// Bubbles and carousels of a flex message, and the message itself.
import { isJson, listOf, own } from '../../check/check.ts'
import { larger } from '../../check/count.ts'
import type { Run } from '../../check/problem.ts'
import { choice, flag, list, maybe, object, oneOf, text, type Json, type ObjectRule } from '../../check/rule.ts'
import { actionAt } from '../action.ts'
import { COMMON } from '../every.ts'
import { COMPONENTS, IMAGE_ANIMATED_MAX } from './component.ts'
import * as look from './look.ts'

/** Of JSON in UTF-8. */
export const BUBBLE_BYTES = 30 * 1024
export const CAROUSEL_BYTES = 50 * 1024
const SIZE_UNSAID = 'mega'
const SIZES_OF_VIDEO = ['kilo', 'mega', 'giga']

const block = maybe(choice(() => COMPONENTS, ['box']))
const hero = (...kinds: string[]) => maybe(choice(() => COMPONENTS, kinds))
const blocks = { header: block, hero: hero('box', 'image', 'video'), body: block, footer: block }
export const BLOCK_STYLE = object({
  backgroundColor: look.paint,
  separator: maybe(flag),
  separatorColor: look.paint,
})
const style = maybe(BLOCK_STYLE)

export const BUBBLE = object(
  {
    size: maybe(oneOf('nano', 'micro', 'deca', 'hecto', 'kilo', 'mega', 'giga')),
    direction: maybe(oneOf('ltr', 'rtl')),
    ...blocks,
    styles: maybe(object({ header: style, hero: style, body: style, footer: style })),
    action: maybe(actionAt('flex')),
  },
  bubbleFits,
)

const sizeOf = (bubble: Json): unknown => own(bubble, 'size') ?? SIZE_UNSAID

function bubbleFits(bubble: Json, at: string, run: Run): void {
  if (larger(bubble, BUBBLE_BYTES)) run.say(at, 'too_large', BUBBLE_BYTES)
  if (!Object.keys(blocks).some((name) => own(bubble, name) !== undefined)) run.say(at, 'empty')
  const shown = own(bubble, 'hero')
  if (isJson(shown) && own(shown, 'type') === 'video' && !SIZES_OF_VIDEO.includes(sizeOf(bubble) as string))
    run.say(`${at}.hero.type`, 'not_allowed')
}

/** In a carousel no video plays. */
const BUBBLES = { bubble: object({ ...BUBBLE.fields, hero: hero('box', 'image') }, bubbleFits) }
export const CAROUSEL = object(
  {
    contents: list(
      choice(() => BUBBLES),
      1,
      12,
    ),
  },
  carouselFits,
)

/** All bubbles are of the first one's size. */
function carouselFits(carousel: Json, at: string, run: Run): void {
  if (larger(carousel, CAROUSEL_BYTES)) run.say(at, 'too_large', CAROUSEL_BYTES)
  const [first, ...rest] = listOf(own(carousel, 'contents')).slice(0, 12)
  if (!isJson(first)) return
  for (const [i, bubble] of rest.entries())
    if (isJson(bubble) && sizeOf(bubble) !== sizeOf(first)) run.say(`${at}.contents[${i + 1}].size`, 'uneven')
}

export const CONTAINERS: Record<'bubble' | 'carousel', ObjectRule> = { bubble: BUBBLE, carousel: CAROUSEL }
export const FLEX = object(
  { altText: text(1500), contents: choice(() => CONTAINERS), ...COMMON },
  (_message, at, run) => {
    if (run.animated > IMAGE_ANIMATED_MAX) run.say(`${at}.contents`, 'too_many', IMAGE_ANIMATED_MAX)
    run.animated = 0
  },
)

// The components of a flex message. `spacer` is of old payloads: LINE describes it no longer.
import { isJson, listOf, own } from '../../check/check.ts'
import type { Run } from '../../check/problem.ts'
import {
  choice,
  flag,
  https,
  list,
  maybe,
  object,
  oneOf,
  ratio,
  text,
  whole,
  type Json,
  type ObjectRule,
} from '../../check/rule.ts'
import { actionAt } from '../action.ts'
import { BACKGROUNDS } from './gradient.ts'
import * as look from './look.ts'

const action = maybe(actionAt('flex'))
const kinds = (): Record<string, ObjectRule> => COMPONENTS

/** In a box whose layout is horizontal or vertical · baseline. */
const STACKED = ['box', 'button', 'image', 'text', 'separator', 'filler', 'spacer']
const BASELINE = ['icon', 'text', 'filler', 'spacer']

export const BOX = object(
  {
    layout: oneOf('horizontal', 'vertical', 'baseline'),
    contents: list(choice(kinds, [...STACKED, 'icon']), 0),
    flex: look.flex,
    spacing: look.space,
    ...look.place,
    backgroundColor: look.paint,
    borderColor: look.paint,
    borderWidth: look.border,
    cornerRadius: look.space,
    width: look.length,
    maxWidth: look.length,
    height: look.length,
    maxHeight: look.length,
    ...look.paddings,
    action,
    justifyContent: maybe(oneOf('center', 'flex-start', 'flex-end', 'space-between', 'space-around', 'space-evenly')),
    alignItems: maybe(oneOf('center', 'flex-start', 'flex-end')),
    background: maybe(choice(() => BACKGROUNDS)),
  },
  childrenFit,
)

function childrenFit(box: Json, at: string, run: Run): void {
  const layout = own(box, 'layout')
  const fitting = layout === 'baseline' ? BASELINE : STACKED
  for (const [i, child] of listOf(own(box, 'contents')).entries()) {
    const type = isJson(child) ? own(child, 'type') : undefined
    const known = STACKED.includes(type as string) || BASELINE.includes(type as string)
    if (known && !fitting.includes(type as string)) run.say(`${at}.contents[${i}].type`, 'not_allowed')
  }
}

export const BUTTON = object({
  action: actionAt('flexButton'),
  flex: look.flex,
  color: look.paint,
  style: maybe(oneOf('primary', 'secondary', 'link')),
  gravity: look.gravity,
  ...look.place,
  height: maybe(oneOf('md', 'sm')),
  adjustMode: look.adjustMode,
  scaling: maybe(flag),
})

export const IMAGE_ANIMATED_MAX = 10
export const IMAGE = object(
  {
    url: https(),
    flex: look.flex,
    ...look.place,
    align: look.align,
    gravity: look.gravity,
    size: look.imageSize,
    aspectRatio: maybe(ratio),
    aspectMode: maybe(oneOf('fit', 'cover')),
    backgroundColor: look.paint,
    action,
    animated: maybe(flag),
  },
  (image, _at, run) => {
    if (own(image, 'animated') === true) run.animated += 1
  },
)

/** What shows where a video cannot. */
export const VIDEO = object({
  url: https(),
  previewUrl: https(),
  altContent: choice(kinds, ['box', 'image']),
  aspectRatio: maybe(ratio),
  action,
})

export const ICON = object({
  url: https(),
  size: look.iconSize,
  aspectRatio: maybe(ratio),
  ...look.place,
  scaling: maybe(flag),
})

/** `contents` win over `text`; one of them says something. */
export const TEXT = object(
  {
    flex: look.flex,
    text: maybe(text()),
    ...look.letters,
    align: look.align,
    gravity: look.gravity,
    wrap: maybe(flag),
    lineSpacing: look.pixels,
    ...look.place,
    action,
    maxLines: maybe(whole()),
    contents: maybe(list(choice(kinds, ['span']), 0)),
    adjustMode: look.adjustMode,
    scaling: maybe(flag),
  },
  (words, at, run) => {
    const said = own(words, 'text') !== undefined || listOf(own(words, 'contents')).length > 0
    if (!said) run.say(`${at}.text`, 'empty')
  },
)
export const SPAN = object({ text: maybe(text(Infinity, { min: 0 })), ...look.letters })

export const COMPONENTS = {
  box: BOX,
  button: BUTTON,
  image: IMAGE,
  video: VIDEO,
  icon: ICON,
  text: TEXT,
  span: SPAN,
  separator: object({ margin: look.space, color: look.paint }),
  filler: object({ flex: look.flex }),
  spacer: object({ size: look.spacerSize }),
}

// How parts of a flex message look: the words and units each property takes.
import { color, maybe, measure, oneOf, whole } from '../../check/rule.ts'

const SPACES = ['none', 'xs', 'sm', 'md', 'lg', 'xl', 'xxl']
const SIZES = ['xxs', 'xs', 'sm', 'md', 'lg', 'xl', 'xxl', '3xl', '4xl', '5xl']

export const space = maybe(measure(SPACES, ['px']))
const padding = maybe(measure(SPACES, ['px', '%']))
const offset = maybe(measure(SPACES, ['px', '%'], true))
export const length = maybe(measure([], ['px', '%']))
export const border = maybe(measure(['none', 'light', 'normal', 'medium', 'semi-bold', 'bold'], ['px']))
export const pixels = maybe(measure([], ['px']))
export const imageSize = maybe(measure([...SIZES, 'full'], ['px', '%']))
export const iconSize = maybe(measure(SIZES, ['px', '%']))
export const fontSize = maybe(measure(SIZES, ['px']))
export const spacerSize = maybe(oneOf(...SPACES.slice(1)))
export const paint = maybe(color())
export const flex = maybe(whole())
export const gravity = maybe(oneOf('top', 'bottom', 'center'))
export const align = maybe(oneOf('start', 'end', 'center'))
export const adjustMode = maybe(oneOf('shrink-to-fit'))

export const place = {
  margin: space,
  position: maybe(oneOf('relative', 'absolute')),
  offsetTop: offset,
  offsetBottom: offset,
  offsetStart: offset,
  offsetEnd: offset,
}
export const paddings = {
  paddingAll: padding,
  paddingTop: padding,
  paddingBottom: padding,
  paddingStart: padding,
  paddingEnd: padding,
}
export const letters = {
  size: fontSize,
  color: paint,
  weight: maybe(oneOf('regular', 'bold')),
  style: maybe(oneOf('normal', 'italic')),
  decoration: maybe(oneOf('none', 'underline', 'line-through')),
}

// Where a part stands in its box: share of the main axis, room before it, offsets. Everything the parent decides is decided here.
import { NO_WORDS, readLength, readPixels, type Length } from './length.ts'
import { countOf, field } from './value.ts'

/** A box's layout: horizontal, vertical, baseline. */
export type Layout = 'row' | 'column' | 'line'
export type Side = 'top' | 'end' | 'bottom' | 'start'
export type Place = {
  layout: Layout
  flex: number
  gap: number
  absolute: boolean
  offset: Record<Side, Length | null>
}

/** `flex`: what holds where the part says nothing. `spacing`: the parent's, where it stands before this part. */
export type Around = { layout: Layout; flex: number; spacing: number }

export function readPlace(from: unknown, { layout, flex, spacing }: Around): Place {
  const offset = (key: string) => readLength(field(from, key), { percent: true, negative: true })
  return {
    layout,
    flex: isSized(from, layout) ? 0 : (countOf(field(from, 'flex'), 1000) ?? flex),
    gap: readPixels(field(from, 'margin')) ?? spacing,
    absolute: field(from, 'position') === 'absolute',
    offset: {
      top: offset('offsetTop'),
      end: offset('offsetEnd'),
      bottom: layout === 'line' ? null : offset('offsetBottom'),
      start: offset('offsetStart'),
    },
  }
}

/** A size of its own along the main axis takes a box out of the sharing. */
const isSized = (from: unknown, layout: Layout) =>
  field(from, 'type') === 'box' &&
  readLength(field(from, layout === 'column' ? 'height' : 'width'), { words: NO_WORDS, percent: true }) !== null

export const defaultFlex = (layout: Layout) => (layout === 'column' ? 0 : 1)

// The tree as styles. Every value is put together here from numbers, from our own words and from colours that were read as colours;
// no string of the content passes through.
import type { CSSProperties } from 'vue'
import type { Gradient } from './read/colour.ts'
import type { Length } from './read/length.ts'
import type { Place } from './read/place.ts'
import type { FlexBox, FlexIcon, FlexImage, FlexRoom, TextLook } from './tree.ts'

const px = (amount: number) => `${amount}px`
const length = (size: Length | null) => (size === null ? undefined : `${size.amount}${size.unit}`)

/** LINE's own table: `flex: X 0 0` beside each other, `flex: X 0 auto` above each other, 0 always as large as the content. */
export function placeStyle({ layout, flex, gap, absolute, offset }: Place): CSSProperties {
  const shifted = {
    top: length(offset.top),
    bottom: length(offset.bottom),
    insetInlineStart: length(offset.start),
    insetInlineEnd: length(offset.end),
  }
  if (absolute) return { ...shifted, position: 'absolute' }
  return {
    ...shifted,
    flex: layout === 'column' || flex === 0 ? `${flex} 0 auto` : `${flex} 0 0px`,
    ...(layout === 'column' ? { marginTop: px(gap) } : { marginInlineStart: px(gap) }),
  }
}

export function boxStyle(box: FlexBox): CSSProperties {
  const { padding, size, border } = box
  return {
    ...placeStyle(box.place),
    paddingTop: length(padding.top),
    paddingBottom: length(padding.bottom),
    paddingInlineStart: length(padding.start),
    paddingInlineEnd: length(padding.end),
    width: length(size.width) ?? (isWide(box) ? '100%' : undefined),
    height: length(size.height),
    maxWidth: length(size.maxWidth),
    maxHeight: length(size.maxHeight),
    backgroundColor: box.ground ?? undefined,
    backgroundImage: box.gradient === null ? undefined : gradientOf(box.gradient),
    ...(border.width > 0 && { border: `${px(border.width)} solid ${border.colour ?? 'currentcolor'}` }),
    ...(box.radius > 0 && { borderRadius: px(box.radius) }),
    justifyContent: box.justify,
    alignItems: box.align ?? undefined,
  }
}

/** A horizontal box fills its column even where the column does not stretch what it holds. */
const isWide = ({ place, layout }: FlexBox) => layout !== 'column' && place.layout === 'column' && !place.absolute

export function gradientOf({ angle, start, center, end }: Gradient): string {
  const middle = center === null ? [] : [`${center.colour} ${center.at}%`]
  return `linear-gradient(${[`${angle}deg`, start, ...middle, end].join(', ')})`
}

/** `--flex-shrink` is what useShrink sets where a text may shrink to its room. */
export const typeSize = (size: number) => `calc(${px(size)} * var(--flex-shrink, 1))`

export function lookStyle({ size, colour, bold, italic, line }: TextLook): CSSProperties {
  return {
    fontSize: size === null ? undefined : typeSize(size),
    color: colour ?? undefined,
    fontWeight: bold === null ? undefined : bold ? 700 : 400,
    fontStyle: italic === null ? undefined : italic ? 'italic' : 'normal',
    textDecorationLine: line ?? undefined,
  }
}

/** Around a picture: as wide as its parent where its width is a share of that. */
export const imageStyle = (image: FlexImage): CSSProperties => ({
  ...placeStyle(image.place),
  width: image.size.unit === '%' ? '100%' : undefined,
})

export const frameStyle = (image: FlexImage): CSSProperties => ({
  width: length(image.size),
  aspectRatio: String(image.ratio),
  backgroundColor: image.ground ?? undefined,
})

/** A filler takes what is free; an old spacer has a size along the main axis. */
export const roomStyle = ({ place, size }: FlexRoom): CSSProperties => ({
  ...placeStyle(place),
  ...(place.layout === 'column' ? { height: px(size) } : { width: px(size) }),
})

export const iconStyle = ({ place, size, ratio }: FlexIcon): CSSProperties => ({
  ...placeStyle(place),
  width: px(size * ratio),
  height: px(size),
})

// Flex to CSS, in words of our own: sizes are near a phone's, not equal to them.
export type Flex = { type: string; [more: string]: unknown }
type Style = Record<string, string>

const SPACING: Record<string, string> = {
  none: '0px',
  xs: '2px',
  sm: '4px',
  md: '8px',
  lg: '12px',
  xl: '16px',
  xxl: '20px',
}
const TEXT: Record<string, string> = {
  xxs: '11px',
  xs: '13px',
  sm: '14px',
  md: '16px',
  lg: '19px',
  xl: '22px',
  xxl: '29px',
  '3xl': '35px',
  '4xl': '48px',
  '5xl': '74px',
}
const IMAGE: Record<string, string> = {
  xxs: '40px',
  xs: '60px',
  sm: '80px',
  md: '100px',
  lg: '120px',
  xl: '140px',
  xxl: '160px',
  '3xl': '180px',
  '4xl': '200px',
  '5xl': '220px',
  full: '100%',
}
export const BUBBLE: Record<string, number> = {
  nano: 120,
  micro: 160,
  deca: 220,
  hecto: 241,
  kilo: 260,
  mega: 300,
  giga: 386,
}
const JUSTIFY = new Set(['center', 'flex-start', 'flex-end', 'space-between', 'space-around', 'space-evenly'])
const ALIGN = new Set(['center', 'flex-start', 'flex-end'])
const TEXT_ALIGN: Record<string, string> = { start: 'start', end: 'end', center: 'center' }
const SIDE: Record<string, string> = {
  start: 'flex-start',
  end: 'flex-end',
  center: 'center',
  top: 'flex-start',
  bottom: 'flex-end',
}

const pick = (table: Record<string, string>, value: unknown): string | undefined =>
  typeof value === 'string' && Object.hasOwn(table, value) ? table[value] : undefined
/** A keyword of the table, or a number with its unit. */
const size = (table: Record<string, string>, value: unknown): string | undefined =>
  pick(table, value) ?? (typeof value === 'string' && /^-?\d+(\.\d+)?(px|%)$/.test(value) ? value : undefined)
export const colour = (value: unknown): string | undefined =>
  typeof value === 'string' && /^#([0-9a-f]{6}|[0-9a-f]{8})$/i.test(value) ? value : undefined

function put(style: Style, property: string, value: string | undefined): void {
  if (value !== undefined) style[property] = value
}

const PADDINGS = {
  paddingAll: 'padding',
  paddingTop: 'paddingTop',
  paddingBottom: 'paddingBottom',
  paddingStart: 'paddingInlineStart',
  paddingEnd: 'paddingInlineEnd',
}
const OFFSETS = {
  offsetTop: 'top',
  offsetBottom: 'bottom',
  offsetStart: 'insetInlineStart',
  offsetEnd: 'insetInlineEnd',
}

/** PURE. How much of its parent a child takes, how far it stands from the one before, where it lies. */
export function placeStyle(node: Flex, layout: string, first: boolean, spacing: unknown): Style {
  const style: Style = {}
  const horizontal = layout === 'horizontal' || layout === 'baseline'
  const fixed = node.width !== undefined || (layout === 'vertical' && node.height !== undefined)
  const usual = horizontal && node.type !== 'icon' && node.type !== 'separator' && !fixed ? 1 : 0
  const flex = typeof node.flex === 'number' && node.flex >= 0 ? node.flex : usual
  style.flex = flex > 0 ? `${flex} 1 0` : '0 0 auto'
  if (!first) put(style, horizontal ? 'marginInlineStart' : 'marginTop', size(SPACING, node.margin ?? spacing))
  if (node.position === 'absolute') style.position = 'absolute'
  for (const [name, property] of Object.entries(OFFSETS)) put(style, property, size(SPACING, node[name]))
  if (node.position !== 'absolute' && Object.keys(OFFSETS).some((name) => node[name] !== undefined))
    style.position = 'relative'
  if (horizontal) put(style, 'alignSelf', node.gravity === undefined ? undefined : pick(SIDE, node.gravity))
  return style
}

const gradient = (value: unknown): string | undefined => {
  const { type, angle, startColor, endColor } = (value ?? {}) as Record<string, unknown>
  const [from, to] = [colour(startColor), colour(endColor)]
  if (type !== 'linearGradient' || from === undefined || to === undefined) return undefined
  return `linear-gradient(${/^\d+(\.\d+)?deg$/.test(String(angle)) ? String(angle) : '0deg'}, ${from}, ${to})`
}

/** PURE. */
export function boxStyle(node: Flex): Style {
  const style: Style = { flexDirection: node.layout === 'vertical' ? 'column' : 'row' }
  if (node.layout === 'baseline') style.alignItems = 'baseline'
  if (ALIGN.has(String(node.alignItems))) style.alignItems = String(node.alignItems)
  if (JUSTIFY.has(String(node.justifyContent))) style.justifyContent = String(node.justifyContent)
  put(style, 'background', gradient(node.background) ?? colour(node.backgroundColor))
  for (const [name, property] of Object.entries(PADDINGS)) put(style, property, size(SPACING, node[name]))
  for (const name of ['width', 'height', 'maxWidth', 'maxHeight']) put(style, name, size({}, node[name]))
  put(
    style,
    'borderRadius',
    size({ ...SPACING, xs: '2px', sm: '4px', md: '8px', lg: '12px', xl: '16px' }, node.cornerRadius),
  )
  const border = size(
    { light: '0.5px', normal: '1px', medium: '2px', 'semi-bold': '3px', bold: '4px' },
    node.borderWidth,
  )
  if (border !== undefined) style.border = `${border} solid ${colour(node.borderColor) ?? 'currentColor'}`
  if (node.cornerRadius !== undefined) style.overflow = 'hidden'
  return style
}

/** PURE. Of a text or a span. */
export function textStyle(node: Flex): Style {
  const style: Style = {}
  put(style, 'fontSize', size(TEXT, node.size))
  put(style, 'color', colour(node.color))
  put(style, 'textAlign', pick(TEXT_ALIGN, node.align))
  if (node.weight === 'bold') style.fontWeight = '700'
  if (node.style === 'italic') style.fontStyle = 'italic'
  if (node.decoration === 'underline' || node.decoration === 'line-through') style.textDecoration = node.decoration
  if (typeof node.maxLines === 'number' && node.maxLines > 0) style.webkitLineClamp = String(node.maxLines)
  return style
}

/** PURE. Of an image or a film: its shape and how much of the row it takes. */
export function pictureStyle(node: Flex): Style {
  const [, w, h] =
    /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(typeof node.aspectRatio === 'string' ? node.aspectRatio : '1:1') ?? []
  const style: Style = { aspectRatio: w === undefined ? '1 / 1' : `${w} / ${h}` }
  style.width = node.type === 'image' ? (size(IMAGE, node.size) ?? '100px') : '100%'
  style.objectFit = node.aspectMode === 'cover' ? 'cover' : 'contain'
  style.alignSelf = pick(SIDE, node.align) ?? 'center'
  put(style, 'backgroundColor', colour(node.backgroundColor))
  return style
}

/** PURE. Children that are objects; whatever else stands there is not drawn. */
export const childrenOf = (node: Flex): Flex[] =>
  (Array.isArray(node.contents) ? node.contents : []).filter(
    (one): one is Flex => typeof one === 'object' && one !== null && typeof (one as Flex).type === 'string',
  )

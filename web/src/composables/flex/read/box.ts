// Boxes and what is in them. A part that cannot be read is left out and counted; its neighbours stay.
import type { FlexBox, FlexButton, FlexPart } from '../tree.ts'
import { readAct } from './act.ts'
import { DEEPEST, takeNode, type Budget } from './budget.ts'
import { readColour, readGradient } from './colour.ts'
import { BORDER, NO_WORDS, readLength, readPixels, SPACE, type Length } from './length.ts'
import { readIcon, readImage } from './picture.ts'
import { defaultFlex, readPlace, type Layout, type Place, type Side } from './place.ts'
import { readGravity, readShrink, readText } from './text.ts'
import { field, listOf, oneOf } from './value.ts'

const LAYOUT = { horizontal: 'row', vertical: 'column', baseline: 'line' } as const
const JUSTIFY = ['flex-start', 'center', 'flex-end', 'space-between', 'space-around', 'space-evenly'] as const
const ONLY_IN_LINES = ['icon']
const NEVER_IN_LINES = ['box', 'button', 'image', 'separator']
const ROOM = ['filler', 'spacer']
export const NO_PADDING: Record<Side, number> = { top: 0, end: 0, bottom: 0, start: 0 }

type Deps = { budget: Budget; depth: number; padding?: Record<Side, number> }

/** `padding`: what a block of a bubble has where the box says nothing. */
export function readBox(from: unknown, place: Place, { budget, depth, padding = NO_PADDING }: Deps): FlexBox | null {
  const word = oneOf(field(from, 'layout'), ['horizontal', 'vertical', 'baseline'], null)
  if (field(from, 'type') !== 'box' || word === null || depth > DEEPEST) return null
  const layout = LAYOUT[word]
  const look = readLook(from, padding)
  if (look.ground !== null || look.gradient !== null || look.border.width > 0) budget.drawn += 1
  return {
    kind: 'box',
    place,
    act: readAct(field(from, 'action')),
    layout,
    parts: markUnder(readParts(from, layout, { budget, depth })),
    ...look,
    justify: oneOf(field(from, 'justifyContent'), JUSTIFY, 'flex-start'),
    align: oneOf(field(from, 'alignItems'), ['flex-start', 'center', 'flex-end'], null),
  }
}

function readParts(from: unknown, layout: Layout, { budget, depth }: Deps): FlexPart[] {
  const parts: FlexPart[] = []
  const spacing = readPixels(field(from, 'spacing')) ?? 0
  const all = listOf(field(from, 'contents'))
  let close = true
  for (const [i, child] of all.entries()) {
    if (!takeNode(budget)) {
      budget.dropped += all.length - i
      break
    }
    const type = field(child, 'type')
    const room = ROOM.some((word) => word === type)
    const around = { layout, flex: type === 'filler' ? 1 : defaultFlex(layout), spacing: close || room ? 0 : spacing }
    const part = readPart(child, readPlace(child, around), { budget, depth: depth + 1 })
    if (part === null) budget.dropped += 1
    else parts.push(part)
    // The first part stands at the edge, and so does what follows an old spacer.
    close = parts.length === 0 || type === 'spacer'
  }
  return parts
}

function readPart(from: unknown, place: Place, deps: Deps): FlexPart | null {
  const type = field(from, 'type')
  const banned = place.layout === 'line' ? NEVER_IN_LINES : ONLY_IN_LINES
  if (banned.some((word) => word === type)) return null
  switch (type) {
    case 'box':
      return readBox(from, place, deps)
    case 'text':
      return readText(from, place, deps.budget)
    case 'image':
      return readImage(from, place, deps.budget)
    case 'icon':
      return readIcon(from, place, deps.budget)
    case 'button':
      return readButton(from, place, deps.budget)
    case 'separator':
      deps.budget.drawn += 1
      return { kind: 'separator', place: { ...place, flex: 0 }, colour: readColour(field(from, 'color')) }
    case 'filler':
      return { kind: 'room', place, size: 0 }
    case 'spacer':
      return { kind: 'room', place: { ...place, flex: 0 }, size: readPixels(field(from, 'size')) ?? 8 }
    default:
      return null
  }
}

function readButton(from: unknown, place: Place, budget: Budget): FlexButton | null {
  const act = readAct(field(from, 'action'))
  if (act === null) return null
  budget.drawn += 1
  return {
    kind: 'button',
    place,
    act,
    look: oneOf(field(from, 'style'), ['primary', 'secondary', 'link'], 'link'),
    colour: readColour(field(from, 'color')),
    height: oneOf(field(from, 'height'), ['md', 'sm'], 'md'),
    gravity: readGravity(from),
    shrink: readShrink(from),
  }
}

function readLook(from: unknown, padding: Record<Side, number>) {
  const length = (key: string) => readLength(field(from, key), { percent: true })
  const size = (key: string) => readLength(field(from, key), { words: NO_WORDS, percent: true })
  const all = length('paddingAll')
  const pad = (key: string, side: Side): Length => length(key) ?? all ?? { unit: 'px', amount: padding[side] }
  return {
    padding: {
      top: pad('paddingTop', 'top'),
      end: pad('paddingEnd', 'end'),
      bottom: pad('paddingBottom', 'bottom'),
      start: pad('paddingStart', 'start'),
    },
    size: {
      width: size('width'),
      height: size('height'),
      maxWidth: size('maxWidth'),
      maxHeight: size('maxHeight'),
    },
    ground: readColour(field(from, 'backgroundColor')),
    gradient: readGradient(field(from, 'background')),
    border: {
      width: Math.min(readPixels(field(from, 'borderWidth'), { words: BORDER }) ?? 0, 100),
      colour: readColour(field(from, 'borderColor')),
    },
    radius: readPixels(field(from, 'cornerRadius'), { words: SPACE }) ?? 0,
  }
}

/** A picture lies under words when something absolute without a ground of its own comes after it. */
function markUnder(parts: FlexPart[]): FlexPart[] {
  const last = parts.findLastIndex((part) => part.place.absolute && isBare(part))
  return parts.map((part, i) => (part.kind === 'image' && i < last ? { ...part, under: true } : part))
}

const isBare = (part: FlexPart) =>
  part.kind === 'text' || (part.kind === 'box' && part.ground === null && part.gradient === null)

// The one door: unknown JSON in, a small tree out. Never throws; what it cannot read is left out and counted, and where nothing is
// left to see it answers null (the alt text stands in). Bounded in depth, number and letters.
import { readAct } from './read/act.ts'
import { DEEPEST, openBudget, takeNode, type Budget } from './read/budget.ts'
import { NO_PADDING, readBox } from './read/box.ts'
import { readColour } from './read/colour.ts'
import { readImage, readPicture, readRatio } from './read/picture.ts'
import { readPlace, type Place, type Side } from './read/place.ts'
import { field, listOf, oneOf } from './read/value.ts'
import type { BlockName, BubbleSize, FlexBlock, FlexBubble, FlexTree, FlexVideo } from './tree.ts'

const SIZES = ['nano', 'micro', 'deca', 'hecto', 'kilo', 'mega', 'giga'] as const
const BLOCKS = ['header', 'hero', 'body', 'footer'] as const
const MOST_BUBBLES = 12

export function readFlex(contents: unknown): FlexTree | null {
  const budget = openBudget()
  const carousel = field(contents, 'type') === 'carousel'
  const given = carousel ? listOf(field(contents, 'contents')) : [contents]
  const bubbles = given.slice(0, MOST_BUBBLES).flatMap((from) => readBubble(from, budget) ?? [])
  budget.dropped += given.length - bubbles.length
  return budget.drawn === 0 ? null : { carousel, bubbles, dropped: budget.dropped }
}

function readBubble(from: unknown, budget: Budget): FlexBubble | null {
  if (field(from, 'type') !== 'bubble' || !takeNode(budget)) return null
  const size = oneOf(field(from, 'size'), SIZES, 'mega')
  const present = BLOCKS.filter((name) => field(from, name) !== undefined && field(from, name) !== null)
  const blocks = present.flatMap((name, i) => {
    const padding = paddingOf(size, name, present.includes('footer'))
    return readBlock(from, { name, padding, first: i === 0, budget }) ?? []
  })
  budget.dropped += present.length - blocks.length
  if (blocks.length === 0) return null
  return { size, rtl: field(from, 'direction') === 'rtl', act: readAct(field(from, 'action')), blocks }
}

type Block = { name: BlockName; padding: Record<Side, number>; first: boolean; budget: Budget }

function readBlock(bubble: unknown, { name, padding, first, budget }: Block): FlexBlock | null {
  const from = field(bubble, name)
  const style = field(field(bubble, 'styles'), name)
  const part = takeNode(budget) ? readRoot(from, name, padding, budget) : null
  if (part === null) return null
  const ruled = !first && field(style, 'separator') === true
  return {
    name,
    ground: readColour(field(style, 'backgroundColor')),
    line: ruled ? { colour: readColour(field(style, 'separatorColor')) } : null,
    part,
  }
}

function readRoot(from: unknown, name: BlockName, padding: Record<Side, number>, budget: Budget) {
  const place = rootPlace(from, name)
  const type = field(from, 'type')
  if (type === 'box') return readBox(from, place, { budget, depth: 1, padding })
  if (name !== 'hero') return null
  return type === 'image' ? readImage(from, place, budget) : type === 'video' ? readVideo(from, budget) : null
}

/** A block stands where its bubble puts it: LINE does not let the first part of one leave the flow. */
function rootPlace(from: unknown, name: BlockName): Place {
  const place = readPlace(from, { layout: 'column', flex: 0, spacing: 0 })
  const offset = { top: null, end: null, bottom: null, start: null }
  return { ...place, flex: name === 'body' ? 1 : 0, gap: 0, absolute: false, offset }
}

function readVideo(from: unknown, budget: Budget): FlexVideo {
  const instead = field(from, 'altContent')
  const place = rootPlace(instead, 'hero')
  budget.drawn += 1
  return {
    kind: 'video',
    src: readPicture(field(from, 'url')),
    poster: readPicture(field(from, 'previewUrl')),
    ratio: readRatio(field(from, 'aspectRatio')),
    act: readAct(field(from, 'action')),
    instead:
      field(instead, 'type') === 'image'
        ? readImage(instead, place, budget)
        : readBox(instead, place, { budget, depth: DEEPEST - 8 }),
  }
}

type Padding = [top: number, side: number, bottom: number]
const FRAME: Record<BubbleSize, { header: Padding; body: Padding; aboveFooter: number }> = {
  nano: { header: [10, 10, 10], body: [10, 10, 10], aboveFooter: 10 },
  micro: { header: [10, 10, 10], body: [10, 10, 10], aboveFooter: 10 },
  deca: { header: [11, 14, 13], body: [11, 14, 13], aboveFooter: 17 },
  hecto: { header: [11, 14, 13], body: [11, 14, 13], aboveFooter: 17 },
  kilo: { header: [13, 13, 13], body: [13, 13, 13], aboveFooter: 17 },
  mega: { header: [20, 20, 20], body: [19, 20, 20], aboveFooter: 10 },
  giga: { header: [20, 20, 20], body: [19, 20, 20], aboveFooter: 10 },
}

/** What LINE's own simulator leaves around a block, by the bubble's size. */
export function paddingOf(size: BubbleSize, name: BlockName, footer: boolean): Record<Side, number> {
  if (name === 'hero') return NO_PADDING
  if (name === 'footer') return { top: 10, end: 10, bottom: 10, start: 10 }
  const [top, side, bottom] = FRAME[size][name]
  return { top, end: side, bottom: name === 'body' && footer ? FRAME[size].aboveFooter : bottom, start: side }
}

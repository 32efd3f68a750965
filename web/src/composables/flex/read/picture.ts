// Images and icons. An address that is not https leaves the frame empty; the frame itself always stands.
import type { FlexIcon, FlexImage } from '../tree.ts'
import { readAct, readAddress } from './act.ts'
import type { Budget } from './budget.ts'
import { readColour } from './colour.ts'
import { PICTURE, readLength, readPixels, TYPE } from './length.ts'
import type { Place } from './place.ts'
import { readGravity } from './text.ts'
import { field, oneOf } from './value.ts'

const RATIO = /^(\d{1,6}(?:\.\d{1,6})?):(\d{1,6}(?:\.\d{1,6})?)$/
const WIDEST = 100
const TALLEST = 1 / 3
const LARGEST_ICON = 200

export const readPicture = (value: unknown): string | null => readAddress(value, ['https:'])?.href ?? null

export function readImage(from: unknown, place: Place, budget: Budget): FlexImage {
  budget.drawn += 1
  return {
    kind: 'image',
    place,
    act: readAct(field(from, 'action')),
    src: readPicture(field(from, 'url')),
    size: readLength(field(from, 'size'), { words: PICTURE, percent: true }) ?? { unit: 'px', amount: 100 },
    ratio: readRatio(field(from, 'aspectRatio')),
    cover: field(from, 'aspectMode') === 'cover',
    ground: readColour(field(from, 'backgroundColor')),
    align: oneOf(field(from, 'align'), ['start', 'center', 'end'], 'center'),
    gravity: readGravity(from),
    under: false,
  }
}

export function readIcon(from: unknown, place: Place, budget: Budget): FlexIcon {
  budget.drawn += 1
  return {
    kind: 'icon',
    // An icon has no share: it is as wide as it is.
    place: { ...place, flex: 0 },
    src: readPicture(field(from, 'url')),
    size: Math.min(readPixels(field(from, 'size'), { words: TYPE }) ?? 16, LARGEST_ICON),
    ratio: readRatio(field(from, 'aspectRatio')),
  }
}

/** Width by height; LINE allows no more than three times as high as wide. */
export function readRatio(value: unknown): number {
  const [, width, height] = (typeof value === 'string' && RATIO.exec(value)) || []
  const ratio = Number(width) / Number(height)
  return Number.isFinite(ratio) && ratio > 0 ? Math.min(Math.max(ratio, TALLEST), WIDEST) : 1
}

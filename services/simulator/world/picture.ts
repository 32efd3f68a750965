import { crc32, deflateSync } from 'node:zlib'
import { createRandom } from '../random.ts'
import type { Random } from '../random.ts'

// Photographs of our own making: a sofa or a table in a room, in a few dozen colourings. Each is drawn once and kept,
// because a crowd sends many.
const WIDTH = 240
const HEIGHT = 180
export const SIZE = { width: WIDTH, height: HEIGHT }
const VARIANTS = 12
const drawn = new Map<string, Buffer>()

export type Subject = 'sofa' | 'table'

export type Colour = readonly [number, number, number]
/** Red, green, blue of a pixel. */
export type Paint = (x: number, y: number) => Colour

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), out.length - 4)
  return out
}

/** A PNG of 240 × 180. */
export function encodePicture(paint: Paint): Buffer {
  const stride = 1 + WIDTH * 3
  const rows = Buffer.alloc(HEIGHT * stride)
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) rows.set(paint(x, y), y * stride + 1 + x * 3)
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(WIDTH, 0)
  head.writeUInt32BE(HEIGHT, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts])
}

const colour = (dice: Random, from: number, to: number): Colour => [
  dice.between(from, to),
  dice.between(from, to),
  dice.between(from, to),
]
const darker = ([r, g, b]: Colour, share: number): Colour => [
  Math.round(r * share),
  Math.round(g * share),
  Math.round(b * share),
]
const within = (x: number, y: number, left: number, top: number, right: number, bottom: number) =>
  x >= left && x < right && y >= top && y < bottom

/** What the photograph shows, pixel by pixel. */
export function paintPicture(dice: Random, subject: Subject): Paint {
  const [wall, thing] = [colour(dice, 212, 240), colour(dice, 70, 190)]
  const floor: Colour = [dice.between(150, 195), dice.between(115, 145), dice.between(75, 105)]
  const shade = darker(thing, 0.78)
  const sofa: Paint = (x, y) => {
    if (within(x, y, 50, 116, 190, 140) || within(x, y, 50, 86, 66, 116) || within(x, y, 174, 86, 190, 116))
      return shade
    return within(x, y, 62, 76, 178, 116) ? thing : back(x, y)
  }
  const table: Paint = (x, y) => {
    if (within(x, y, 60, 92, 70, 150) || within(x, y, 170, 92, 180, 150)) return shade
    return within(x, y, 46, 82, 194, 93) ? thing : back(x, y)
  }
  const back: Paint = (_x, y) => (y < 120 ? wall : darker(floor, 0.9 + (y - 120) / 600))
  return subject === 'sofa' ? sofa : table
}

/** A PNG of 240 × 180. */
export function drawPicture(random: Random, subject: Subject = random.chance(0.5) ? 'sofa' : 'table'): Buffer {
  const name = `${subject} ${random.int(VARIANTS)}`
  const known = drawn.get(name) ?? encodePicture(paintPicture(createRandom(name), subject))
  drawn.set(name, known)
  return known
}

// Films of our own making: the room of picture.ts, in which it grows light. Small and quick to make: 112 × 80, four frames a second,
// and only every eighth holds a picture. Each is made once and kept, because a crowd sends many.
import { createRandom } from '../../random.ts'
import type { Random } from '../../random.ts'
import { encodePicture, paintPicture, SIZE } from '../picture.ts'
import type { Paint } from '../picture.ts'
import { keyFrame, parameters, sameFrame } from './h264.ts'
import type { Shade } from './h264.ts'
import { box, makeMp4, u16, u32, u8, zeros } from './mp4.ts'

const FRAME = { across: 7, down: 5 }
const WIDTH = FRAME.across * 16
const HEIGHT = FRAME.down * 16
const A_SECOND = 4
const KEY_EVERY = 8
const VARIANTS = 4
const LONGEST_SECONDS = 60
const made = new Map<string, Clip>()

/** An MP4, and its picture as a PNG. */
export type Clip = { film: Buffer; poster: Buffer }

/** Of so many ms, rounded to seconds. */
export function makeClip(random: Random, durationMs: number): Clip {
  const seconds = Math.min(LONGEST_SECONDS, Math.max(1, Math.round(durationMs / 1000)))
  const variant = random.int(VARIANTS)
  const name = `${variant} ${seconds}`
  const paint = paintPicture(createRandom(`clip ${variant}`), 'sofa')
  const clip = made.get(name) ?? { film: film(paint, seconds * A_SECOND), poster: encodePicture(paint) }
  made.set(name, clip)
  return clip
}

function film(paint: Paint, frames: number): Buffer {
  const all = Array.from({ length: frames }, (_one, i) => i)
  const units = all.map((i) =>
    i % KEY_EVERY === 0
      ? keyFrame(FRAME, i / KEY_EVERY, shadeOf(paint, 0.5 + (0.5 * (i + KEY_EVERY)) / (frames + KEY_EVERY)))
      : sameFrame(FRAME, i % KEY_EVERY),
  )
  return makeMp4({
    kind: 'video',
    brands: ['isom', 'iso2', 'avc1', 'mp41'],
    timescale: A_SECOND,
    each: 1,
    samples: units.map((unit) => Buffer.concat([u32(unit.length), unit])),
    keys: all.filter((i) => i % KEY_EVERY === 0).map((i) => i + 1),
    entry: sampleEntry(),
    width: WIDTH,
    height: HEIGHT,
  })
}

/** BT.601, studio range. */
function shadeOf(paint: Paint, light: number): Shade {
  return (x, y) => {
    const [r, g, b] = paint(Math.floor((x * SIZE.width) / WIDTH), Math.floor((y * SIZE.height) / HEIGHT))
    const luma = (0.257 * r + 0.504 * g + 0.098 * b) * light
    const blue = (-0.148 * r - 0.291 * g + 0.439 * b) * light
    const red = (0.439 * r - 0.368 * g - 0.071 * b) * light
    return [Math.round(16 + luma), Math.round(128 + blue), Math.round(128 + red)]
  }
}

function sampleEntry(): Buffer {
  const { sps, pps, profile } = parameters(FRAME)
  const avcC = box('avcC', u8(1, ...profile, 0xff, 0xe1), u16(sps.length), sps, u8(1), u16(pps.length), pps)
  const looks = Buffer.concat([zeros(16), u16(WIDTH, HEIGHT), u32(0x480000, 0x480000, 0), u16(1)])
  return box('avc1', zeros(6), u16(1), looks, zeros(32), u16(0x18, 0xffff), avcC)
}

// Voice messages of our own making: silence in AAC, as M4A. A silent frame has no spectrum and takes four bytes.
import { createBits } from './bits.ts'
import { box, makeMp4, u16, u32, u8, zeros } from './mp4.ts'

const RATE = 16_000
const RATE_INDEX = 8
const FRAME = 1_024
const LONGEST_MS = 600_000

/** An M4A of so many ms, to the next 64. */
export function makeVoice(durationMs: number): Buffer {
  const ms = Math.min(LONGEST_MS, Math.max(1, durationMs))
  const frames = Math.ceil((ms * RATE) / 1000 / FRAME)
  return makeMp4({
    kind: 'sound',
    brands: ['M4A ', 'isom', 'mp42'],
    timescale: RATE,
    each: FRAME,
    samples: Array.from({ length: frames }, () => SILENT),
    entry: sampleEntry(),
  })
}

/** One channel element: gain 100, a long window without any band, no pulses, no shaping, no gain control; then the end mark. */
const SILENT = createBits().u(3, 0).u(4, 0).u(8, 100).u(4, 0).u(6, 0).u(1, 0).u(3, 0).u(3, 7).done()

/** AAC-LC, one channel. */
const CONFIG = createBits().u(5, 2).u(4, RATE_INDEX).u(4, 1).u(3, 0).done()

const descriptor = (tag: number, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts)
  return Buffer.concat([u8(tag, body.length), body])
}

function sampleEntry(): Buffer {
  const decoder = descriptor(4, u8(0x40, 0x15, 0, 0, 0), u32(8_000, 8_000), descriptor(5, CONFIG))
  const esds = box('esds', u32(0), descriptor(3, u16(1), u8(0), decoder, descriptor(6, u8(2))))
  return box('mp4a', zeros(6), u16(1), zeros(8), u16(1, 16), zeros(4), u32(RATE * 65_536), esds)
}

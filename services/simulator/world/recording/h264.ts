// H.264 without a codec: key frames hold their samples as they are (I_PCM), the frames between say "as before". Baseline profile,
// level 1; sizes are in macroblocks of 16 × 16.
import { createBits } from './bits.ts'

export type Size = { across: number; down: number }
/** The colour at a sample: Y, Cb, Cr. */
export type Shade = (x: number, y: number) => readonly [number, number, number]

const PROFILE = 66
const LEVEL = 10

/** Sequence and picture parameters, and the box that carries them. */
export function parameters({ across, down }: Size) {
  const sps = createBits().u(8, 0x67).u(8, PROFILE).u(8, 0xc0).u(8, LEVEL)
  sps.ue(0).ue(0).ue(2).ue(1).u(1, 0) // 4 bits of frame_num, order as decoded, one reference
  sps
    .ue(across - 1)
    .ue(down - 1)
    .u(1, 1)
    .u(1, 1)
    .u(1, 0)
    .u(1, 0)
    .trail()
  const pps = createBits().u(8, 0x68).ue(0).ue(0).u(2, 0).ue(0).ue(0).ue(0).u(3, 0)
  pps.se(0).se(0).se(0).u(3, 0b100).trail() // the filter between blocks can be turned off
  return { sps: sps.done(), pps: pps.done(), profile: [PROFILE, 0xc0, LEVEL] }
}

/** `order`: neighbours among key frames differ in it. */
export function keyFrame(size: Size, order: number, shade: Shade): Buffer {
  const bits = createBits()
    .u(8, 0x65)
    .ue(0)
    .ue(7)
    .ue(0)
    .u(4, 0)
    .ue(order % 2)
    .u(2, 0)
    .se(0)
    .ue(1)
  for (let row = 0; row < size.down; row++)
    for (let column = 0; column < size.across; column++) bits.ue(25).bytes(macroblock(column * 16, row * 16, shade))
  return guarded(bits.trail().done())
}

/** `number`: frames since the key frame. */
export function sameFrame({ across, down }: Size, number: number): Buffer {
  const bits = createBits()
    .u(8, 0x41)
    .ue(0)
    .ue(5)
    .ue(0)
    .u(4, number % 16)
    .u(3, 0)
    .se(0)
    .ue(1)
  return guarded(
    bits
      .ue(across * down)
      .trail()
      .done(),
  )
}

function macroblock(left: number, top: number, shade: Shade): Uint8Array {
  const samples = new Uint8Array(384)
  for (let i = 0; i < 256; i++) samples[i] = shade(left + (i % 16), top + (i >> 4))[0]
  for (let i = 0; i < 64; i++) {
    const [, blue, red] = shade(left + (i % 8) * 2, top + (i >> 3) * 2)
    samples[256 + i] = blue
    samples[320 + i] = red
  }
  return samples
}

/** Two zeros and a small byte would read as a mark: a 3 goes between (§7.4.1). */
function guarded(unit: Buffer): Buffer {
  const out: number[] = []
  let zeros = 0
  for (const byte of unit) {
    if (zeros === 2 && byte <= 3) {
      out.push(3)
      zeros = 0
    }
    out.push(byte)
    zeros = byte === 0 ? zeros + 1 : 0
  }
  return Buffer.from(out)
}

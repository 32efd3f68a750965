import { expect, test } from 'vitest'
import { createRandom } from '../../random.ts'
import { createBits } from './bits.ts'
import { makeClip } from './clip.ts'
import { keyFrame, sameFrame } from './h264.ts'
import { makeVoice } from './voice.ts'

type Box = { name: string; at: number; body: Buffer }
const HOLD_BOXES = ['moov', 'trak', 'mdia', 'minf', 'stbl', 'dinf']

/** All boxes of a file; throws when their lengths do not add up. */
function boxes(file: Buffer, from = 0, to = file.length): Box[] {
  const found: Box[] = []
  for (let at = from; at < to;) {
    const length = file.readUInt32BE(at)
    if (length < 8 || at + length > to) throw new Error(`a box of ${length} at ${at} of ${to}`)
    const name = file.toString('latin1', at + 4, at + 8)
    found.push({ name, at, body: file.subarray(at + 8, at + length) })
    if (HOLD_BOXES.includes(name)) found.push(...boxes(file, at + 8, at + length))
    at += length
  }
  return found
}
const body = (file: Buffer, name: string) => boxes(file).find((box) => box.name === name)!.body
/** The samples, as the file's own tables find them. */
function samples(file: Buffer): Buffer[] {
  const sizes = body(file, 'stsz')
  let at = body(file, 'stco').readUInt32BE(8)
  return Array.from({ length: sizes.readUInt32BE(8) }, (_one, i) => {
    const size = sizes.readUInt32BE(12 + i * 4)
    at += size
    return file.subarray(at - size, at)
  })
}
const seconds = (file: Buffer) => body(file, 'mvhd').readUInt32BE(16) / body(file, 'mvhd').readUInt32BE(12)
const film = (ms: number, seed = 'a') => makeClip(createRandom(seed), ms).film

test.each([
  [900, 1],
  [8_000, 8],
  [29_600, 30],
  [3_600_000, 60],
])('a film of %i ms lasts %i s, begins with its tables and holds a sample a quarter of a second', (ms, length) => {
  const file = film(ms)
  expect(boxes(file).map(({ name }) => name)).toEqual(
    'ftyp moov mvhd trak tkhd mdia mdhd hdlr minf vmhd dinf dref stbl stsd stts stss stsc stsz stco mdat'.split(' '),
  )
  expect(seconds(file)).toBe(length)
  const all = samples(file)
  expect(all).toHaveLength(length * 4)
  expect(Buffer.concat(all).equals(body(file, 'mdat'))).toBe(true)
  for (const [i, sample] of all.entries()) {
    expect(sample.readUInt32BE(0)).toBe(sample.length - 4)
    expect(sample[4]! & 31).toBe(i % 8 === 0 ? 5 : 1)
  }
  expect(file.length).toBeLessThan(length * 10_000 + 20_000)
})

test('a voice lasts as long as it was, to a frame', () => {
  for (const ms of [1, 500, 4_000, 20_000]) {
    const file = makeVoice(ms)
    expect(seconds(file)).toBeGreaterThanOrEqual(ms / 1_000)
    expect(seconds(file)).toBeLessThan(ms / 1_000 + 0.065)
    expect(body(file, 'stsd').toString('latin1', 12, 16)).toBe('mp4a')
    expect(Buffer.concat(samples(file)).equals(body(file, 'mdat'))).toBe(true)
  }
})

test('the same seed gives the same film, another may give another, and what was made is kept', () => {
  expect(film(5_000).equals(film(5_000))).toBe(true)
  expect(film(5_000)).toBe(film(5_000))
  const all = new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((seed) => film(5_000, seed)))
  expect(all.size).toBeGreaterThan(1)
})

test('no unit of H.264 holds what reads as a mark', () => {
  const size = { across: 2, down: 2 }
  for (const value of [0, 1, 2, 3, 255])
    for (const unit of [keyFrame(size, 0, () => [value, value, value]), sameFrame(size, 1)])
      for (let i = 0; i + 2 < unit.length; i++) {
        const mark = unit[i] === 0 && unit[i + 1] === 0 && unit[i + 2]! < 3
        expect(mark, `${value} at ${i}`).toBe(false)
      }
})

test('codes of varying length are those of the standard', () => {
  const bitsOf = (write: (bits: ReturnType<typeof createBits>) => unknown) => {
    const bits = createBits()
    write(bits)
    return [...bits.done()].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  }
  expect(bitsOf((bits) => bits.ue(0).ue(1).ue(2).ue(3).ue(7))).toBe('101001100100000100000000')
  expect(bitsOf((bits) => bits.se(0).se(1).se(-1).se(2))).toBe('1010011001000000')
  expect(
    bitsOf((bits) =>
      bits
        .u(3, 5)
        .bytes(Buffer.from([255]))
        .u(1, 1)
        .trail(),
    ),
  ).toBe('101000001111111111000000')
})

// An MP4 file of one track (ISO 14496-12): its boxes, and all samples in one piece. The table comes before the samples, so that a
// player that has the beginning can begin.

export type Track = {
  kind: 'video' | 'sound'
  brands: [string, ...string[]]
  /** Units a second, and how many one sample lasts. */
  timescale: number
  each: number
  samples: Buffer[]
  /** Numbers from 1 of the samples a player can begin at; absent = all. */
  keys?: number[]
  /** The sample entry: how the samples are coded. */
  entry: Buffer
  /** Pixels. */
  width?: number
  height?: number
}

export const u8 = (...values: number[]) => Buffer.from(values)
export function u16(...values: number[]): Buffer {
  const out = Buffer.alloc(values.length * 2)
  values.forEach((value, i) => out.writeUInt16BE(value, i * 2))
  return out
}
export function u32(...values: number[]): Buffer {
  const out = Buffer.alloc(values.length * 4)
  values.forEach((value, i) => out.writeUInt32BE(value, i * 4))
  return out
}
export const zeros = (count: number) => Buffer.alloc(count)

export function box(name: string, ...parts: Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 8)
  return Buffer.concat([u32(length), Buffer.from(name, 'latin1'), ...parts], length)
}
/** With version and flags. */
const full = (name: string, flags: number, ...parts: Buffer[]) => box(name, u32(flags), ...parts)

const IDENTITY = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)

export function makeMp4(track: Track): Buffer {
  const ftyp = box('ftyp', Buffer.from(track.brands[0]), u32(0), Buffer.from(track.brands.join('')))
  const at = ftyp.length + movie(track, 0).length + 8
  return Buffer.concat([ftyp, movie(track, at), box('mdat', ...track.samples)])
}

/** `at`: where the first sample stands in the file. */
function movie(track: Track, at: number): Buffer {
  const { timescale, each, samples, kind, width = 0, height = 0 } = track
  const length = each * samples.length
  const sound = kind === 'sound'
  const mvhd = full(
    'mvhd',
    0,
    u32(0, 0, timescale, length, 0x10000),
    u16(0x100),
    zeros(10),
    IDENTITY,
    zeros(24),
    u32(2),
  )
  const placed = Buffer.concat([zeros(8), u16(0, 0, sound ? 0x100 : 0, 0), IDENTITY, u32(width << 16, height << 16)])
  const tkhd = full('tkhd', 7, u32(0, 0, 1, 0, length), placed)
  const mdhd = full('mdhd', 0, u32(0, 0, timescale, length), u16(0x55c4, 0))
  const hdlr = full('hdlr', 0, u32(0), Buffer.from(sound ? 'soun' : 'vide'), zeros(12), Buffer.from('\0'))
  const head = sound ? full('smhd', 0, zeros(4)) : full('vmhd', 1, zeros(8))
  const here = box('dinf', full('dref', 0, u32(1), full('url ', 1)))
  const mdia = box('mdia', mdhd, hdlr, box('minf', head, here, table(track, at)))
  return box('moov', mvhd, box('trak', tkhd, mdia))
}

function table({ entry, samples, each, keys }: Track, at: number): Buffer {
  return box(
    'stbl',
    full('stsd', 0, u32(1), entry),
    full('stts', 0, u32(1, samples.length, each)),
    ...(keys === undefined ? [] : [full('stss', 0, u32(keys.length, ...keys))]),
    full('stsc', 0, u32(1, 1, samples.length, 1)),
    full('stsz', 0, u32(0, samples.length, ...samples.map((sample) => sample.length))),
    full('stco', 0, u32(1, at)),
  )
}

// What an MP4 says of itself, read from its boxes: a browser without the codec knows neither length nor size.
import { asciiAt, bytesAt, u32, u64 } from './bytes.ts'

/** `duration` ms, null = it does not say (it was written while it was recorded). */
export type Film = { hasPicture: boolean; duration: number | null; width: number | null; height: number | null }

/** The box that describes all others: longer than this is no description. */
const MOOV_MAX = 32_000_000
const BOXES_MAX = 1_000

type Box = { name: string; from: number; to: number }

/** null = no MP4 with a description. */
export async function readFilm(file: Blob): Promise<Film | null> {
  for (let at = 0, n = 0; n < BOXES_MAX && at < file.size; n++) {
    const head = await bytesAt(file, at, 16)
    const box = boxAt(head, 0, file.size - at)
    if (box === null) return null
    if (box.name === 'moov')
      return box.to > MOOV_MAX ? null : described(await bytesAt(file, at + box.from, box.to - box.from))
    at += box.to
  }
  return null
}

/** `end`: where the last box may end. */
function boxAt(bytes: Uint8Array, at: number, end: number): Box | null {
  if (at + 8 > bytes.length) return null
  const name = asciiAt(bytes, at + 4, 4)
  const short = u32(bytes, at)
  if (short === 0) return { name, from: at + 8, to: end }
  const [from, length] = short === 1 ? [at + 16, u64(bytes, at + 8)] : [at + 8, short]
  return length < from - at ? null : { name, from, to: at + length }
}

function* boxesIn(bytes: Uint8Array, from = 0, to = bytes.length): Generator<Box> {
  for (let at = from, n = 0; at < to && n < BOXES_MAX; n++) {
    const box = boxAt(bytes, at, to)
    if (box === null || box.to > to) return
    yield box
    at = box.to
  }
}

function described(moov: Uint8Array): Film {
  const boxes = [...boxesIn(moov)]
  const header = boxes.find(({ name }) => name === 'mvhd')
  const picture = boxes.filter(({ name }) => name === 'trak').find((track) => isPicture(moov, track))
  return {
    hasPicture: picture !== undefined,
    duration: header === undefined ? null : durationOf(moov, header),
    ...(picture === undefined ? { width: null, height: null } : sizeOf(moov, picture)),
  }
}

const inside = (bytes: Uint8Array, { from, to }: Box, wanted: string): Box | undefined =>
  [...boxesIn(bytes, from, to)].find(({ name }) => name === wanted)

function isPicture(moov: Uint8Array, track: Box): boolean {
  const media = inside(moov, track, 'mdia')
  const handler = media && inside(moov, media, 'hdlr')
  return handler !== undefined && asciiAt(moov, handler.from + 8, 4) === 'vide'
}

function durationOf(moov: Uint8Array, { from }: Box): number | null {
  const long = moov[from] === 1
  const scale = u32(moov, from + (long ? 20 : 12))
  const length = long ? u64(moov, from + 24) : u32(moov, from + 16)
  const ms = (length / scale) * 1_000
  return Number.isFinite(ms) && ms >= 1 && length !== 0xffff_ffff ? Math.round(ms) : null
}

/** As it is shown, in 16.16 at the end of the track's header; a matrix that turns by a quarter swaps them. */
function sizeOf(moov: Uint8Array, track: Box): { width: number | null; height: number | null } {
  const header = inside(moov, track, 'tkhd')
  if (header === undefined) return { width: null, height: null }
  const matrix = header.to - 44
  const [width, height] = [u32(moov, header.to - 8) >>> 16, u32(moov, header.to - 4) >>> 16]
  if (width === 0 || height === 0) return { width: null, height: null }
  const turned = u32(moov, matrix) === 0 && u32(moov, matrix + 4) !== 0
  return turned ? { width: height, height: width } : { width, height }
}

// How large a picture says it is, before anything decodes it: a few kilobytes may unfold into gigabytes and hang the page.
import type { PictureType } from './format.ts'
import { asciiAt, bytesAt, u16, u16le, u24le, u32, u32le } from './bytes.ts'

/** As stored, before it is turned upright. */
export type Extent = { width: number; height: number }

const HEAD_BYTES = 16_384

/** null = it does not say: then it is no picture that may be decoded. */
export async function extentOf(file: Blob, type: PictureType): Promise<Extent | null> {
  if (type === 'jpeg') return jpegExtent(file)
  const found = READERS[type](await bytesAt(file, 0, HEAD_BYTES))
  return found !== null && found.width > 0 && found.height > 0 ? found : null
}

type Reader = (head: Uint8Array) => Extent | null
const READERS: Record<Exclude<PictureType, 'jpeg'>, Reader> = {
  png: (head) => (asciiAt(head, 12, 4) === 'IHDR' ? { width: u32(head, 16), height: u32(head, 20) } : null),
  gif: (head) => ({ width: u16le(head, 6), height: u16le(head, 8) }),
  bmp: (head) => ({ width: u32le(head, 18), height: Math.abs(u32le(head, 22) | 0) }),
  webp: webpExtent,
  heif: heifExtent,
}

function webpExtent(head: Uint8Array): Extent | null {
  const chunk = asciiAt(head, 12, 4)
  if (chunk === 'VP8X') return { width: u24le(head, 24) + 1, height: u24le(head, 27) + 1 }
  if (chunk === 'VP8 ') return { width: u16le(head, 26) & 0x3fff, height: u16le(head, 28) & 0x3fff }
  if (chunk !== 'VP8L') return null
  const bits = u32le(head, 21)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

/** The greatest of its parts: tiles say theirs as well. */
function heifExtent(head: Uint8Array): Extent | null {
  let greatest: Extent | null = null
  for (let at = 4; at + 16 <= head.length; at++) {
    if (head[at] !== 0x69 || asciiAt(head, at, 4) !== 'ispe') continue
    const [width, height] = [u32(head, at + 8), u32(head, at + 12)]
    if (greatest === null || width * height > greatest.width * greatest.height) greatest = { width, height }
  }
  return greatest
}

/** Segments of a JPEG before its frame: a phone puts depth and thumbnails there, by hundreds. */
const SEGMENTS_MAX = 2_000
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

async function jpegExtent(file: Blob): Promise<Extent | null> {
  for (let at = 2, n = 0; n < SEGMENTS_MAX; n++) {
    const head = await bytesAt(file, at, 9)
    if (head.length < 9 || head[0] !== 0xff) return null
    const marker = head[1]!
    if (isFrame(marker)) {
      const [width, height] = [u16(head, 7), u16(head, 5)]
      return width > 0 && height > 0 ? { width, height } : null
    }
    // A fill byte stands alone; a marker without a length has no place before the frame.
    at += marker === 0xff ? 1 : 2 + Math.max(2, u16(head, 2))
  }
  return null
}

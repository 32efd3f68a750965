// What a file is, by its first bytes and not by its name (pure). As strict as the gateway is on what LINE takes, so that nothing is
// sent there as a film which is none.
import { asciiAt } from './bytes.ts'

export type Format =
  | { is: 'picture'; type: PictureType }
  /** An MP4 that may hold film, or sound alone. */
  | { is: 'mp4' }
  | { is: 'm4a' }
  | { is: 'mp3' }
  | { is: 'other' }
export type PictureType = 'jpeg' | 'png' | 'gif' | 'webp' | 'bmp' | 'heif'

export const FORMAT_BYTES = 64

const MP4 = /^(isom|iso[2-9]|mp4[12]|avc1|M4V |M4VH|M4VP|dash|MSNV|f4v |mmp4)$/
const M4A = /^(M4A |M4B |M4P )$/
/** HEIC and AVIF are of one family. */
const HEIF = /^(heic|heix|hevc|heim|heis|mif1|msf1|avif|avis)$/

export function formatOf(head: Uint8Array): Format {
  const text = asciiAt(head, 0, 16)
  const picture = pictureOf(text)
  if (picture !== null) return { is: 'picture', type: picture }
  if (text.slice(4, 8) === 'ftyp') return familyOf(text.slice(8, 12))
  return text.startsWith('ID3') || isMpegAudio(head) ? { is: 'mp3' } : { is: 'other' }
}

function pictureOf(text: string): PictureType | null {
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (/^GIF8[79]a/.test(text)) return 'gif'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp'
  // Two letters alone begin many a text: the four bytes that are always zero count as well.
  return text.startsWith('BM') && text.slice(6, 10) === '\0\0\0\0' ? 'bmp' : null
}

function familyOf(brand: string): Format {
  if (M4A.test(brand)) return { is: 'm4a' }
  if (MP4.test(brand)) return { is: 'mp4' }
  return HEIF.test(brand) ? { is: 'picture', type: 'heif' } : { is: 'other' }
}

/** A frame of MPEG audio, layer III, whose version, bit rate and sampling rate exist. */
function isMpegAudio([a = 0, b = 0, c = 0]: Uint8Array): boolean {
  const version = (b >> 3) & 3
  const rates = (c >> 4) % 15 !== 0 && ((c >> 2) & 3) !== 3
  return a === 0xff && b >> 5 === 7 && version !== 1 && ((b >> 1) & 3) === 1 && rates
}

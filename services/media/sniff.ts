// What a content is, by its first bytes (pure). What a stranger's header or file name says counts for one thing only: whether a
// container of sound or pictures holds sound alone, which its first bytes do not tell. Never throws; what is not known is
// application/octet-stream, and whatever a browser might run as a page is named so that it is never shown (address.ts).
import { markupOf } from './markup.ts'

/** How much of the beginning `sniff` wants to see; fewer bytes of a longer content may hide what it is. */
export const HEAD_BYTES = 4_096

type Head = Uint8Array
type Test = (head: Head) => boolean

const ascii = (head: Head, at: number, length: number) => String.fromCharCode(...head.subarray(at, at + length))
const begins = (text: string, at = 0): Test => {
  const wanted = Buffer.from(text, 'latin1')
  return (head) => wanted.every((byte, i) => head[at + i] === byte)
}
const both =
  (a: Test, b: Test): Test =>
  (head) =>
    a(head) && b(head)

const SIGNATURES: [Test, string][] = [
  [begins('\xff\xd8\xff'), 'image/jpeg'],
  [begins('\x89PNG\r\n\x1a\n'), 'image/png'],
  [(head) => /^GIF8[79]a/.test(ascii(head, 0, 6)), 'image/gif'],
  [both(begins('RIFF'), begins('WEBP', 8)), 'image/webp'],
  [both(begins('RIFF'), begins('WAVE', 8)), 'audio/wav'],
  [both(begins('RIFF'), begins('AVI ', 8)), 'video/x-msvideo'],
  [begins('\x1a\x45\xdf\xa3'), 'video/webm'],
  [begins('OggS'), 'video/ogg'],
  [begins('fLaC'), 'audio/flac'],
  [begins('#!AMR'), 'audio/amr'],
  [begins('ID3'), 'audio/mpeg'],
  [begins('%PDF-'), 'application/pdf'],
  [begins('PK\x03\x04'), 'application/zip'],
  [begins('PK\x05\x06'), 'application/zip'],
  [begins('\x1f\x8b\x08'), 'application/gzip'],
  [begins("7z\xbc\xaf'\x1c"), 'application/x-7z-compressed'],
  [begins('Rar!\x1a\x07'), 'application/vnd.rar'],
  [begins('II*\0'), 'image/tiff'],
  [begins('MM\0*'), 'image/tiff'],
  [begins('\x00\x00\x01\x00'), 'image/x-icon'],
  [isMpegAudio, 'audio/mpeg'],
  [isAdts, 'audio/aac'],
]

/** `declared`: the content type it came with. */
export function sniff(head: Head, declared = ''): string {
  const markup = markupOf(head)
  if (markup !== null && markup !== 'text/plain') return markup
  const found = brandOf(head) ?? SIGNATURES.find(([test]) => test(head))?.[1]
  if (found !== undefined) return soundOf(found, declared) ?? found
  return markup ?? 'application/octet-stream'
}

const BRANDS: [RegExp, string][] = [
  [/^(avif|avis)$/, 'image/avif'],
  [/^(heic|heix|hevc|heim|heis|mif1|msf1)$/, 'image/heic'],
  [/^(M4A |M4B |M4P )$/, 'audio/mp4'],
  [/^qt {2}$/, 'video/quicktime'],
  [/^(3gp|3g2|3ge|3gg)/, 'video/3gpp'],
  [/^(isom|iso[2-9]|mp4[12]|avc1|M4V |M4VH|M4VP|dash|MSNV|f4v |mmp4)$/, 'video/mp4'],
]

/** The family of MP4: its first box names a brand. An unknown brand is taken for no film. */
function brandOf(head: Head): string | undefined {
  if (ascii(head, 4, 4) !== 'ftyp') return undefined
  const brand = ascii(head, 8, 4)
  return BRANDS.find(([pattern]) => pattern.test(brand))?.[1]
}

const SOUND: Record<string, string> = {
  'video/mp4': 'audio/mp4',
  'video/3gpp': 'audio/3gpp',
  'video/ogg': 'audio/ogg',
  'video/webm': 'audio/webm',
}
function soundOf(found: string, declared: string): string | undefined {
  return declared.toLowerCase().startsWith('audio/') ? SOUND[found] : undefined
}

/** A frame of MPEG audio, layer III, whose version, bit rate and sampling rate exist: 11 bits alone stand anywhere. */
function isMpegAudio([a = 0, b = 0, c = 0]: Head): boolean {
  const version = (b >> 3) & 3
  const bitrate = c >> 4
  return (
    a === 0xff && b >> 5 === 7 && version !== 1 && ((b >> 1) & 3) === 1 && bitrate % 15 !== 0 && ((c >> 2) & 3) !== 3
  )
}

function isAdts([a = 0, b = 0, c = 0]: Head): boolean {
  return a === 0xff && (b & 0xf6) === 0xf0 && ((c >> 2) & 15) < 13
}

// Files as agents have them, made here: real ones by the browser itself, odd and hostile ones by hand.
import { randomBytes } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import type { Page } from 'playwright-core'

/** A PNG that says it is so large, whatever its data hold. */
export function madePng(width: number, height: number, data: Buffer): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(data)), chunk('IEND')]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts])
}

/** Noise, which no compression makes smaller. */
export const noisePng = (width: number, height: number): Buffer => {
  const rows = randomBytes(height * (1 + width * 3))
  for (let y = 0; y < height; y++) rows[y * (1 + width * 3)] = 0
  return madePng(width, height, rows)
}

/** A few kilobytes that say they are ten gigabytes. */
export const bombPng = (): Buffer => madePng(60_000, 60_000, Buffer.alloc(4_000_000))

function chunk(name: string, data = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const frame = Buffer.alloc(8 + body.length)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), 4 + body.length)
  return frame
}

/** Red on the left, blue on the right. */
const DRAW = `async ([type, width, height]) => {
  const canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d')
  pen.fillStyle = '#ff0000'
  pen.fillRect(0, 0, width / 2, height)
  pen.fillStyle = '#0000ff'
  pen.fillRect(width / 2, 0, width / 2, height)
  return [...new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer())]
}`
export const drawnPicture = async (page: Page, type: string, width: number, height: number): Promise<Buffer> =>
  Buffer.from(await page.evaluate<number[]>(`(${DRAW})(${JSON.stringify([type, width, height])})`))

/** The same JPEG as a phone held upright writes it: to be turned a quarter to the right. */
export function turned(jpeg: Buffer): Buffer {
  const exif = Buffer.from('4578696600004d4d002a00000008000101120003000000010006000000000000', 'hex')
  const size = Buffer.alloc(2)
  size.writeUInt16BE(exif.length + 2)
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from('ffe1', 'hex'), size, exif, jpeg.subarray(2)])
}

export const GIF = Buffer.from('R0lGODlhAQABAIAAAP8AAAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64')

const box = (name: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + body.length)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, body])
}
const words = (...numbers: number[]): Buffer => {
  const bytes = Buffer.alloc(numbers.length * 4)
  numbers.forEach((number, i) => bytes.writeUInt32BE(number, i * 4))
  return bytes
}
const UPRIGHT = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000]
const QUARTER = [0, 0x10000, 0, 0xffff0000, 0, 0, 0, 0, 0x40000000]

type Boxes = { brand?: string; ms: number; film?: { width: number; height: number; turned?: boolean } }
/** An MP4 that describes itself and whose content no browser can play. */
export function boxedMp4({ brand = 'isom', ms, film }: Boxes): Buffer {
  const header = box('mvhd', words(0, 0, 0, 1_000, ms), Buffer.alloc(80))
  const track = film && [
    box(
      'tkhd',
      words(0, 0, 0, 1, 0, ms, 0, 0, 0, 0),
      words(...(film.turned ? QUARTER : UPRIGHT)),
      words(film.width * 65_536, film.height * 65_536),
    ),
    box('mdia', box('hdlr', words(0, 0), Buffer.from('vide'), Buffer.alloc(13))),
  ]
  const data = box('mdat', Buffer.alloc(50_000, 3))
  return Buffer.concat([
    box('ftyp', Buffer.from(`${brand}\0\0\0\0isom`, 'latin1')),
    data,
    box('moov', header, ...(track ? [box('trak', ...track)] : [])),
  ])
}

/** Frames of silence, 128 kbit/s at 44.1 kHz: 26.12 ms each. */
export const silentMp3 = (frames: number): Buffer => {
  const frame = Buffer.alloc(417)
  frame.set([0xff, 0xfb, 0x90, 0x44])
  return Buffer.concat(Array.from({ length: frames }, () => frame))
}

const RECORD = `(async () => {
  const mimeType = ['video/mp4;codecs=avc1.42001f', 'video/mp4;codecs=vp9', 'video/mp4;codecs=av01.0.00M.08'].find((type) => MediaRecorder.isTypeSupported(type))
  if (!mimeType) return null
  const canvas = document.createElement('canvas')
  ;[canvas.width, canvas.height] = [180, 320]
  const pen = canvas.getContext('2d')
  const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType })
  const parts = []
  recorder.ondataavailable = ({ data }) => parts.push(data)
  const over = new Promise((done) => (recorder.onstop = done))
  recorder.start()
  for (let i = 0; i < 30; i++) {
    pen.fillStyle = '#00c000'
    pen.fillRect(0, 0, 180, 320)
    pen.fillStyle = '#' + (i % 10) + '00000'
    pen.fillRect(0, 0, 4, 4)
    await new Promise((done) => setTimeout(done, 50))
  }
  recorder.stop()
  await over
  return [...new Uint8Array(await new Blob(parts).arrayBuffer())]
})()`
/** A second and a half of green; null where this browser records no MP4. */
export async function recordedMp4(page: Page): Promise<Buffer | null> {
  const bytes = await page.evaluate<number[] | null>(RECORD)
  return bytes && Buffer.from(bytes)
}

// Real pictures, films and voices, made here: a film by the browser itself, the rest by hand.
import { crc32, deflateSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import type { Content } from './mediaPage.ts'

/** A PNG of stripes and a gradient, so that a crop and a scale can be seen. */
export function madePicture(width: number, height: number, hue = 0): Content {
  const row = (y: number) => {
    const line = Buffer.alloc(1 + width * 3)
    for (let x = 0; x < width; x++) line.set(colour(x / width, y / height, (x + y) % 40 < 20, hue), 1 + x * 3)
    return line
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const data = deflateSync(Buffer.concat(Array.from({ length: height }, (_, y) => row(y))))
  const parts = [Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', data), chunk('IEND')]
  return { type: 'image/png', bytes: Buffer.concat(parts) }
}

const colour = (x: number, y: number, isStripe: boolean, hue: number): number[] => {
  const base = [90 + 120 * x, 130 + 80 * y, 190 - 90 * x]
  return base.map((_, i) => Math.round(base[(i + hue) % 3]! * (isStripe ? 1 : 0.88)))
}

function chunk(name: string, data = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const frame = Buffer.alloc(8 + body.length)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), 4 + body.length)
  return frame
}

/** A WAV of one tone. */
export function madeVoice(seconds: number): Content {
  const rate = 8_000
  const bytes = Buffer.alloc(44 + seconds * rate)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8, 'latin1')
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(rate, 24)
  bytes.writeUInt32LE(rate, 28)
  bytes.writeUInt16LE(1, 32)
  bytes.writeUInt16LE(8, 34)
  bytes.write('data', 36, 'latin1')
  bytes.writeUInt32LE(seconds * rate, 40)
  for (let i = 0; i < seconds * rate; i++) bytes[44 + i] = 128 + Math.round(40 * Math.sin(i / 5))
  return { type: 'audio/wav', bytes }
}

const RECORD = `(async () => {
  const canvas = document.createElement('canvas')
  ;[canvas.width, canvas.height] = [180, 320]
  const pen = canvas.getContext('2d')
  const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm;codecs=vp8' })
  const parts = []
  recorder.ondataavailable = ({ data }) => parts.push(data)
  const over = new Promise((done) => (recorder.onstop = done))
  recorder.start()
  for (let i = 0; i < 20; i++) {
    pen.fillStyle = \`hsl(\${i * 18} 60% 50%)\`
    pen.fillRect(0, 0, 180, 320)
    await new Promise((done) => setTimeout(done, 50))
  }
  recorder.stop()
  await over
  return [...new Uint8Array(await new Blob(parts).arrayBuffer())]
})()`

/** A second of colours, upright as from a phone. */
export const recordedFilm = async (page: Page): Promise<Content> => ({
  type: 'video/webm',
  bytes: Buffer.from(await page.evaluate<number[]>(RECORD)),
})

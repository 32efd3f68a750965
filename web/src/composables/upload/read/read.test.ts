// Files of strangers say anything: what reads them ends, and says nothing it does not know.
import { expect, test } from 'vitest'
import { extentOf } from './extent.ts'
import { readFilm } from './film.ts'
import { formatOf, type PictureType } from './format.ts'

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (c) => c.charCodeAt(0))
const blob = (text: string) => new Blob([bytes(text)])
const ftyp = (brand: string) => `\0\0\0\x20ftyp${brand}\0\0\0\0`

test.each([
  ['\xff\xd8\xff\xe0', { is: 'picture', type: 'jpeg' }],
  ['\x89PNG\r\n\x1a\n', { is: 'picture', type: 'png' }],
  ['GIF89a', { is: 'picture', type: 'gif' }],
  ['RIFF\0\0\0\0WEBPVP8 ', { is: 'picture', type: 'webp' }],
  ['BM\x10\0\0\0\0\0\0\0\x36', { is: 'picture', type: 'bmp' }],
  [ftyp('heic'), { is: 'picture', type: 'heif' }],
  [ftyp('avif'), { is: 'picture', type: 'heif' }],
  [ftyp('isom'), { is: 'mp4' }],
  [ftyp('mp42'), { is: 'mp4' }],
  [ftyp('M4A '), { is: 'm4a' }],
  [ftyp('qt  '), { is: 'other' }],
  [ftyp('evil'), { is: 'other' }],
  ['ID3\x04', { is: 'mp3' }],
  ['\xff\xfb\x90\x44', { is: 'mp3' }],
  ['\xff\xf1\x50\x80', { is: 'other' }],
  ['\xff\xfe<\0h\0', { is: 'other' }],
  ['BMW brochure', { is: 'other' }],
  ['RIFF\0\0\0\0WAVE', { is: 'other' }],
  ['<svg xmlns="x"/>', { is: 'other' }],
  ['', { is: 'other' }],
])('%#: the first bytes tell', (text, format) => {
  expect(formatOf(bytes(text))).toEqual(format)
})

test.each<[string, PictureType, string, object | null]>([
  ['png', 'png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60', { width: 60_000, height: 60_000 }],
  ['png without its head', 'png', '\x89PNG\r\n\x1a\n\0\0\0\rIDAT\0\0\xea\x60\0\0\xea\x60', null],
  ['png of nothing', 'png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\x01', null],
  ['gif', 'gif', 'GIF89a\x01\x02\x03\x04', { width: 513, height: 1_027 }],
  ['bmp, upside down', 'bmp', `BM${'\0'.repeat(16)}\x10\0\0\0\xf0\xff\xff\xff`, { width: 16, height: 16 }],
  ['webp, extended', 'webp', 'RIFF0000WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x0f\0\xff\x07\0', { width: 4_096, height: 2_048 }],
  ['webp, lossy', 'webp', 'RIFF0000WEBPVP8 0000\0\0\0\x9d\x01\x2a\x40\x01\xf0\0', { width: 320, height: 240 }],
  ['webp, lossless', 'webp', 'RIFF0000WEBPVP8L0000\x2f\x3f\xc1\x3b\0', { width: 320, height: 240 }],
  [
    'heif, the greatest of its parts',
    'heif',
    `${ftyp('heic')}ispe\0\0\0\0\0\0\x02\0\0\0\x02\0ispe\0\0\0\0\0\0\x10\0\0\0\x0c\0`,
    { width: 4_096, height: 3_072 },
  ],
  [
    'jpeg behind other segments',
    'jpeg',
    '\xff\xd8\xff\xe0\0\x04ab\xff\xff\xe1\0\x03c\xff\xc2\0\x11\x08\x01\x02\x03\x04',
    { width: 772, height: 258 },
  ],
  ['jpeg that ends', 'jpeg', '\xff\xd8\xff\xe0\xff\xff', null],
  ['jpeg that turns in a circle', 'jpeg', `\xff\xd8${'\xff\xe0\0\0'.repeat(5_000)}`, null],
  ['jpeg of rubbish', 'jpeg', '\xff\xd8\0\0\0\0\0\0\0\0\0\0\0\0', null],
])('the extent of a %s is read without unfolding it', async (_what, type, text, extent) => {
  expect(await extentOf(blob(text), type)).toEqual(extent)
})

const box = (name: string, content: string) =>
  `${String.fromCharCode(...new Uint8Array(new Uint32Array([8 + content.length]).buffer).toReversed())}${name}${content}`

test('a film is read by its boxes, and one whose boxes lie ends as none or as little', async () => {
  const header = box('mvhd', `\0\0\0\0${'\0'.repeat(8)}\0\0\x03\xe8\0\0\x30\x39`)
  expect(await readFilm(blob(ftyp('isom') + '\0'.repeat(16) + box('moov', header)))).toEqual({
    hasPicture: false,
    duration: 12_345,
    width: null,
    height: null,
  })
  const long = `\0\0\0\x01moov\0\0\0\0\0\0\0\x2c${header}`
  expect(await readFilm(blob(long))).toMatchObject({ duration: 12_345 })
  for (const lying of [
    '',
    'moov',
    '\0\0\0\0mdat',
    '\0\0\0\x01mdat\xff\xff\xff\xff\xff\xff\xff\xff',
    '\0\0\0\x04mdat\0\0\0\0',
    box('free', '').repeat(5_000),
    `\xff\xff\xff\xffmoov`,
  ])
    expect(await readFilm(blob(lying))).toBeNull()
  expect(await readFilm(blob(box('moov', '\0\0\0\0trak')))).toMatchObject({ hasPicture: false, duration: null })
  expect(await readFilm(blob(box('moov', box('mvhd', '\x01'))))).toMatchObject({ duration: null })
})

test('damage of any kind never throws and never hangs', async () => {
  const whole = bytes(
    ftyp('isom') +
      '\0'.repeat(16) +
      box('moov', box('mvhd', '\0'.repeat(40)) + box('trak', box('tkhd', '\0'.repeat(84)))),
  )
  let seed = 7
  const dice = (n: number) => (seed = (seed * 48_271) % 2_147_483_647) % n
  for (let i = 0; i < 400; i++) {
    const damaged = whole.slice(0, dice(whole.length + 1))
    for (let n = 0; n < 4; n++) damaged[dice(damaged.length || 1)] = dice(256)
    const file = new Blob([damaged])
    await readFilm(file)
    formatOf(damaged)
    for (const type of ['jpeg', 'png', 'gif', 'webp', 'bmp', 'heif'] as const) await extentOf(file, type)
  }
})

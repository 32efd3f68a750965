// What becomes of an agent's files before they leave, in a real Chromium under the console's own content policy: kinds by content,
// conversion, previews, frames and lengths, refusals; and their way up.
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findChromium } from '../../services/test/chromium.ts'
import { openBrowser, until, visit, type Visitor } from './browser.ts'
import {
  bombPng,
  boxedMp4,
  drawnPicture,
  GIF,
  madePng,
  noisePng,
  recordedMp4,
  silentMp3,
  turned,
} from './uploadMade.ts'
import { openUploadPage, type UploadPage } from './uploadPage.ts'

const missing = findChromium() === null ? 'no Chromium' : null
if (missing !== null) console.warn(`scenes of uploads skipped: ${missing}`)

type Seen = {
  is: string
  kind?: string
  name: string
  size?: number
  duration?: number | null
  width?: number | null
  height?: number | null
  problem?: { why: string; limit?: number }
  content?: Looked
  preview?: Looked | null
}
/** `left`, `right`: colours at the middle of either half; `top` at the middle of the upper one. */
type Looked = {
  type: string
  size: number
  width: number
  height: number
  left: number[]
  right: number[]
  top: number[]
}

/** Runs in the page, as all that follows in quotes. */
const LOOK = `async (blob) => {
  if (!blob) return null
  const bitmap = await createImageBitmap(blob).catch(() => null)
  if (!bitmap) return { type: blob.type, size: blob.size, width: 0, height: 0 }
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  const pen = canvas.getContext('2d')
  pen.drawImage(bitmap, 0, 0)
  const at = (x, y) => [...pen.getImageData(Math.floor(bitmap.width * x), Math.floor(bitmap.height * y), 1, 1).data].slice(0, 3)
  return { type: blob.type, size: blob.size, width: bitmap.width, height: bitmap.height, left: at(0.25, 0.5), right: at(0.75, 0.5), top: at(0.5, 0.25) }
}`
const FILE = `(base64, name) => new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name)`

describe.skipIf(missing !== null)('uploads', () => {
  let browser: Browser
  let site: UploadPage
  let visitor: Visitor
  let page: Page
  beforeAll(async () => {
    browser = await openBrowser()
    site = await openUploadPage()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.stop()
  })
  beforeEach(async () => {
    Object.assign(site.answer, { post: null, put: null, gate: null })
    for (const list of [site.wishes, site.puts]) list.length = 0
    visitor = await visit(browser, 'mika')
    page = visitor.page
    await page.goto(site.url)
    await until(page, '"uploads" in window')
  })
  afterEach(async () => {
    const { problems, context } = visitor
    await context.close()
    if (problems.length > 0) throw new Error(problems.join('\n'))
  })

  const run = <T>(script: string) => page.evaluate<T>(`(async () => { ${script} })()`)
  const file = (bytes: Buffer, name: string) =>
    `(${FILE})(${JSON.stringify(bytes.toString('base64'))}, ${JSON.stringify(name)})`
  const prepared = (bytes: Buffer, name: string, wanted?: string): Promise<Seen> =>
    run(`const found = await prepare(${file(bytes, name)}, ${JSON.stringify(wanted)})
         return found.is === 'refused' ? found : { ...found, content: await (${LOOK})(found.content), preview: await (${LOOK})(found.preview) }`)

  const red = [
    expect.toSatisfy((x: number) => x > 200),
    expect.toSatisfy((x: number) => x < 60),
    expect.toSatisfy((x: number) => x < 60),
  ]

  test('a picture LINE takes goes as it is, with a small one beside it', async () => {
    const jpeg = await drawnPicture(page, 'image/jpeg', 3_000, 1_500)
    const found = await prepared(jpeg, '猫.jpg')
    expect(found).toMatchObject({
      is: 'ready',
      kind: 'image',
      name: '猫.jpg',
      size: jpeg.length,
      width: 3_000,
      height: 1_500,
    })
    expect(found.preview).toMatchObject({ type: 'image/jpeg', width: 1_024, height: 512, left: red })
    const small = await prepared(await drawnPicture(page, 'image/png', 40, 20), 'a.png')
    expect([small.preview!.width, small.preview!.height]).toEqual([40, 20])
  })

  test('a phone’s photo stays upright', async () => {
    const found = await prepared(turned(await drawnPicture(page, 'image/jpeg', 200, 100)), 'photo.jpg')
    expect(found).toMatchObject({ kind: 'image', width: 100, height: 200 })
    expect(found.preview).toMatchObject({ width: 100, height: 200, top: red })
  })

  test('other formats, and what is over 10 MB, become a JPEG that fits', async () => {
    const webp = await prepared(await drawnPicture(page, 'image/webp', 300, 200), 'a.webp')
    expect(webp).toMatchObject({ kind: 'image', content: { type: 'image/jpeg', width: 300, height: 200, left: red } })
    expect(await prepared(GIF, 'a.gif')).toMatchObject({
      kind: 'image',
      content: { type: 'image/jpeg', width: 1, left: red },
    })
    const noise = noisePng(2_200, 2_000)
    expect(noise.length).toBeGreaterThan(10_000_000)
    const found = await prepared(noise, 'noise.png')
    expect(found).toMatchObject({ kind: 'image', content: { type: 'image/jpeg', width: 2_200, height: 2_000 } })
    expect(found.content!.size).toBeLessThanOrEqual(10_000_000)
    expect(found.size).toBe(found.content!.size)
    expect(found.preview!.size).toBeLessThanOrEqual(1_000_000)
  })

  test('a few kilobytes that would unfold into ten gigabytes end as a refusal at once', async () => {
    const began = performance.now()
    expect(await prepared(bombPng(), 'bomb.png')).toMatchObject({
      is: 'refused',
      problem: { why: 'tooManyPixels', limit: 100_000_000 },
    })
    const gif = Buffer.from(GIF)
    gif.writeUInt16LE(65_535, 6)
    gif.writeUInt16LE(65_535, 8)
    const webp = Buffer.from('RIFF\x30\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x3f\0\xff\x3f\0', 'latin1')
    for (const bytes of [gif, webp]) expect((await prepared(bytes, 'b')).problem?.why).toBe('tooManyPixels')
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  test('damaged, empty, too large, unreadable: refused with a reason, and a folder too', async () => {
    const jpeg = await drawnPicture(page, 'image/jpeg', 100, 100)
    expect(await prepared(jpeg.subarray(0, 20), 'cut.jpg')).toMatchObject({
      is: 'refused',
      problem: { why: 'unreadable' },
    })
    expect(await prepared(madePng(100, 100, Buffer.alloc(3)).subarray(0, 50), 'cut.png')).toMatchObject({
      problem: { why: 'unreadable' },
    })
    expect(await prepared(Buffer.alloc(0), 'nothing.pdf')).toEqual({
      is: 'refused',
      name: 'nothing.pdf',
      problem: { why: 'empty' },
    })
    const large = await run<Seen>(`const part = new Blob([new Uint8Array(10_000_000)])
      return prepare(new File(Array(21).fill(part), 'film.bin'))`)
    expect(large).toMatchObject({ is: 'refused', problem: { why: 'tooLarge', limit: 200_000_000 } })
    const folder = await run<Seen>(`const file = new File(['x'], 'folder')
      file.slice = () => ({ arrayBuffer: () => Promise.reject(new DOMException('no', 'NotFoundError')) })
      return prepare(file)`)
    expect(folder).toMatchObject({ is: 'refused', problem: { why: 'unreadable' } })
  })

  test('what it is is told by its bytes: a page that calls itself a picture is a file, and where a picture is wanted it is none', async () => {
    const html = Buffer.from('<html><script>x()</script>')
    expect(await prepared(html, 'cat.jpg')).toMatchObject({ kind: 'file', preview: null })
    expect(await prepared(html, 'cat.jpg', 'image')).toMatchObject({ is: 'refused', problem: { why: 'wrongKind' } })
    expect(await prepared(await drawnPicture(page, 'image/png', 9, 9), 'report.pdf')).toMatchObject({ kind: 'image' })
    expect(await prepared(await drawnPicture(page, 'image/png', 9, 9), 'a.png', 'file')).toMatchObject({ kind: 'file' })
    expect(await prepared(GIF, 'a.gif', 'video')).toMatchObject({ problem: { why: 'wrongKind' } })
    expect(await prepared(Buffer.from('%PDF-1.7\n'), '見積.pdf')).toMatchObject({ kind: 'file', name: '見積.pdf' })
    // Of a kind this browser cannot open: as a file rather than not at all.
    const heic = Buffer.concat([
      boxedMp4({ brand: 'heic', ms: 1 }),
      Buffer.from('\0\0\0\x14ispe\0\0\0\0\0\0\x10\0\0\0\x0c\0', 'latin1'),
    ])
    expect(await prepared(heic, 'IMG_1.HEIC')).toMatchObject({ kind: 'file' })
    expect(await prepared(heic, 'IMG_1.HEIC', 'image')).toMatchObject({ problem: { why: 'unreadable' } })
  })

  test('hostile names are harmless', async () => {
    const name = async (given: string) => (await prepared(Buffer.from('x'), given)).name
    expect(await name('../../etc/pass\u202egpj.exe')).toBe('passgpj.exe')
    expect(await name('a\r\nSet-Cookie: x\0.pdf')).toBe('aSet-Cookie: x.pdf')
    expect(await name('<img src=x onerror=alert(1)>.pdf')).toBe('<img src=x onerror=alert(1)>.pdf')
    const long = await name(`${'あ'.repeat(400)}.xlsx`)
    expect([long.length, long.endsWith('あ.xlsx')]).toEqual([200, true])
    expect(await name(`${'\u{1f34e}'.repeat(300)}`)).toMatch(/^\u{1f34e}{100}$/u)
  })

  test('a film has a frame of it for a preview, its length and its size', async (context) => {
    const film = await recordedMp4(page)
    if (film === null) return context.skip('this Chromium records no MP4')
    const found = await prepared(film, 'film.mp4')
    expect(found).toMatchObject({
      kind: 'video',
      width: 180,
      height: 320,
      size: film.length,
      preview: { type: 'image/jpeg', width: 180, height: 320 },
    })
    expect(found.duration).toBeGreaterThan(1_000)
    expect(found.duration).toBeLessThan(4_000)
    const [r, g, b] = found.preview!.left
    expect([r! < 60, g! > 150, b! < 60]).toEqual([true, true, true])
  })

  test('a film of a codec that no browser knows still has length and size, and black for a preview', async () => {
    const found = await prepared(boxedMp4({ ms: 12_345, film: { width: 1_920, height: 1_080 } }), 'x.mp4')
    expect(found).toMatchObject({
      kind: 'video',
      duration: 12_345,
      width: 1_920,
      height: 1_080,
      preview: { type: 'image/jpeg', width: 1_024, height: 576, left: [0, 0, 0] },
    })
    const upright = await prepared(
      boxedMp4({ ms: 1_000, film: { width: 1_920, height: 1_080, turned: true } }),
      'x.mp4',
    )
    expect(upright).toMatchObject({ width: 1_080, height: 1_920 })
    expect(await prepared(boxedMp4({ brand: 'qt  ', ms: 1 }), 'x.mov')).toMatchObject({ kind: 'file' })
    expect(await prepared(Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isomxxxx', 'latin1'), 'x.mp4')).toMatchObject({
      kind: 'file',
    })
  })

  test('a voice has its length in milliseconds', async () => {
    expect(await prepared(boxedMp4({ brand: 'M4A ', ms: 4_200 }), 'memo.m4a')).toMatchObject({
      kind: 'audio',
      duration: 4_200,
    })
    expect(await prepared(boxedMp4({ brand: 'mp42', ms: 900 }), 'memo.bin')).toMatchObject({
      kind: 'audio',
      duration: 900,
    })
    const mp3 = await prepared(silentMp3(100), 'song.mp3')
    expect(mp3).toMatchObject({ kind: 'audio', preview: null })
    expect(Math.abs(mp3.duration! - 2_612)).toBeLessThan(150)
    expect(await prepared(boxedMp4({ brand: 'M4A ', ms: 0 }), 'broken.m4a')).toMatchObject({
      problem: { why: 'unreadable' },
    })
  })

  test('up: content and preview under one address, with progress to the end', async () => {
    const jpeg = await drawnPicture(page, 'image/jpeg', 2_000, 1_000)
    const found = await run<{ uploaded: object; progress: number[] }>(`
      const ready = await prepare(${file(jpeg, 'a.jpg')})
      const progress = []
      return { uploaded: await sendUpload(ready, { channel: 'shop', onProgress: (now) => progress.push(now) }), progress }`)
    const base = `https://desk.example/m/${site.puts[0]!.path.split('/')[0]}`
    expect(found.uploaded).toEqual({
      kind: 'image',
      name: 'a.jpg',
      url: base,
      previewUrl: `${base}/preview`,
      duration: null,
      width: 2_000,
      height: 1_000,
    })
    expect(site.wishes).toEqual([{ kind: 'image', channel: 'shop' }])
    expect(site.puts[0]!.bytes.equals(jpeg)).toBe(true)
    expect(found.progress.at(-1)).toBe(1)
    expect(found.progress).toEqual(found.progress.toSorted((a, b) => a - b))
  })

  test('a file’s name goes with it; each refusal is one value', async () => {
    const send = (name: string) =>
      run(`const ready = await prepare(${file(Buffer.from('%PDF-1.7'), name)})
        return sendUpload(ready, { channel: 'shop' }).catch((error) => problemOf(error))`)
    expect(await send('見積.pdf')).toMatchObject({ kind: 'file', previewUrl: null })
    expect(site.wishes).toEqual([{ kind: 'file', name: '見積.pdf', channel: 'shop' }])
    site.answer.put = { status: 413, body: { code: 'too_large', message: '', limit: 5 } }
    expect(await send('a.pdf')).toEqual({ why: 'tooLarge', limit: 5 })
    site.answer.put = { status: 410, body: { code: 'gone', message: '' } }
    expect(await send('a.pdf')).toEqual({ why: 'gone' })
    site.answer.put = { status: 502, body: [] }
    expect(await send('a.pdf')).toEqual({ why: 'failed' })
    site.answer.post = { status: 403, body: { code: 'forbidden', message: '' } }
    expect(await send('a.pdf')).toEqual({ why: 'forbidden' })
    Object.assign(site.answer, { post: null, put: null })
    await visitor.context.setOffline(true)
    expect(await send('a.pdf')).toEqual({ why: 'offline' })
  })

  test('an imagemap is five pictures of the same under one address', async () => {
    const png = await drawnPicture(page, 'image/png', 2_080, 1_000)
    const found = await run<{ baseUrl: string; height: number }>(
      `return imagemapUpload(${file(png, 'map.png')}, { channel: 'shop' })`,
    )
    expect(found.height).toBe(500)
    expect(site.puts.map(({ path }) => path.split('/')[1])).toEqual(['240', '300', '460', '700', '1040'])
    expect(found.baseUrl).toBe(`https://desk.example/m/${site.puts[0]!.path.split('/')[0]}`)
    const widths = await run(`return (${LOOK})(${file(site.puts[4]!.bytes, 'x')})`)
    expect(widths).toMatchObject({ width: 1_040, height: 500, left: red })
    const why = await run(
      `return imagemapUpload(${file(Buffer.from('<svg/>'), 'map.png')}, { channel: 'shop' }).catch((error) => problemOf(error))`,
    )
    expect(why).toEqual({ why: 'wrongKind' })
  })

  type Item = {
    name: string
    kind: string
    state: string
    progress: number
    problem: { why: string } | null
    preview: string | null
    message: object | null
  }
  const list = () => run<Item[]>('return JSON.parse(JSON.stringify(uploads.list.value))')
  const states = async () => (await list()).map(({ state }) => state)
  const text = (name: string) => file(Buffer.from(name), name)

  test('the list: at most three at once, in the order of the agent, with a message each in the end', async () => {
    const gate = Promise.withResolvers<void>()
    site.answer.gate = gate.promise
    await run(`uploads.add([${['a', 'b', 'c', 'd', 'e'].map(text).join()}])`)
    await expect.poll(states).toEqual(['uploading', 'uploading', 'uploading', 'preparing', 'preparing'])
    await run(`uploads.move(uploads.list.value[4].key, -4); uploads.move(uploads.list.value[0].key, -9)`)
    gate.resolve()
    await expect.poll(states).toEqual(Array(5).fill('done'))
    expect(site.most()).toBeLessThanOrEqual(3)
    const all = await list()
    expect(all.map(({ name }) => name).join('')).toBe('eabcd')
    expect(all[0]!.message).toEqual({
      type: 'text',
      text: expect.stringMatching(/^e\nhttps:\/\/desk\.example\/m\/\d{40}$/),
    })
    expect(all.every(({ progress }) => progress === 1)).toBe(true)
  })

  test('the list: removed on its way, tried again, previews let go', async () => {
    const gate = Promise.withResolvers<void>()
    site.answer.gate = gate.promise
    await run(`uploads.add([${file(await drawnPicture(page, 'image/png', 50, 50), 'p.png')}])`)
    await expect.poll(states).toEqual(['uploading'])
    const preview = (await list())[0]!.preview!
    expect(preview).toMatch(/^blob:/)
    const opens = () =>
      run<boolean>(
        `const image = new Image(); image.src = ${JSON.stringify(preview)}; return image.decode().then(() => true, () => false)`,
      )
    expect(await opens()).toBe(true)
    await run('uploads.remove(uploads.list.value[0].key)')
    expect(await list()).toEqual([])
    expect(await opens()).toBe(false)
    gate.resolve()
    Object.assign(site.answer, { gate: null, put: { status: 503, body: {} } })
    await run(`uploads.add([${text('a')}])`)
    await expect.poll(states).toEqual(['failed'])
    expect((await list())[0]).toMatchObject({ problem: { why: 'failed' }, message: null })
    site.answer.put = null
    await run('uploads.retry(uploads.list.value[0].key)')
    await expect.poll(states).toEqual(['done'])
    expect((await list())[0]).toMatchObject({ problem: null, progress: 1 })
  })

  test('the list: what is finished outlives the page, what is no longer kept says so, and rubbish is left out', async () => {
    await run(
      `uploads.add([${file(await drawnPicture(page, 'image/png', 50, 50), 'p.png')}, ${text('b')}, ${file(Buffer.alloc(0), 'empty')}])`,
    )
    await expect.poll(states).toEqual(['done', 'done', 'failed'])
    const kept = await run<object[]>('return JSON.parse(JSON.stringify(uploads.kept()))')
    expect(kept).toHaveLength(2)
    await page.reload()
    await until(page, '"uploads" in window')
    const dead = {
      key: 'x',
      name: 'old',
      kind: 'file',
      size: 1,
      message: { type: 'text', text: `old\nhttps://desk.example/m/${'dead'.repeat(10)}` },
    }
    const rubbish = [
      null,
      7,
      {},
      { ...dead, key: 'y', kind: 'script' },
      { ...dead, key: 'z', message: { type: 'image' } },
    ]
    await run(
      `uploads.restore(${JSON.stringify([...kept, ...rubbish, dead])}); uploads.restore({}); uploads.restore(${JSON.stringify(kept)})`,
    )
    await expect.poll(states).toEqual(['done', 'done', 'failed'])
    const all = await list()
    expect(all[0]).toMatchObject({
      name: 'p.png',
      kind: 'image',
      preview: expect.stringMatching(/^\/m\/\d{40}\/preview$/),
      message: { type: 'image' },
    })
    expect(all[2]).toMatchObject({ problem: { why: 'gone' }, message: null })
    expect(await run('return uploads.kept().length')).toBe(2)
  })

  test('leaving ends what is on its way and lets go of previews', async () => {
    const gate = Promise.withResolvers<void>()
    site.answer.gate = gate.promise
    await run(`uploads.add([${file(await drawnPicture(page, 'image/png', 50, 50), 'p.png')}])`)
    await expect.poll(states).toEqual(['uploading'])
    const { preview } = (await list())[0]!
    await run('leave()')
    const opens = await run<boolean>(
      `const image = new Image(); image.src = ${JSON.stringify(preview)}; return image.decode().then(() => true, () => false)`,
    )
    expect(opens).toBe(false)
    gate.resolve()
    expect(await states()).toEqual(['uploading'])
  })
})

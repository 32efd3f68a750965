// What customers sent, in a real Chromium under the console's own content policy: seen, played, saved, and nothing asked for unasked.
// SCREENSHOTS names a folder for the pictures, for people to look at.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { findChromium } from '../../../services/test/chromium.ts'
import { openBrowser, visit, type Look, type Visitor } from '../browser.ts'
import { madePicture, madeVoice, recordedFilm } from './mediaMade.ts'
import { openMediaPage, type MediaPage } from './mediaPage.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const missing = findChromium() === null ? 'no Chromium' : null
if (missing !== null) console.warn(`scenes of media skipped: ${missing}`)

const PATIENCE = { timeout: 15_000 }
const until = <T>(get: () => T | Promise<T>) => expect.poll(get, PATIENCE)

const stored = (type: string, bytes = 3_400_000, preview = false) => ({ state: 'stored', type, bytes, preview })
const at = Date.UTC(2026, 2, 5, 5, 32)
const item = (id: string, body: object) => ({ id, at, direction: 'inbound', body })
const png = stored('image/png')
const ALL = [
  item('c:wide', { kind: 'image', media: stored('image/png', 900_000, true) }),
  item('c:tall', { kind: 'image', setIndex: 2, setTotal: 5, media: png }),
  item('c:film', { kind: 'video', duration: 1_000, media: stored('video/webm', 48_000, true) }),
  item('c:bare', { kind: 'video', media: stored('video/webm') }),
  item('c:voice', { kind: 'audio', duration: 4_000, media: stored('audio/wav', 32_044) }),
  item('c:file', {
    kind: 'file',
    name: '2026年度 お見積書（改訂版・第三稿）最終 final final 2 お客さま控え.xlsx',
    size: 1,
    media: stored('application/zip'),
  }),
  item('c:tiny', { kind: 'image', media: png }),
  item('c:broken', { kind: 'image', media: png }),
  item('c:heic', { kind: 'image', media: stored('image/heic') }),
  ...['image', 'video', 'audio', 'file'].map((kind) =>
    item(`c:on-${kind}`, {
      kind,
      ...(kind === 'video' || kind === 'audio' ? { duration: 62_000 } : {}),
      name: 'a.pdf',
    }),
  ),
  ...['gone', 'missing', 'too_large', 'failed'].map((why, i) =>
    item(`c:${why}`, { kind: ['image', 'video', 'audio', 'file'][i], name: '図面.dwg', media: { state: 'lost', why } }),
  ),
]

/** As far as these scenes look at elements; there is no DOM where they run. */
type Player = { ended: boolean; paused: boolean; currentTime: number; playbackRate: number }
type Picture = { naturalWidth: number; naturalHeight: number; getBoundingClientRect(): { bottom: number } }
declare const innerHeight: number

describe.skipIf(missing !== null)('media', () => {
  let browser: Browser
  let site: MediaPage
  let visitor: Visitor
  beforeAll(async () => {
    site = await openMediaPage()
    browser = await openBrowser()
    const { page, context } = await visit(browser, 'camera')
    await page.goto(site.url)
    const film = await recordedFilm(page)
    await context.close()
    for (const [path, content] of Object.entries({
      'c:wide/content': madePicture(1600, 900),
      'c:wide/preview': madePicture(320, 180),
      'c:tall/content': madePicture(600, 1800, 1),
      'c:tiny/content': madePicture(32, 32, 2),
      'c:film/content': film,
      'c:film/preview': madePicture(180, 320, 2),
      'c:bare/content': film,
      'c:voice/content': madeVoice(4),
      'c:file/content': { type: 'application/zip', bytes: Buffer.from('PK\x03\x04') },
    }))
      site.contents.set(path, content)
  })
  afterAll(async () => {
    await browser?.close()
    await site?.stop()
  })
  afterEach(async () => {
    await visitor.context.close()
    if (visitor.problems.length > 0) throw new Error(visitor.problems.join('\n'))
  })

  async function open(list: object[], look: Partial<Look> = {}): Promise<Page> {
    visitor = await visit(browser, 'agent', { width: 1440, height: 900, theme: 'light', language: 'en', ...look })
    site.asked.length = 0
    await visitor.page.goto(site.url)
    await until(() => visitor.page.evaluate('typeof show')).toBe('function')
    await visitor.page.evaluate(`show(${JSON.stringify(list)})`)
    return visitor.page
  }
  const byId = (...ids: string[]) => ALL.filter(({ id }) => ids.includes(id))
  const picture = async (page: Page, name: string, fullPage = true) => {
    const folder = process.env.SCREENSHOTS
    if (folder === undefined || folder === '') return
    mkdirSync(folder, { recursive: true })
    await page.screenshot({ path: join(folder, `media-${name}.png`), fullPage })
  }

  /** Every picture of the page has come or failed. */
  const settle = async (page: Page) => {
    await page.evaluate(`for (const img of document.images) img.loading = 'eager'`)
    await until(() => page.evaluate('[...document.images].every((img) => img.complete)')).toBe(true)
    await until(() => page.locator('.media-box').count()).toBeLessThanOrEqual(4)
  }

  test('players, files and the lightbox are no part of the first load', async () => {
    const page = await open([])
    const first = await page.evaluate<string>(
      `Promise.all(${JSON.stringify(site.first)}.map((file) => fetch('/' + file).then((r) => r.text()))).then((all) => all.join(''))`,
    )
    expect(first).toContain('media-box-bone')
    for (const later of ['media-film-start', 'media-voice-position', 'media-file-acts', 'lightbox-stage'])
      expect(first).not.toContain(later)
  })

  test('everything looks as it should and can be read by everybody', async () => {
    for (const [theme, language] of [
      ['light', 'en'],
      ['dark', 'ja'],
    ] as const)
      for (const width of [390, 1440]) {
        const page = await open(ALL, { width, theme, language })
        await until(() => page.locator('.media-file').count()).toBe(3)
        await settle(page)
        await picture(page, `${theme}-${language}-${width}`)
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
        await page.evaluate(AXE)
        const found = await page.evaluate<string[]>(
          `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' ' + target)))`,
        )
        expect(found.filter((one) => !/^(landmark|page-has|region|heading)/.test(one))).toEqual([])
        await visitor.context.close()
      }
  })

  test('nothing moves when a picture, a film, a voice or a file comes', async () => {
    const here = byId('c:tall', 'c:film', 'c:wide', 'c:voice', 'c:file')
    const waiting = here.map((one) => ({ ...one, body: { ...one.body, media: undefined } }))
    for (const width of [390, 1440]) {
      const page = await open(waiting, { width })
      const tops = () =>
        page.evaluate<number[]>(
          `[...document.querySelectorAll('.message')].map((one) => one.getBoundingClientRect().bottom)`,
        )
      const before = await tops()
      await page.evaluate(`show(${JSON.stringify(here)})`)
      await until(() => page.locator('.media-picture img, .media-film, .media-voice, .media-file').count()).toBe(5)
      await settle(page)
      const moved = (await tops()).map((top, i) => Math.abs(top - before[i]!))
      expect(Math.max(...moved)).toBeLessThan(1) // fallback fonts set lines apart by fractions of a pixel
      await visitor.context.close()
    }
  })

  test('only small pictures and posters are asked for unasked; a film plays from the click on, and can be sought', async () => {
    const page = await open(byId('c:wide', 'c:film', 'c:bare', 'c:voice', 'c:file'))
    await until(() => site.asked.toSorted()).toEqual(['c:film/preview', 'c:wide/preview'])
    await page.locator('[data-id="c:film"] .media-film-start').click()
    const video = page.locator('[data-id="c:film"] video')
    await until(() => video.evaluate((film: Player) => film.ended || film.currentTime > 0)).toBe(true)
    await expect
      .poll(() => site.asked.filter((one) => one.startsWith('c:film/content bytes=')).length)
      .toBeGreaterThan(0)
    expect(site.asked.filter((one) => !one.startsWith('c:film')).toSorted()).toEqual(['c:wide/preview'])
  })

  test('a voice is played, sped up and sought by keyboard alone', async () => {
    const page = await open(byId('c:voice'))
    await page.locator('.media-voice-play').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    const audio = page.locator('audio')
    const now = () => audio.evaluate((sound: Player) => sound.currentTime)
    await until(now).toBeGreaterThan(0)
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await until(now).toBeGreaterThan(2)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    expect(await audio.evaluate((sound: Player) => sound.playbackRate)).toBe(1.5)
    await until(() => audio.evaluate((sound: Player) => sound.paused)).toBe(true)
  })

  test('a download is a file with a name, and the page stays', async () => {
    const page = await open(byId('c:file', 'c:wide'))
    const link = page.locator('[data-id="c:file"] a')
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toMatch(/^2026年度.*\.xlsx$/)
    expect(page.url()).toBe(site.url)
  })

  test('a picture that failed is there at the next try', async () => {
    const page = await open(byId('c:broken'))
    await page.getByText('Did not load').waitFor()
    site.contents.set('c:broken/content', madePicture(40, 30))
    await page.getByRole('button', { name: 'Try again' }).click()
    await until(() => page.locator('img').evaluate((img: Picture) => img.naturalWidth)).toBe(40)
    site.contents.delete('c:broken/content')
  })

  test('the lightbox: by keyboard through pictures and films, in and out, and back where one was', async () => {
    const page = await open(byId('c:wide', 'c:tall', 'c:film'))
    await page.locator('[data-id="c:wide"] button').focus()
    await page.keyboard.press('Enter')
    const dialog = page.locator('dialog.lightbox')
    const large = dialog.locator('.lightbox-pane > img')
    await until(() => large.evaluate((img: Picture) => img.naturalWidth)).toBe(1600)
    await picture(page, 'lightbox-light-en-1440', false)
    const width = () => large.evaluate((img) => Math.round(img.getBoundingClientRect().width))
    const whole = await width()
    expect(whole).toBeLessThanOrEqual(1440)
    await page.keyboard.press('1')
    await until(width).toBe(1600)
    await page.keyboard.press('+')
    await until(width).toBe(2400)
    await picture(page, 'lightbox-zoomed', false)
    const close = () =>
      dialog
        .locator('.icon-button')
        .nth(4)
        .evaluate((button) => button.getBoundingClientRect().right)
    expect(await close()).toBeLessThanOrEqual(1440)
    const pane = dialog.locator('.lightbox-pane')
    const left = () => pane.evaluate((element) => Math.round(element.scrollLeft))
    expect(await left()).toBe((2400 - 1440) / 2)
    await pane.focus()
    await page.keyboard.press('ArrowRight')
    await until(left).toBeGreaterThan(480)
    await page.keyboard.press('0')
    await until(width).toBe(whole)
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab')
      expect(
        await page.evaluate(
          `document.activeElement === document.body || document.querySelector('dialog').contains(document.activeElement)`,
        ),
      ).toBe(true)
    }
    await page.keyboard.press('ArrowRight')
    await until(() => large.evaluate((img: Picture) => img.naturalHeight)).toBe(1800)
    const fits = await large.evaluate((img: Picture) => img.getBoundingClientRect().bottom <= innerHeight)
    expect(fits).toBe(true)
    await picture(page, 'lightbox-tall', false)
    await page.keyboard.press('ArrowRight')
    await dialog.locator('video').waitFor()
    await picture(page, 'lightbox-film', false)
    expect(site.asked.filter((one) => one.startsWith('c:film/content'))).toEqual([])
    await page.keyboard.press('Escape')
    await until(() => dialog.count()).toBe(0)
    expect(await page.evaluate(`document.activeElement.closest('[data-id]').dataset.id`)).toBe('c:wide')
  })

  test('the lightbox on a phone, in the dark, in Japanese', async () => {
    const page = await open(byId('c:wide', 'c:tall'), { width: 390, height: 800, theme: 'dark', language: 'ja' })
    await page.locator('[data-id="c:tall"] button').click()
    const large = page.locator('.lightbox-pane > img')
    await until(() => large.evaluate((img: Picture) => img.naturalWidth)).toBe(600)
    await picture(page, 'lightbox-dark-ja-390', false)
    expect(await page.evaluate(`document.querySelector('dialog').scrollWidth`)).toBeLessThanOrEqual(390)
    await page.evaluate(AXE)
    const found = await page.evaluate<string[]>(
      `axe.run('dialog').then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' ' + target)))`,
    )
    expect(found).toEqual([])
  })
})

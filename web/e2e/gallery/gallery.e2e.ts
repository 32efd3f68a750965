// The gallery of all kinds: drawn in every look without an error, a request to another host or anything that scrolls sideways, and
// without a violation of accessibility. SCREENSHOTS names a folder for the pictures, for people to look at.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, until, visit, type Look } from '../browser.ts'
import { madePicture, madeVoice, recordedFilm } from '../media/mediaMade.ts'
import type { MediaPage } from '../media/mediaPage.ts'
import { GALLERY } from './galleryItems.ts'
import { openGallery, openStage } from './galleryStage.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const LOOKS: Look[] = [1440, 390].flatMap((width) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    (['en', 'ja'] as const).map((language) => ({ width, height: 900, theme, language })),
  ),
)

let place: MediaPage
let browser: Browser
beforeAll(async () => {
  place = await openGallery()
  browser = await openBrowser()
  const { page, context } = await visit(browser, 'recorder')
  await page.goto(place.url)
  const film = await recordedFilm(page)
  await context.close()
  const put = (id: string, part: string, content: ReturnType<typeof madePicture>) =>
    place.contents.set(`shop:${id}/${part}`, content)
  for (const [i, id] of ['picture', 'set1', 'set2', 'set4'].entries())
    for (const part of ['content', 'preview']) put(id, part, madePicture(400 + 90 * i, 300, i))
  put('film', 'content', film)
  put('film', 'preview', madePicture(320, 180, 2))
  put('voice', 'content', madeVoice(4))
})
afterAll(async () => {
  await browser?.close()
  await place?.stop()
})

async function open(look: Look) {
  const stage = await openStage(browser, place.url, look)
  await stage.page.locator('.media-set img').first().waitFor()
  await stage.page.locator('.sent-flex .flex-message').first().waitFor()
  return stage
}

/** In pieces that a person can look at. */
async function picture(page: Page, { width, theme, language }: Look) {
  const folder = process.env.SCREENSHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.evaluate(`document.querySelectorAll('img').forEach((one) => (one.loading = 'eager'))`)
  await until(page, `[...document.images].every((one) => one.complete)`)
  const height = await page.evaluate<number>('document.documentElement.scrollHeight')
  const piece = width < 500 ? 1800 : 1400
  for (let y = 0; y < height; y += piece) {
    const clip = { x: 0, y, width, height: Math.min(piece, height - y) }
    const name = `gallery-${width}-${theme}-${language}-${y / piece + 1}.png`
    await page.screenshot({ path: join(folder, name), fullPage: true, clip })
  }
}

const violations = async (page: Page) => {
  await page.evaluate(AXE)
  return page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((r) => r.violations.map((v) => v.id + ' @ ' + v.nodes.slice(0, 3).map((n) => n.target).join(' | ')))`,
  )
}

test.each(LOOKS)('all kinds at $width px, $theme, $language', async (look) => {
  const { page, context, wrong } = await open(look)
  await picture(page, look)
  expect(await page.locator('[data-group]').count()).toBe(GALLERY.length)
  const empty = await page
    .locator('.gallery-line')
    .evaluateAll(
      (lines) => (lines as { textContent: string }[]).filter((line) => line.textContent.trim() === '').length,
    )
  expect(empty).toBe(0)
  const sideways = await page.evaluate<boolean>(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  )
  expect({ sideways, told: await violations(page) }).toEqual({ sideways: false, told: [] })
  expect(wrong).toEqual([])
  await context.close()
})

test('every line has its words in the list, in both languages, and none is the other’s', async () => {
  const said = async (language: Look['language']) => {
    const { page, context } = await open({ width: 1440, height: 900, theme: 'light', language })
    const words = await page.locator('.gallery-preview').allInnerTexts()
    await context.close()
    return words
  }
  const [en, ja] = [await said('en'), await said('ja')]
  expect(en).toHaveLength(ja.length)
  expect(en.filter((words) => words.trim() === '')).toEqual([])
  expect(ja.filter((words) => words.trim() === '')).toEqual([])
  const keys = [...en, ...ja].filter((words) => /^(inbox|message|messageSent)\.[a-zA-Z.]+$/.test(words))
  expect(keys).toEqual([])
})

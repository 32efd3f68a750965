// The gallery's page in a browser, and all that it must never do: ask another host, open a dialog, go elsewhere, break the policy.
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { visit, type Look } from '../browser.ts'
import { openMediaPage, type MediaPage } from '../media/mediaPage.ts'
import type { Group } from './galleryItems.ts'

export const openGallery = (): Promise<MediaPage> => openMediaPage(join(import.meta.dirname, 'galleryEntry.ts'))

export type GalleryStage = {
  page: Page
  context: BrowserContext
  /** Requests to other hosts, dialogs, other pages, errors of the page and of its policy; a 404 of a picture is none. */
  wrong: string[]
  draw(groups: Group[], names?: string[]): Promise<void>
}

export async function openStage(browser: Browser, url: string, look: Look): Promise<GalleryStage> {
  const { page, context, problems } = await visit(browser, `gallery ${look.width} ${look.theme} ${look.language}`, look)
  const wrong = problems
  page.on('request', (request) => void (request.url().startsWith(url) || wrong.push(`request ${request.url()}`)))
  page.on('dialog', (dialog) => {
    wrong.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  context.on('page', (other) => wrong.push(`page ${other.url()}`))
  page.on('framenavigated', (frame) => void (frame.url() === url || wrong.push(`navigation ${frame.url()}`)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) wrong.push(message.text())
  })
  await page.goto(url)
  await page.locator('body[data-ready]').waitFor()
  return {
    page,
    context,
    wrong,
    draw: (groups, names = []) => page.evaluate(`draw(${JSON.stringify(groups)}, ${JSON.stringify(names)})`),
  }
}

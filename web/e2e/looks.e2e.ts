// Every page in every look: axe finds no violation, nothing scrolls sideways, nothing breaks the content policy.
// SCREENSHOTS names a folder for the pictures, for people to look at.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmbeddedWorld, type World } from '../../services/test/world.ts'
import { openBrowser, visit, type Language, type Look } from './browser.ts'
import { everyPage } from './everyPage.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const WIDTHS = [1440, 1024, 390]
const look = (width: number, theme: Look['theme'], language: Language): Look => ({
  width,
  height: width < 500 ? 844 : 900,
  theme,
  language,
})
/** Every width and theme in two scripts; the widest and the narrowest, one theme each, in the others. */
const LOOKS: Look[] = [
  ...WIDTHS.flatMap((width) =>
    (['light', 'dark'] as const).flatMap((theme) =>
      (['en', 'ja'] as const).map((language) => look(width, theme, language)),
    ),
  ),
  ...(['th', 'zh-TW'] as const).flatMap((language) => [look(1440, 'light', language), look(390, 'dark', language)]),
]
const nameOf = ({ width, theme, language }: Look) => `${width}-${theme}-${language}`

let world: World
let browser: Browser
beforeAll(async () => {
  world = await startEmbeddedWorld()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await world?.stop()
})

type Violation = { id: string; help: string; nodes: { target: unknown; failureSummary?: string }[] }

async function lookAt(page: Page, name: string, look: Look) {
  const folder = process.env.SCREENSHOTS
  if (folder) {
    mkdirSync(folder, { recursive: true })
    await page.screenshot({ path: join(folder, `${name}-${nameOf(look)}.png`) })
  }
  // Injected by the browser's own tools, so the page's content policy stays as strict as it is.
  await page.evaluate(AXE)
  const violations = (await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((r) => r.violations)`,
  )) as Violation[]
  const told = violations.map(
    (v) =>
      `${v.id}: ${v.help} @ ${v.nodes
        .map((n) => String(n.target))
        .slice(0, 3)
        .join(' | ')}`,
  )
  const sideways = (await page.evaluate(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  )) as boolean
  expect
    .soft({ name, look: nameOf(look), told, sideways })
    .toEqual({ name, look: nameOf(look), told: [], sideways: false })
}

test.each(LOOKS)('every page and the phone at $width px, $theme, $language', async (look) => {
  const { page, context, problems } = await visit(browser, `looks ${nameOf(look)}`, look)
  await everyPage(page, world, look.language, (name) => lookAt(page, name, look))
  expect(problems).toEqual([])
  await context.close()
})

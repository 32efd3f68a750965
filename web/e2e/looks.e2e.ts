// Every page in every look: axe finds no violation, nothing scrolls sideways, nothing breaks the content policy.
// SCREENSHOTS names a folder for the pictures, for people to look at.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoChannels, demoPeople } from '../../services/simulator/world/demo.ts'
import { startEmbeddedWorld, type World } from '../../services/test/world.ts'
import { openBrowser, signIn, visit, type Look } from './browser.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const WIDTHS = [1440, 1024, 390]
const LOOKS: Look[] = WIDTHS.flatMap((width) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    (['en', 'ja'] as const).map((language) => ({ width, height: width < 500 ? 844 : 900, theme, language })),
  ),
)
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
  await page.goto(`${world.console}/sign-in`)
  await page.locator('[data-test=sign-in-email]').waitFor()
  await lookAt(page, 'sign-in', look)
  await signIn(page, world.console, world.agents[0])
  await lookAt(page, 'list', look)
  await page.locator('[data-test=inbox-row]').first().click()
  await page.locator('[data-test=message]').first().waitFor()
  await lookAt(page, 'chat', look)
  await page.goto(`${world.console}/templates`)
  await page.locator('[data-test=template-new]').waitFor()
  await lookAt(page, 'templates', look)
  await page.locator('[data-test=template-new]').click()
  await page.locator('[data-test=template-name]').waitFor()
  await lookAt(page, 'template', look)
  await page.goto(`${world.console}/scheduled`)
  await page.locator('[data-test=scheduled-empty]').waitFor()
  await lookAt(page, 'scheduled', look)
  await page.goto(`${world.console}/channels`)
  await page.locator('[data-test=channel-row]').first().click()
  await page.locator('[data-test=webhook-url]').waitFor()
  await lookAt(page, 'channels', look)
  for (const [name, test] of [
    ['team', 'colleague'],
    ['people', 'person-row'],
    ['audit', 'audit-line'],
  ] as const) {
    await page.goto(`${world.console}/${name}`)
    await page.locator(`[data-test=${test}]`).first().waitFor()
    await lookAt(page, name, look)
  }
  await page.goto(`${world.console}/people?add`)
  await page.locator('[data-test=person-form]').waitFor()
  await lookAt(page, 'person', look)
  await page.goto(`${world.phone}?channel=${demoChannels[0]!.id}&as=${demoPeople[0]!.id}&lang=${look.language}`)
  await page.locator('[data-test=phone-bubble]').first().waitFor()
  await lookAt(page, 'phone', look)
  expect(problems).toEqual([])
  await context.close()
})

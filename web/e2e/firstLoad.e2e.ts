// How much the first page of Chat asks of a phone on a slow line (NF-14): what comes over the wire, as it comes, until nothing more does.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmbeddedWorld, type World } from '../../services/test/world.ts'
import { openBrowser, signIn, visit } from './browser.ts'

const SCRIPT_MAX = 150_000
const STYLES_MAX = 30_000
/** Of what is loaded when needed, words that must not be in the first page. */
const LATER = /SlotDialog|FlexMessage|TemplateDesk|MediaLightbox|ComposerBeside|ImagemapTool|ScheduleDialog|limits/

/** How TypeBox marks what it makes: a page that checks nothing by a schema carries none. */
const SCHEMAS = '~kind'
const sourceOf = (name: string) => readFileSync(join(import.meta.dirname, '..', 'dist', name), 'utf8')

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

/** Bytes on the wire by kind, and the names of the scripts. */
async function loaded(page: Page, address: string, ready: () => Promise<unknown>) {
  const sums = { script: 0, stylesheet: 0 }
  const names: string[] = []
  const all: Promise<void>[] = []
  page.on('requestfinished', (request) => {
    const kind = request.resourceType()
    if (kind !== 'script' && kind !== 'stylesheet') return
    if (kind === 'script') names.push(new URL(request.url()).pathname)
    all.push(request.sizes().then(({ responseBodySize }) => void (sums[kind] += responseBodySize)))
  })
  await page.goto(address)
  await ready()
  await page.waitForLoadState('networkidle')
  await Promise.all(all)
  return { ...sums, names }
}

test('the first page of Chat is light, and what is not needed at once is not there', async () => {
  const { page, context } = await visit(browser, 'first load')
  await signIn(page, world.console, world.agents[0])
  const state = await context.storageState()
  // Another browser with the same session: nothing is kept there.
  const cold = await browser.newContext({
    storageState: state,
    viewport: { width: 1440, height: 900 },
    locale: 'ja-JP',
  })
  const fresh = await cold.newPage()
  const first = await loaded(fresh, `${world.console}/chat`, () =>
    fresh.locator('[data-test=inbox-row]').first().waitFor(),
  )
  console.log(`first load: ${first.script} bytes of script, ${first.stylesheet} of styles`)
  expect(first.script).toBeGreaterThan(50_000) // it was measured at all
  expect(first.script).toBeLessThanOrEqual(SCRIPT_MAX)
  expect(first.stylesheet).toBeLessThanOrEqual(STYLES_MAX)
  expect(first.names.filter((name) => LATER.test(name))).toEqual([])
  expect(first.names.filter((name) => sourceOf(name).includes(SCHEMAS))).toEqual([])
  await Promise.all([context.close(), cold.close()])
})

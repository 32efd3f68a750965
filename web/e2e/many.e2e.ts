// A list of a hundred thousand conversations (NF-9, LP-7): the first page and any other cost the same, few are drawn however many were
// read, and what changes touches its own row alone. What it takes is told, not asserted.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { percentile } from '../../services/bench/percentile.ts'
import { demoChannels, demoPeople } from '../../services/simulator/world/demo.ts'
import { startEmbeddedWorld, type EmbeddedWorld } from '../../services/test/world.ts'
import { openBrowser, signIn, visit, type Visitor } from './browser.ts'
import { openPhone } from './customer.ts'
import { framesSaid, scrolledFrames } from './frames.ts'
import { fillConversations, MANY, nameOf } from './manyConversations.ts'

const PERSON = demoPeople[0]!
const within = { timeout: 20_000, interval: 20 }
const READ = 3_000

let world: EmbeddedWorld
let browser: Browser
let aoi: Visitor
let page: Page
beforeAll(async () => {
  world = await startEmbeddedWorld()
  browser = await openBrowser()
  aoi = await visit(browser, 'aoi')
  page = aoi.page
  await signIn(page, world.console, world.agents[0])
  await fillConversations(world.folder, /\/chat\/([^/]+)/.exec(page.url())![1]!)
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await world?.stop()
})

const row = (name: string) => page.locator('.conversation-item', { hasText: name })
const drawn = () => page.evaluate<number>(`document.querySelectorAll('*').length`)
const held = () =>
  page.evaluate<number>(
    `document.querySelector('#app').__vue_app__.config.globalProperties.$pinia._s.get('conversations').rows.length`,
  )
/** ms of each page of the list that was asked for, in order. */
const pages = () =>
  page.evaluate<number[]>(
    `performance.getEntriesByType('resource').filter(({ name }) => /\\/conversations\\?/.test(name)).map(({ duration }) => duration)`,
  )
const told = (what: string, ms: number[]) =>
  console.info(
    `${what}: p50 ${Math.round(percentile(ms, 50))} ms, p95 ${Math.round(percentile(ms, 95))} ms of ${ms.length}`,
  )

test('its first page comes at once, whatever lies behind it', async () => {
  const [shown, asked]: [number[], number[]] = [[], []]
  for (let i = 0; i < 10; i += 1) {
    await page.reload()
    await page.locator('[data-test=inbox-row]').first().waitFor()
    shown.push(await page.evaluate<number>('performance.now()'))
    asked.push((await pages())[0]!)
  }
  told('the list, from the reload', shown)
  told('its first page', asked)
  expect(await held()).toBeLessThan(100)
  expect(await drawn()).toBeLessThan(1_500)
}, 120_000)

test('thousands are read on without a hole, and few are drawn; a later page costs what an earlier one does', async () => {
  await page.evaluate('performance.setResourceTimingBufferSize(2_000)')
  await page.mouse.move(200, 500)
  await expect
    .poll(
      async () => {
        await scrolledFrames(page, '.inbox-scroll', { by: 400, ms: 500 })
        expect(await drawn()).toBeLessThan(1_500)
        return held()
      },
      { timeout: 150_000, interval: 0 },
    )
    .toBeGreaterThan(READ)
  const frames = await scrolledFrames(page, '.inbox-scroll', { by: -120, ms: 3_000 })
  console.info(`scrolled among ${await held()} of ${MANY} rows: ${framesSaid(frames)}`)
  const all = await pages()
  told('ten pages near the top', all.slice(1, 11))
  told('the last ten', all.slice(-10))
  const names = await page.evaluate<string[]>(
    `document.querySelector('#app').__vue_app__.config.globalProperties.$pinia._s.get('conversations').rows.map((row) => row.name)`,
  )
  const first = names.indexOf(nameOf(1))
  expect(names.slice(first)).toEqual(names.slice(first).map((_, i) => nameOf(i + 1)))
}, 240_000)

test('a word of a customer touches their row and no other, and opens at once', async () => {
  await page.reload()
  await row(PERSON.name).waitFor()
  const phone = await openPhone(browser, world.phone, demoChannels[0]!.id, PERSON.id)
  await phone.write('在庫はありますか')
  await row('在庫はありますか').waitFor(within)
  // It stands on top now, where the next word leaves it.
  await page.evaluate(`void (window.touched = new Set(), new MutationObserver((all) => {
    for (const { target } of all) {
      const item = (target.nodeType === 1 ? target : target.parentElement)?.closest('.conversation-item')
      if (item) window.touched.add(item.querySelector('[data-conversation]')?.dataset.conversation)
    }
  }).observe(document.querySelector('.inbox-scroll'), { subtree: true, childList: true, characterData: true, attributes: true }))`)
  await phone.write('二通目です')
  await row('二通目です').waitFor(within)
  const touched = await page.evaluate<string[]>('[...window.touched]')
  expect(touched).toHaveLength(1)
  expect(touched[0]).toContain(PERSON.id)
  expect(aoi.problems).toEqual([])
}, 120_000)

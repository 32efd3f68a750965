// A thread of twenty thousand items (NF-8): it opens at its end, is led to any place and date, read from there in both directions, and never
// holds or draws more than what is near. SCREENSHOTS names a folder for pictures of it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoChannels, demoPeople } from '../../services/simulator/world/demo.ts'
import { startEmbeddedWorld, type EmbeddedWorld } from '../../services/test/world.ts'
import { openBrowser, signIn, until, visit, type Visitor } from './browser.ts'
import { openPhone } from './customer.ts'
import { framesSaid, scrolledFrames } from './frames.ts'
import { fillThread, idOf, lineIdOf, LONG } from './longThread.ts'

const PERSON = demoPeople[0]!
const within = { timeout: 20_000, interval: 20 }
/** 150 entries kept on either side of the screen, a page and the slack before any are let go of. */
const HELD_MAX = 600

let world: EmbeddedWorld
let browser: Browser
let aoi: Visitor
let page: Page
/** Of the long thread, as the address has it. */
let home: string
let channel: string
beforeAll(async () => {
  world = await startEmbeddedWorld()
  browser = await openBrowser()
  aoi = await visit(browser, 'aoi')
  page = aoi.page
  await signIn(page, world.console, world.agents[0])
  channel = /\/chat\/([^/]+)/.exec(page.url())![1]!
  home = `${world.console}/chat/${channel}/${PERSON.id}`
  await fillThread(world.folder, `${channel}:${PERSON.id}`)
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await world?.stop()
})

const at = (test: string) => page.locator(`[data-test=${test}]`)
const settled = () => page.locator('.thread-scroll[data-settled]').waitFor()
const line = (i: number) => page.locator(`[data-key="${idOf(channel, i)}"]`)
const drawn = () => page.evaluate<number>(`document.querySelectorAll('*').length`)
/** Rows the page holds of the open thread. */
const held = () =>
  page.evaluate<number>(
    `document.querySelector('#app').__vue_app__.config.globalProperties.$pinia._s.get('thread').items.length`,
  )
/** Numbers of the lines that are drawn, from above. */
const lines = async () =>
  (
    await page.evaluate<string[]>(
      `[...document.querySelectorAll('.thread-scroll [data-key]')].map((one) => one.dataset.key)`,
    )
  )
    .flatMap((key) => /long(\d+)$/.exec(key)?.[1] ?? [])
    .map(Number)
const scrollTo = (to: string) =>
  page.evaluate(`{ const s = document.querySelector('.thread-scroll'); s.scrollTop = ${to} }`)
async function timed(what: string, run: () => Promise<unknown>) {
  const from = performance.now()
  await run()
  console.info(`${what}: ${Math.round(performance.now() - from)} ms`)
}
async function pictures(name: string) {
  const folder = process.env.SCREENSHOTS
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
/** In the middle third of the timeline, marked, and read out by having the focus. */
async function standsAt(i: number) {
  await line(i).and(page.locator('[data-marked]')).waitFor(within)
  await settled()
  await until(
    page,
    `(() => { const s = document.querySelector('.thread-scroll').getBoundingClientRect()
      const m = document.querySelector('[data-key="${idOf(channel, i)}"] .message-line')?.getBoundingClientRect()
      return m && m.top > s.top + s.height / 3 && m.bottom < s.bottom - s.height / 3 })()`,
  )
  await until(page, `document.activeElement?.dataset.key === '${idOf(channel, i)}'`)
}
/** Scrolls on until it is there; at every step what is drawn follows one another, and rows and nodes stay few. */
async function readTo(to: string, there: (now: number[]) => boolean) {
  await expect
    .poll(
      async () => {
        await scrollTo(to)
        const now = await lines()
        expect(consecutive(now), `without a hole: ${now.join()}`).toBe(true)
        expect(await drawn()).toBeLessThan(1_500)
        return there(now)
      },
      { timeout: 150_000, interval: 100 },
    )
    .toBe(true)
  await expect.poll(held, within).toBeLessThan(HELD_MAX)
}
const consecutive = (found: readonly number[]) => found.every((one, i) => i === 0 || one === found[i - 1]! + 1)

test('it opens at its end, with few nodes and few rows', async () => {
  await page.goto(`${world.console}/chat/${channel}`)
  const row = page.locator('.conversation-item', { hasText: PERSON.name }).locator('[data-test=inbox-row]')
  await row.waitFor()
  // From the press itself: before it Playwright waits until the row stands still.
  await page.evaluate(`addEventListener('click', () => (window.pressed ??= performance.now()), true)`)
  await row.click()
  await settled()
  const [took, server] = await page.evaluate<[number, number]>(`[performance.now() - window.pressed,
    performance.getEntriesByType('resource').filter(({ name }) => name.includes('/api/conversations/')).at(-1).duration]`)
  console.info(`${LONG} items open: ${Math.round(took)} ms, of these ${Math.round(server)} ms the server`)
  await at('message').last().waitFor()
  expect(await drawn()).toBeLessThan(1_500)
  expect(await held()).toBeLessThan(100)
}, 120_000)

test('a link leads to its item in the middle, marked for a while; from there it is read both ways without a hole', async () => {
  await timed('opened at item 10,000', async () => {
    await page.goto(`${home}?m=${encodeURIComponent(idOf(channel, 10_000))}`)
    await standsAt(10_000)
  })
  await pictures('marked')
  expect(await held()).toBeLessThan(200)
  await expect.poll(() => page.locator('[data-marked]').count(), within).toBe(0)
  console.info(`scrolled: ${framesSaid(await scrolledFrames(page, '.thread-scroll', { by: -120, ms: 3_000 }))}`)
  await readTo('0', (now) => now[0]! < 9_500)
  await readTo('s.scrollHeight', (now) => now.at(-1)! > 10_300)
  await readTo('0', (now) => now[0]! < 9_800)
  await expect.poll(() => at('thread-gap').count(), within).toBe(1)
}, 480_000)

test('what is written meanwhile is news at the end, and not drawn where it does not belong; the button leads there', async () => {
  await page.goto(`${home}?m=${encodeURIComponent(idOf(channel, 5_000))}`)
  await standsAt(5_000)
  const phone = await openPhone(browser, world.phone, demoChannels[0]!.id, PERSON.id)
  await phone.write('今日届きますか')
  await page.locator('.thread-news[data-count="1"]').waitFor(within)
  expect(await page.locator('.thread-scroll', { hasText: '今日届きますか' }).count()).toBe(0)
  await timed('back to the end', async () => {
    await page.locator('.thread-news').click()
    await page.locator('[data-test=message]', { hasText: '今日届きますか' }).waitFor(within)
  })
  await settled()
  expect(await at('thread-gap').count()).toBe(0)
  expect(new URL(page.url()).searchParams.has('m')).toBe(false)
}, 120_000)

test('Esc leads back to the end too; a reload and “back” find the reader where they stood', async () => {
  await page.goto(`${home}?m=${encodeURIComponent(idOf(channel, 7_000))}`)
  await standsAt(7_000)
  await page.reload()
  await line(7_000).waitFor(within)
  await page.goto(`${home}?m=${encodeURIComponent(idOf(channel, 300))}`)
  await standsAt(300)
  await page.goBack()
  await line(7_000).waitFor(within)
  await settled()
  await page.keyboard.press('Escape')
  await expect.poll(() => at('thread-gap').count(), within).toBe(0)
  await page.locator('[data-test=message]', { hasText: '今日届きますか' }).waitFor(within)
}, 120_000)

test('what is not there any more is said, at the end of the thread', async () => {
  await page.goto(`${home}?m=${encodeURIComponent(`${channel}:nothing`)}`)
  await at('thread-missed').waitFor(within)
  expect(await at('thread-missed').textContent()).toContain('That message is not here any more.')
  await page.locator('[data-test=message]', { hasText: '今日届きますか' }).waitFor(within)
  await pictures('not-here')
}, 120_000)

test('LINE’s id of what we sent leads to its row, as a quote of it names it', async () => {
  await page.goto(`${home}?m=${encodeURIComponent(lineIdOf(channel, 4_000))}`)
  await standsAt(4_000)
  await page.reload()
  await line(4_000).waitFor(within)
}, 120_000)

test('a message’s menu copies the link that leads to it', async () => {
  await aoi.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`${home}?m=${encodeURIComponent(idOf(channel, 9_000))}`)
  await standsAt(9_000)
  await line(9_000).hover()
  await line(9_000).locator('[data-test=message-menu]').click()
  await at('menu-link').click()
  await page.locator('text=Link copied').first().waitFor(within)
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
    `${home}?m=${encodeURIComponent(idOf(channel, 9_000))}`.replace('%3A', ':'),
  )
  expect(aoi.problems).toEqual([])
}, 120_000)

test('the calendar leads to a day, to the beginning and to the latest, by keys alone', async () => {
  // Another item than before: the same address again is a reload to Chromium, which finds the reader where they stood, unmarked.
  await page.goto(`${home}?m=${encodeURIComponent(idOf(channel, 9_100))}`)
  await standsAt(9_100)
  await page.keyboard.press('d')
  await page.locator('[data-test=date-dialog] [data-talk]').first().waitFor(within)
  await pictures('calendar')
  await page.keyboard.press('PageUp')
  await page.keyboard.press('Home')
  const day = await page.evaluate<string>('document.activeElement.dataset.day')
  expect(day).toMatch(/^\d{4}-\d\d-01$/)
  await timed('to a day', async () => {
    await page.keyboard.press('Enter')
    await page.locator(`.thread-scroll time[datetime="${day}"]`).waitFor(within)
  })
  await settled()
  await page.locator('.thread-scroll [data-marked]').waitFor(within)
  await page.keyboard.press('d')
  await at('date-beginning').click()
  await line(0).waitFor(within)
  await at('thread-gap').waitFor({ ...within, state: 'attached' })
  await page.keyboard.press('d')
  await at('date-latest').click()
  await page.locator('[data-test=message]', { hasText: '今日届きますか' }).waitFor(within)
  expect(aoi.problems).toEqual([])
}, 120_000)

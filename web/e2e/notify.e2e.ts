// Being told of what is new, in a real browser with two tabs: once, in bursts, leading to its place, and not of what is in view or was
// before. SCREENSHOTS names a folder for pictures of it.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoChannels, demoPeople } from '../../services/simulator/world/demo.ts'
import { startEmbeddedWorld, type World } from '../../services/test/world.ts'
import { openBrowser, signIn, visit } from './browser.ts'
import { openPhone, type Customer } from './customer.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const [CHANNEL] = demoChannels
const [ONE, OTHER] = [demoPeople[2]!, demoPeople[3]!]
const SHOWN = { timeout: 15_000 }

let world: World
let browser: Browser
let one: Customer
let other: Customer
let context: BrowserContext
let page: Page
let problems: string[]
beforeAll(async () => {
  world = await startEmbeddedWorld()
  browser = await openBrowser()
  one = await openPhone(browser, world.phone, CHANNEL!.id, ONE.id)
  other = await openPhone(browser, world.phone, CHANNEL!.id, OTHER.id)
  const visitor = await visit(browser, 'agent')
  ;({ context, page, problems } = visitor)
  await context.grantPermissions(['notifications'], { origin: world.console })
  // What is shown is also written down, by whichever tab it is.
  await context.addInitScript(`if (typeof ServiceWorkerRegistration !== 'undefined') {
    const show = ServiceWorkerRegistration.prototype.showNotification
    ServiceWorkerRegistration.prototype.showNotification = function (title, options) {
      const all = JSON.parse(localStorage.getItem('shown') ?? '[]')
      localStorage.setItem('shown', JSON.stringify([...all, { title, body: options.body, tag: options.tag, n: options.data.n }]))
      return show.call(this, title, options)
    }
  }`)
  await signIn(page, world.console, world.agents[0])
})
afterAll(async () => {
  await browser?.close()
  await world?.stop()
})

type Shown = { title: string; body: string; tag: string; n: number }
const shown = async (on = page) => JSON.parse(await on.evaluate(`localStorage.getItem('shown') ?? '[]'`)) as Shown[]
const bodies = async (on = page) => (await shown(on)).map(({ body }) => body)
const pictured = async (name: string, on = page) => {
  const folder = process.env['SCREENSHOTS']
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await on.screenshot({ path: join(folder, `notify-${name}.png`) })
}
const complaints = (on: Page) =>
  on.evaluate(
    `(async () => { ${AXE}; return (await axe.run()).violations.map(({ id, nodes }) => id + ' ' + nodes[0].html) })()`,
  )

test('the settings are reached from the account menu, by keyboard alone, hold at once and are kept', async () => {
  await page.locator('[data-test=account]').focus()
  await page.keyboard.press('Enter')
  await page.locator('[data-test=menu-notify]').focus()
  await page.keyboard.press('Enter')
  const dialog = page.locator('[data-test=notify]')
  await dialog.waitFor()
  await pictured('1440-light-en')
  expect(await complaints(page)).toEqual([])
  await dialog.locator('[data-test=notify-desktop][role=switch]').focus()
  await page.keyboard.press('Space')
  await expect.poll(() => page.evaluate(`localStorage.getItem('madoguchi.notify.desktop')`)).toBe('1')
  await dialog.locator('[data-test="notify-line-*"] select').first().selectOption('all')
  await dialog.locator('[data-test=notify-quiet]').check()
  await expect.poll(() => dialog.locator('[data-test=notify-from]').inputValue()).toBe('22:00')
  await dialog.locator('[data-test=notify-quiet]').uncheck()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  const kept = () =>
    page.evaluate(
      `fetch('/api/personal').then((answer) => answer.json()).then(({ preferences }) => preferences.notify)`,
    )
  await expect
    .poll(kept)
    .toMatchObject({ rules: { '*': { desktop: 'all' } }, quiet: { on: false, zone: 'Asia/Tokyo' } })
})

test('of two tabs one tells, once; a burst becomes one more that counts them', async () => {
  const second = await context.newPage()
  await second.goto(`${world.console}/templates`)
  await second.locator('[data-test=account]').waitFor()
  await one.write('最初の質問です')
  await expect.poll(() => bodies(), SHOWN).toEqual(['最初の質問です'])
  for (const text of ['二つ目', '三つ目', '四つ目']) await one.write(text)
  await expect.poll(async () => (await shown()).at(-1)?.n, SHOWN).toBe(4)
  const all = await shown()
  expect(all.at(-1)).toMatchObject({
    n: 4,
    body: expect.stringContaining('四つ目'),
    title: expect.stringContaining(ONE.name),
  })
  expect(new Set(all.map(({ tag }) => tag)).size).toBe(1)
  expect(all.length).toBeLessThan(4)
  const open = `navigator.serviceWorker.ready.then((r) => r.getNotifications()).then((all) => all.length)`
  expect(await page.evaluate(open)).toBe(1)
  await second.close()
})

test('a click leads to the conversation, at the message', async () => {
  const [worker] = context.serviceWorkers()
  await worker!.evaluate(`self.registration.getNotifications().then(([notification]) =>
    void self.dispatchEvent(new NotificationEvent('notificationclick', { notification })))`)
  await page.waitForURL(/\/chat\/[^/]+\/[^/?]+\?(.*&)?m=/)
  await page.locator('[data-test=message]', { hasText: '四つ目' }).first().waitFor()
})

test('what is in view is not told, another conversation is', async () => {
  const before = (await shown()).length
  await one.write('見えている')
  await page.locator('[data-test=message]', { hasText: '見えている' }).first().waitFor()
  await other.write('別の人です')
  await expect.poll(async () => (await bodies()).slice(before), SHOWN).toEqual(['別の人です'])
})

test('what came while no console was open is not told when one comes back', async () => {
  const before = (await shown()).length
  await page.goto('about:blank')
  await one.write('留守の間に')
  await page.goto(`${world.console}/chat`)
  await page.locator('[data-test=inbox-row]', { hasText: '留守の間に' }).first().waitFor()
  await other.write('戻ってから')
  await expect.poll(async () => (await bodies()).slice(before), SHOWN).toEqual(['2 new · 戻ってから'])
  expect(problems).toEqual([])
})

test.runIf(process.env['SCREENSHOTS'] !== undefined)('pictures of a phone, dark, in Japanese', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.evaluate(`localStorage.setItem('madoguchi.language', 'ja')`)
  await page.reload()
  await page.locator('[data-test=account]').click()
  await page.locator('[data-test=menu-notify]').click()
  await page.locator('[data-test=notify]').waitFor()
  expect(await complaints(page)).toEqual([])
  await pictured('390-dark-ja')
})

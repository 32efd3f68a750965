// Writing to a customer: attachments, a quote, a saved reply, a draft on two devices, and nothing sent past what was not seen.
// SCREENSHOTS names a folder for pictures of it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoChannels, demoPeople } from '../../services/simulator/world/demo.ts'
import { startEmbeddedWorld, type World } from '../../services/test/world.ts'
import { DESK, openBrowser, signIn, visit, type Look } from './browser.ts'
import { openPhone, type Customer } from './customer.ts'
import { madePicture } from './media/mediaMade.ts'
import { hasRead } from './reading.ts'

const PERSON = demoPeople[1]!
const PHONE_LOOK: Look = { width: 390, height: 844, theme: 'dark', language: 'ja' }

let world: World
let browser: Browser
let customer: Customer
beforeAll(async () => {
  world = await startEmbeddedWorld()
  browser = await openBrowser()
  customer = await openPhone(browser, world.phone, demoChannels[0]!.id, PERSON.id)
  await customer.write('ソファの在庫はありますか')
})
afterAll(async () => {
  await browser?.close()
  await world?.stop()
})

const field = (page: Page) => page.locator('[data-test=composer-text]')
const send = (page: Page) => page.locator('[data-test=composer-send]')
const bubble = (page: Page, text: string) => page.locator('[data-test=message]', { hasText: text })
const sent = (page: Page, text: string) => page.locator('[data-test=message][data-state=sent]', { hasText: text })

async function picture(page: Page, name: string) {
  const folder = process.env.SCREENSHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** At the conversation, with all that was said before read. */
async function open(agent: 0 | 1, look: Look = DESK): Promise<Page> {
  const { page } = await visit(browser, `agent ${agent}`, look)
  await signIn(page, world.console, world.agents[agent])
  const row = page.locator('[data-test=inbox-row]', { hasText: PERSON.name }).first()
  await row.click()
  await bubble(page, 'ソファの在庫').first().waitFor()
  await hasRead(page)
  return page
}

test('a draft is found on another device, in its own conversation alone, and the send that used it clears it', async () => {
  const desk = await open(0)
  await field(desk).fill('下書きです')
  await desk.locator('.composer-foot [aria-pressed]').click()
  const other = await open(0, PHONE_LOOK)
  await expect.poll(() => field(other).inputValue(), { timeout: 10_000 }).toBe('下書きです')
  await sendNow(other, '下書きです')
  await sent(other, '下書きです').waitFor()
  await sent(desk, '下書きです').waitFor()
  const again = await open(0)
  expect(await field(again).inputValue()).toBe('')
  for (const page of [desk, other, again]) await page.context().close()
})

/** The customer of these scenes says a word now and then; what comes between reading and sending is no matter here. */
async function sendNow(page: Page, text: string) {
  const [anyway, mine] = [page.locator('[data-test=held-anyway]'), bubble(page, text)]
  const before = await mine.count()
  await send(page).click()
  await expect.poll(async () => (await anyway.count()) + (await mine.count())).toBeGreaterThan(before)
  if ((await anyway.count()) > 0) await anyway.click()
}

/** Whether the page is in front. */
const looking = (page: Page, at: boolean) =>
  page.evaluate(`Object.defineProperty(document, 'hasFocus', { value: () => ${at}, configurable: true })`)

test('of two agents the one who has not seen the other’s answer sends nothing until they say so', async () => {
  const [aoi, mika] = [await open(0), await open(1)]
  await field(mika).fill('白は3台あります')
  // Not looking: another tab is in front of hers.
  await looking(mika, false)
  await field(aoi).fill('在庫を確認します')
  await sendNow(aoi, '在庫を確認します')
  await bubble(mika, '在庫を確認します').waitFor()
  await send(mika).click()
  const held = mika.locator('[data-test=composer-held]')
  await held.waitFor()
  expect((await held.locator('[data-test=held-row]').allInnerTexts()).join()).toContain('在庫を確認します')
  expect(await field(mika).inputValue()).toBe('白は3台あります')
  expect(await bubble(mika, '白は3台あります').count()).toBe(0)
  await picture(mika, 'held-1440')
  await mika.setViewportSize({ width: 390, height: 844 })
  await picture(mika, 'held-390')
  await mika.setViewportSize({ width: 1440, height: 900 })
  await held.locator('[data-test=held-anyway]').click()
  await sent(mika, '白は3台あります').waitFor()
  await held.waitFor({ state: 'detached' })
  expect(await field(mika).inputValue()).toBe('')
  await customer.sees('白は3台あります')

  await customer.write('やっぱり黒がいいです')
  await bubble(mika, 'やっぱり黒').waitFor()
  await field(mika).fill('白をお取り置きします')
  await send(mika).click()
  await held.waitFor()
  await held.locator('[data-test=held-edit]').click()
  await held.waitFor({ state: 'detached' })
  await field(mika).fill('黒をお取り置きします')
  await looking(mika, true)
  await hasRead(mika)
  await sendNow(mika, '黒をお取り置きします')
  await sent(mika, '黒をお取り置きします').waitFor()
  expect(await bubble(aoi, '白をお取り置き').count()).toBe(0)
  for (const page of [aoi, mika]) await page.context().close()
})

test('a message is quoted from its menu, by keyboard; the strip can be taken away, and the bubble shows the words', async () => {
  const page = await open(0)
  const theirs = bubble(page, 'ソファの在庫').first()
  await theirs.locator('[data-test=message-menu]').focus()
  await page.keyboard.press('Enter')
  await page.locator('[data-test=menu-copy]').waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const strip = page.locator('[data-test=composer-quote]')
  await strip.waitFor()
  expect(await strip.innerText()).toContain('ソファの在庫')
  await strip.locator('[data-test=quote-remove]').click()
  await strip.waitFor({ state: 'detached' })
  await theirs.hover()
  await theirs.locator('[data-test=message-menu]').click()
  await page.locator('[data-test=menu-quote]').click()
  await field(page).pressSequentially('ございます')
  await picture(page, 'quote-1440')
  await sendNow(page, 'ございます')
  const ours = sent(page, 'ございます').last()
  await ours.waitFor()
  expect(await ours.locator('.message-quote').innerText()).toContain('ソファの在庫')
  await strip.waitFor({ state: 'detached' })
  await page.context().close()
})

test('a slash finds saved replies: arrows move, Esc closes, Enter puts one in, filled', async () => {
  const page = await open(0)
  await field(page).fill('/')
  await page.locator('[data-test=canned]').waitFor()
  await publish(page, 'お礼', 'orei', '{{contact.name|お客様}}、ありがとうございます。{{channel.name}}です。')
  await publish(page, '配送', 'haiso', '配送は明日です')
  const items = page.locator('[data-test=canned-item]')
  await expect.poll(() => items.count()).toBeGreaterThanOrEqual(2)
  await field(page).press('ArrowDown')
  await picture(page, 'canned-1440')
  await page.setViewportSize({ width: 390, height: 844 })
  await picture(page, 'canned-390')
  await page.setViewportSize({ width: 1440, height: 900 })
  await field(page).press('Escape')
  await page.locator('[data-test=canned]').waitFor({ state: 'detached' })
  expect(await field(page).inputValue()).toBe('/')
  await field(page).fill('')
  await field(page).pressSequentially('/ore')
  await expect.poll(() => items.count()).toBe(1)
  await field(page).press('Enter')
  await expect
    .poll(() => field(page).inputValue())
    .toBe(`${PERSON.name}、ありがとうございます。${demoChannels[0]!.name}です。`)
  expect(await page.locator('[data-test=composer-filled]').innerText()).toContain(`contact.name = ${PERSON.name}`)
  await picture(page, 'filled-1440')
  await sendNow(page, 'ありがとうございます。')
  await sent(page, 'ありがとうございます。').last().waitFor()
  await page.locator('[data-test=composer-filled]').waitFor({ state: 'detached' })
  await page.context().close()
})

/** By the console's own store, which the slash has brought. */
const publish = (page: Page, name: string, shortcut: string, text: string) =>
  page.evaluate(`(async () => {
    const { $pinia } = document.querySelector('#app').__vue_app__.config.globalProperties
    const change = { name: '${name}', folder: '', shortcut: '${shortcut}', state: 'published', messages: [{ type: 'text', text: '${text}' }] }
    const ids = { id: crypto.randomUUID(), template: crypto.randomUUID() }
    const ack = await $pinia._s.get('templates').change({ ...ids, channel: '*', based: {}, change })
    if (!ack.ok) console.log(JSON.stringify(ack))
  })()`)

const PNG = madePicture(60, 40).bytes.toString('base64')

test('files come by button, paste and drop, in an order that can be changed, and go as bubbles of one send', async () => {
  const page = await open(0)
  const items = page.locator('[data-test=composer-file]')
  await page.locator('[data-test=composer-picker]').setInputFiles([
    { name: 'red.png', mimeType: 'image/png', buffer: Buffer.from(PNG, 'base64') },
    { name: '見積.txt', mimeType: 'text/plain', buffer: Buffer.from('2台で4万円') },
  ])
  await expect
    .poll(() => items.evaluateAll((all) => all.map((one) => one.getAttribute('data-state'))))
    .toEqual(['done', 'done'])
  await handOver(page, 'paste', '[data-test=composer-text]', 'pasted.png')
  await handOver(page, 'dragenter', '.thread', 'dropped.png')
  await page.locator('[data-test=composer-drop]').waitFor()
  await picture(page, 'drop-1440')
  await handOver(page, 'drop', '.thread', 'dropped.png')
  await page.locator('[data-test=composer-drop]').waitFor({ state: 'detached' })
  await expect
    .poll(() => page.locator('[data-test=composer-file][data-state=done]').count(), { timeout: 20_000 })
    .toBe(4)
  await items.nth(3).locator('[data-move="-1"]').click()
  await field(page).fill('ご覧ください')
  await picture(page, 'files-1440')
  await page.setViewportSize({ width: 390, height: 844 })
  await picture(page, 'files-390')
  await page.setViewportSize({ width: 1440, height: 900 })
  await handOver(page, 'paste', '[data-test=composer-text]', 'sixth.png')
  await page.locator('[data-test=composer-trouble]').waitFor()
  expect(await send(page).isDisabled()).toBe(true)
  await items.nth(4).locator('[data-test=file-remove]').click()

  await page.reload()
  await expect.poll(() => items.count(), { timeout: 20_000 }).toBe(4)
  expect(await field(page).inputValue()).toBe('ご覧ください')
  await hasRead(page)
  await sendNow(page, 'ご覧ください')
  const ours = sent(page, 'ご覧ください')
  await ours.waitFor()
  expect(await ours.locator('.message-line').count()).toBe(5)
  await items.first().waitFor({ state: 'detached' })
  await page.context().close()
})

/** A file by the browser's own events, as a paste or a drag gives it. */
const handOver = (page: Page, type: 'paste' | 'dragenter' | 'drop', selector: string, name: string) =>
  page.evaluate(`{
    const bytes = Uint8Array.from(atob('${PNG}'), (letter) => letter.charCodeAt(0))
    const data = new DataTransfer()
    data.items.add(new File([bytes], '${name}', { type: 'image/png' }))
    const options = { bubbles: true, cancelable: true }
    const event = '${type}' === 'paste'
      ? new ClipboardEvent('paste', { ...options, clipboardData: data })
      : new DragEvent('${type}', { ...options, dataTransfer: data })
    document.querySelector('${selector}').dispatchEvent(event)
  }`)

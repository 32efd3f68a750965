// Messages that leave later, in a browser: two agents see the same, edit, cancel, send now and delete, and at its time one arrives once.
// SCREENSHOTS names a folder for pictures of it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoChannels, demoPeople } from '../../services/simulator/world/demo.ts'
import { startEmbeddedWorld, type World } from '../../services/test/world.ts'
import { DESK, openBrowser, signIn, visit, type Look } from './browser.ts'
import { openPhone } from './customer.ts'

const PERSON = demoPeople[1]!
const MINUTE = 60_000

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

const toConversation = async (page: Page) => {
  await page.locator('[data-test=rail-chat]').click()
  await page.locator('[data-test=inbox-row]', { hasText: PERSON.name }).first().click()
  await page.locator('[data-test=composer-text]').waitFor()
}
const bubble = (page: Page, text: string) => page.locator('[data-test=message]', { hasText: text })
const row = (page: Page, text: string) => page.locator('[data-test=scheduled-row]', { hasText: text })
const act = (within: Locator, name: string) => within.locator(`[data-act=${name}]`).click()

/** The visitors' zone is Tokyo's. */
function wall(at: number) {
  const [date, time] = new Date(at + 9 * 60 * MINUTE).toISOString().split('T')
  return { date: date!, time: time!.slice(0, 5) }
}

async function openDialog(page: Page, text: string) {
  await page.locator('[data-test=composer-form]').click()
  await page.locator('[data-test=slot-form]').waitFor()
  const slots = page.locator('[data-test=slot]')
  // The draft of the scene before is kept on the server.
  for (let n = await slots.count(); n > 0; n -= 1) await slots.first().locator('[data-test=slot-remove]').click()
  await slots.first().locator('[data-at=text]').fill(text)
  await page.locator('[data-test=slot-form] [data-test=schedule-button]').click()
  await page.locator('[data-test=schedule-form]').waitFor()
}

async function schedule(page: Page, text: string, due: number) {
  await openDialog(page, text)
  const { date, time } = wall(due)
  await page.locator('[data-test=schedule-date]').fill(date)
  await page.locator('[data-test=schedule-time]').fill(time)
  await page.locator('[data-test=schedule-pick]').click()
  await page.locator('[data-test=slot-form]').waitFor({ state: 'detached' })
  await bubble(page, text).locator('[data-test=schedule-state]').waitFor()
}

/** How many messages LINE took. */
async function taken(): Promise<number> {
  const answer = await fetch(`${world.simulator}/_sim/messages`)
  return ((await answer.json()) as { messages: unknown[] }).messages.length
}

test(
  'two agents share what is scheduled; edited, cancelled, deleted and sent now it is the same on both screens, and arrives once',
  { timeout: 300_000 },
  async () => {
    const [aoi, mika] = await Promise.all([visit(browser, 'aoi'), visit(browser, 'mika')])
    await signIn(aoi.page, world.console, world.agents[0])
    await signIn(mika.page, world.console, world.agents[1])
    const phone = await openPhone(browser, world.phone, demoChannels[0]!.id, PERSON.id)
    await Promise.all([toConversation(aoi.page), toConversation(mika.page)])

    const before = await taken()
    const onPhone = (text: string) =>
      phone.page.locator('[data-test=phone-bubble][data-direction=in]', { hasText: text })
    // The next whole minute that is at least one minute away.
    const due = Math.ceil((Date.now() + MINUTE + 10_000) / MINUTE) * MINUTE
    await schedule(aoi.page, '配送の前日に確認します', due)
    await schedule(aoi.page, 'やめる予定の連絡', due + 60 * MINUTE)
    await schedule(aoi.page, '今すぐ送る連絡', due + 60 * MINUTE)
    await bubble(mika.page, '配送の前日')
      .locator('[data-test=schedule-state]', { hasText: world.agents[0].name })
      .waitFor()

    await mika.page.locator('[data-test=rail-scheduled]').click()
    await row(mika.page, 'やめる予定').waitFor()
    expect(await mika.page.locator('[data-test=scheduled-row]').count()).toBe(3)
    await act(row(mika.page, '配送の前日'), 'edit')
    await mika.page.locator('[data-test=schedule-text]').fill('明日お届けします')
    await mika.page.locator('[data-test=schedule-pick]').click()
    await bubble(aoi.page, '明日お届け')
      .locator('[data-test=schedule-state]', { hasText: world.agents[1].name })
      .waitFor()

    await act(row(mika.page, 'やめる予定'), 'cancel')
    await row(mika.page, 'やめる予定').waitFor({ state: 'detached' })
    const cancelled = bubble(aoi.page, 'やめる予定')
    await act(cancelled, 'delete')
    expect(await cancelled.count()).toBe(1)
    await act(cancelled, 'delete')
    await cancelled.waitFor({ state: 'detached' })

    await act(bubble(aoi.page, '今すぐ送る'), 'release')
    await phone.sees('今すぐ送る連絡')
    await aoi.page.locator('[data-test=message][data-state=sent]', { hasText: '今すぐ送る' }).waitFor()
    await row(mika.page, '今すぐ送る').waitFor({ state: 'detached' })

    expect(await onPhone('明日お届けします').count()).toBe(0)
    await onPhone('明日お届け').waitFor({ timeout: 150_000 })
    expect(Date.now()).toBeGreaterThanOrEqual(due)
    await mika.page.locator('[data-test=scheduled-empty]').waitFor()
    await toConversation(mika.page)
    for (const { page } of [aoi, mika]) {
      await page.locator('[data-test=message][data-state=sent]', { hasText: '明日お届け' }).waitFor()
      expect(await bubble(page, '明日お届け').count()).toBe(1)
      expect(await bubble(page, 'やめる予定').count()).toBe(0)
    }
    expect(await onPhone('明日お届けします').count()).toBe(1)
    expect(await onPhone('今すぐ送る連絡').count()).toBe(1)
    expect(await onPhone('やめる予定').count()).toBe(0)
    expect(await taken()).toBe(before + 2)
    expect([...aoi.problems, ...mika.problems]).toEqual([])
  },
)

test('a time in the past is not taken, and its field says why', async () => {
  const { page, problems } = await visit(browser, 'aoi')
  await signIn(page, world.console, world.agents[0])
  await toConversation(page)
  await openDialog(page, 'さっきの件')
  const { date, time } = wall(Date.now() - 5 * MINUTE)
  await page.locator('[data-test=schedule-date]').fill(date)
  await page.locator('[data-test=schedule-time]').fill(time)
  await page.locator('[data-test=schedule-pick]').click()
  await page.getByText('Choose a time at least one minute from now.').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('[data-test=schedule-form]').waitFor({ state: 'detached' })
  expect(await page.locator('[data-test=slot-form]').isVisible()).toBe(true)
  expect(problems).toEqual([])
})

test('what the composer cannot hold is edited as new in the form', async () => {
  const { page, problems } = await visit(browser, 'aoi')
  await signIn(page, world.console, world.agents[0])
  await toConversation(page)
  await page.locator('[data-test=composer-form]').click()
  const slot = page.locator('[data-test=slot]').first()
  await slot.locator('[data-test=slot-kind]').selectOption('sticker')
  await slot.locator('[data-at=packageId]').fill('446')
  await slot.locator('[data-at=stickerId]').fill('1988')
  await page.locator('[data-test=slot-form] [data-test=schedule-button]').click()
  await page.locator('[data-test=schedule-pick]').click()
  await page.locator('[data-test=slot-form]').waitFor({ state: 'detached' })
  const message = page.locator('[data-test=message]:has([data-test=schedule-state])').last()
  await act(message, 'cancel')
  await act(page.locator('[data-test=message]:has([data-act=delete])').last(), 'edit')
  await page.locator('[data-test=slot-form]').waitFor()
  expect(await slot.locator('[data-at=stickerId]').inputValue()).toBe('1988')
  expect(problems).toEqual([])
})

const { SCREENSHOTS } = process.env
if (SCREENSHOTS === undefined) console.log('no pictures of schedules were taken: SCREENSHOTS names no folder')
const PHONE: Look = { ...DESK, width: 390, height: 844 }
test.runIf(SCREENSHOTS !== undefined)('pictures', { timeout: 300_000 }, async () => {
  mkdirSync(SCREENSHOTS!, { recursive: true })
  const looks: Look[] = [DESK, PHONE].flatMap((look) => [
    { ...look, theme: 'light' as const, language: 'en' as const },
    { ...look, theme: 'dark' as const, language: 'ja' as const },
  ])
  let first = true
  for (const look of looks) {
    const { page, context } = await visit(browser, 'aoi', look)
    await signIn(page, world.console, world.agents[0])
    await toConversation(page)
    if (first) {
      await schedule(page, '明日の午前中にお届けします。ご在宅をお願いします。', Date.now() + 20 * 60 * MINUTE)
      await schedule(page, '{{contact.name|お客さま}}、来週もよろしくお願いします。', Date.now() + 200 * 60 * MINUTE)
    }
    first = false
    const name = (part: string) => join(SCREENSHOTS!, `${part}-${look.width}-${look.theme}-${look.language}.png`)
    await page.locator('[data-test=schedule-state]').first().waitFor()
    await page.screenshot({ path: name('bubble') })
    await openDialog(page, 'x')
    await page.screenshot({ path: name('dialog') })
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.goto(`${world.console}/scheduled`)
    await page.locator('[data-test=scheduled-row]').first().waitFor()
    await page.screenshot({ path: name('page') })
    await context.close()
  }
})

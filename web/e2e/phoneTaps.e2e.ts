// The phone shows every kind of message of ours, and each tap says exactly what a customer's would.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { everyMessage } from '../../services/simulator/test/everyMessage.fixture.ts'
import { openStage, type Stage } from '../../services/simulator/test/stage.fixture.ts'
import { demoGroups } from '../../services/simulator/world/demo.ts'
import { findChromium } from '../../services/test/chromium.ts'
import { openBrowser, until, visit, type Visitor } from './browser.ts'

const DIST = process.env.PHONE_DIST ?? join(import.meta.dirname, '..', 'dist')
const built = existsSync(join(DIST, 'phone', 'index.html'))
const missing = built ? (findChromium() === null ? 'no Chromium' : null) : 'web is not built'
if (missing !== null) console.warn(`scenes of the phone's taps skipped: ${missing}`)

describe.skipIf(missing !== null)('the phone in a hand', () => {
  let browser: Browser
  let stage: Stage
  let visitor: Visitor
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    stage = await openStage({ phoneDir: DIST })
  })
  afterEach(async () => {
    await visitor?.context.close()
    await stage.stop()
  })

  async function open(query = ''): Promise<Page> {
    visitor = await visit(browser, 'phone', { width: 1440, height: 900, theme: 'light', language: 'en' })
    const { page } = visitor
    await page.goto(
      `${stage.simulator.url}/phone/?channel=${stage.channel.id}&as=${stage.people[0]!.id}&lang=en${query}`,
    )
    await page.locator('[data-test=phone-text]').first().waitFor()
    return page
  }
  async function pushAll(): Promise<void> {
    for (const message of everyMessage(stage.simulator.url)) {
      const answer = await stage.api('POST', '/v2/bot/message/push', { to: stage.people[0]!.id, messages: [message] })
      expect([message.type, answer.status, answer.body.details]).toEqual([message.type, 200, undefined])
    }
  }
  const last = async (count: number) => (await stage.receiver.waitFor(count))[count - 1]!
  const sheet = (page: Page) => page.locator('[data-test=phone-sheet]')

  test('every kind is drawn, pictures come, and taps cause the right webhook or show what a phone would do', async () => {
    const page = await open()
    await pushAll()
    const button = (name: string, exact = true) => page.getByRole('button', { name, exact })
    await button('Album').waitFor()
    await until(page, '[...document.images].every((one) => one.complete && one.naturalWidth > 0)')

    await button('Reserve').first().click()
    expect((await last(1)).postback).toEqual({ data: 'reserve=1' })
    await button('Ask').first().click()
    expect((await last(2)).message.text).toBe('How long is it?')
    await button('Reserve Ash').click()
    expect((await last(3)).postback).toEqual({ data: 'Ash' })
    await button('Picture 2').click()
    expect((await last(4)).message.text).toBe('How long is it?')
    await button('Left half').click()
    expect((await last(5)).message.text).toBe('The left one')

    await button('Right half').click()
    expect(await page.locator('[data-test=phone-uri]').textContent()).toBe('https://example.com/right')
    await page.keyboard.press('Escape')
    await sheet(page).waitFor({ state: 'detached' })
    await button('Copy code').first().click()
    expect(await page.locator('[data-test=phone-copied]').textContent()).toBe('OAK-150')
    await page.locator('[data-test=phone-sheet-close]').click()
    await button('When').first().click()
    await page.locator('[data-test=phone-date]').fill('2026-12-24')
    await page.locator('[data-test=phone-pick]').click()
    expect((await last(6)).postback).toEqual({ data: 'when', params: { date: '2026-12-24' } })
    await page.locator('[data-test=phone-image]').first().click()
    await sheet(page).locator('img').waitFor()
    await page.keyboard.press('Escape')
    expect(page.url()).toContain('/phone/')
    expect(visitor.problems).toEqual([])
  })

  test('a film with a tracking id that was watched to its end says so', async () => {
    const page = await open()
    await pushAll()
    const film = page.locator('[data-test=phone-video]')
    await film.evaluate((one: { muted: boolean; play(): Promise<void> }) => {
      one.muted = true
      return one.play()
    })
    expect((await last(1)).videoPlayComplete).toEqual({ trackingId: 'film-7' })
  })

  test('quick replies open the album and say where one is', async () => {
    const page = await open()
    const [quick] = everyMessage(stage.simulator.url).slice(-1)
    const again = () => stage.api('POST', '/v2/bot/message/push', { to: stage.people[0]!.id, messages: [quick] })
    await again()
    await page.getByRole('button', { name: 'Album' }).click()
    await page.locator('[data-test=phone-sheet-send]').click()
    expect((await last(1)).message.type).toBe('image')
    await again()
    await page.getByRole('button', { name: 'Where', exact: true }).click()
    await page.locator('[data-test=phone-sheet-send]').click()
    expect((await last(2)).message.type).toBe('location')
  })

  test('in a group one mentions, quotes, edits and unsends; members come and go', async () => {
    const page = await open(`&in=${demoGroups[0]!.id}`)
    const text = page.locator('[data-test=phone-text]')
    await text.fill('So nice (love) @All')
    await text.press('Enter')
    const said = await last(1)
    expect(said.message.emojis).toMatchObject([{ index: 8, length: 6 }])
    expect(said.message.mention.mentionees).toMatchObject([{ type: 'all', index: 15, length: 4 }])
    const deeds = page.locator('[data-test=phone-deeds]')
    const choose = async (deed: string) => {
      await deeds.first().click()
      await page.locator(`[data-test=phone-do-${deed}]`).click()
    }
    await choose('quote')
    await text.fill('About that')
    await text.press('Enter')
    expect((await last(2)).message.quotedMessageId).toBe(said.message.id)
    await page.locator('[data-test=phone-quoted]', { hasText: 'So nice' }).waitFor()
    await choose('edit')
    await text.fill('So very nice')
    await text.press('Enter')
    expect(await last(3)).toMatchObject({
      type: 'messageEdited',
      message: { id: said.message.id, text: 'So very nice' },
    })
    await choose('unsend')
    expect((await last(4)).unsend).toEqual({ messageId: said.message.id })
    await page.locator('[data-test=phone-members]').click()
    await page.locator('[data-test=phone-new-member]').selectOption(stage.people[7]!.id)
    await page.locator('[data-test=phone-add-member]').click()
    expect((await last(5)).joined.members).toEqual([{ type: 'user', userId: stage.people[7]!.id }])
  })

  test('the tray sends sets, films, voices, files of ours and files from the disk', async () => {
    const page = await open()
    await page.locator('[data-test=phone-more]').click()
    await page.locator('[data-test=phone-count]').fill('3')
    await page.locator('[data-test=phone-picture]').click()
    await stage.receiver.waitFor(3)
    for (const kind of ['film', 'voice', 'file']) await page.locator(`[data-test=phone-${kind}]`).click()
    await stage.receiver.waitFor(6)
    const chosen = { name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.from([37, 80, 68, 70, 0, 255]) }
    await page.locator('[data-test=phone-disk-file]').setInputFiles(chosen)
    const events = await stage.receiver.waitFor(7)
    expect(events.filter((event) => event.message.imageSet?.total === 3)).toHaveLength(3)
    expect(new Set(events.map((event) => event.message.type))).toEqual(new Set(['image', 'video', 'audio', 'file']))
    expect(events.some((event) => event.message.fileName === 'plan.pdf' && event.message.fileSize === 6)).toBe(true)
  })

  test('the panel makes what nobody writes: each event, one of everything, a quota', async () => {
    const page = await open()
    await page.locator('[data-test=phone-panel]').click()
    await page.locator('[data-test=phone-tab-happen]').click()
    await page.locator('[data-test=phone-event-beacon]').click()
    expect((await last(1)).beacon).toEqual({ hwid: 'd41d8cd98f', type: 'enter' })
    await page.locator('[data-test=phone-event-member]').click()
    expect((await last(2)).membership).toEqual({ type: 'joined', membershipId: 3189 })
    await page.locator('[data-test=phone-every]').click()
    await page.locator('[data-test=phone-told]', { hasText: 'acts done' }).waitFor()
    await stage.receiver.waitFor(80)
    await page.locator('[data-test=phone-tab-clock]').click()
    await page.locator('[data-test=phone-quota-limited]').check()
    await page.locator('[data-test=phone-quota-most]').fill('5')
    await page.locator('[data-test=phone-quota-save]').click()
    await page.locator('[data-test=phone-quota-state]', { hasText: 'of 5 people' }).waitFor()
    expect(visitor.problems).toEqual([])
  })
})

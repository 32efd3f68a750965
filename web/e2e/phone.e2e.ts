// The phone alone with the simulator and a webhook endpoint that only listens: what a customer does and sees.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '../../services/simulator/test/stage.fixture.ts'
import { demoGroups } from '../../services/simulator/world/demo.ts'
import { findChromium } from '../../services/test/chromium.ts'
import { openBrowser, visit, type Look, type Visitor } from './browser.ts'

const DIST = process.env.PHONE_DIST ?? join(import.meta.dirname, '..', 'dist')
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const missing = existsSync(join(DIST, 'phone', 'index.html'))
  ? findChromium() === null
    ? 'no Chromium'
    : null
  : 'web is not built'
if (missing !== null) console.warn(`scenes of the phone skipped: ${missing}`)

describe.skipIf(missing !== null)('the phone', () => {
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

  const LOOK: Look = { width: 1440, height: 900, theme: 'light', language: 'en' }
  async function open(more: Partial<Look> = {}, query = ''): Promise<Page> {
    visitor = await visit(browser, 'phone', { ...LOOK, ...more })
    await visitor.page.goto(
      `${stage.simulator.url}/phone/?channel=${stage.channel.id}&as=${stage.people[0]!.id}&lang=en${query}`,
    )
    await visitor.page.locator('[data-test=phone-text]').first().waitFor()
    return visitor.page
  }
  const bubbles = (page: Page, direction: 'in' | 'out', text: string) =>
    page.locator(`[data-test=phone-bubble][data-direction=${direction}]`, { hasText: text })
  const push = (messages: object[]) =>
    stage.api(
      'POST',
      '/v2/bot/message/push',
      { to: stage.people[0]!.id, messages },
      { 'x-line-retry-key': crypto.randomUUID() },
    )

  test('one writes with the keyboard alone, and sees the answer, its sender and the read mark live', async () => {
    const page = await open()
    await page.locator('[data-test=phone-text]').focus()
    await page.keyboard.type('Is the oak table here?')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('Second line')
    await page.keyboard.press('Enter')
    const [event] = await stage.receiver.waitFor(1)
    expect(event!.message.text).toBe('Is the oak table here?\nSecond line')
    await bubbles(page, 'out', 'oak table').waitFor()
    await stage.line.showLoadingAnimation({ chatId: stage.people[0]!.id })
    await page.locator('[data-test=phone-loading]').waitFor()
    await stage.line.markMessagesAsReadByToken({ markAsReadToken: event!.message.markAsReadToken })
    await page.locator('[data-test=phone-read]').waitFor()
    await push([{ type: 'text', text: 'It is!', sender: { name: 'Aoi' } }])
    await bubbles(page, 'in', 'It is!').waitFor()
    await page.getByText(`Aoi from ${stage.channel.name}`).waitFor()
    await page.locator('[data-test=phone-loading]').waitFor({ state: 'detached' })
    expect(visitor.problems).toEqual([])
  })

  test('quick replies are pressed, picked and gone once something newer stands there', async () => {
    const page = await open()
    const actions = [
      { type: 'postback', label: 'Yes', data: 'yes=1', displayText: 'Yes please' },
      { type: 'datetimepicker', label: 'When', data: 'when', mode: 'date' },
    ]
    await push([
      { type: 'text', text: 'Deliver?', quickReply: { items: actions.map((action) => ({ type: 'action', action })) } },
    ])
    await page.getByRole('button', { name: 'When' }).click()
    await page.locator('[data-test=phone-date]').fill('2026-12-24')
    await page.locator('[data-test=phone-pick]').click()
    expect((await stage.receiver.waitFor(1))[0]!.postback).toEqual({ data: 'when', params: { date: '2026-12-24' } })
    await push([{ type: 'text', text: 'Sure?', quickReply: { items: [{ type: 'action', action: actions[0] }] } }])
    await page.getByRole('button', { name: 'Yes' }).click()
    expect((await stage.receiver.waitFor(2))[1]!.postback).toEqual({ data: 'yes=1' })
    await page.getByText('Yes please').waitFor()
    await page.getByRole('button', { name: 'Yes' }).waitFor({ state: 'detached' })
  })

  test('after blocking, what the desk pushes stands there greyed with the reason, and writing is refused', async () => {
    const page = await open()
    await page.locator('[data-test=phone-block]').click()
    await page.locator('[data-test=phone-unblock]').waitFor()
    expect((await push([{ type: 'text', text: 'Hello?' }])).status).toBe(200)
    await page.locator('[data-test=phone-undelivered]', { hasText: 'has blocked the account' }).waitFor()
    await page.locator('[data-test=phone-text]').fill('from behind the wall')
    await page.locator('[data-test=phone-send]').click()
    await page.getByRole('alert').waitFor()
    expect(await page.locator('[data-test=phone-text]').inputValue()).toBe('from behind the wall')
    await page.locator('[data-test=phone-unblock]').click()
    await page.locator('[data-test=phone-send]').click()
    await bubbles(page, 'out', 'from behind the wall').waitFor()
    expect(stage.receiver.events().map((event) => event.type)).toEqual(['unfollow', 'follow', 'message'])
  })

  test('two phones side by side in one group see each other; stickers and places are sent', async () => {
    const page = await open({}, `&in=${demoGroups[0]!.id}`)
    await page.getByRole('button', { name: 'Add a phone' }).click()
    const second = page.getByRole('region', { name: `Phone of ${stage.people[1]!.name}` })
    await second.locator('[data-test=phone-place]').selectOption(demoGroups[0]!.id)
    const first = page.getByRole('region', { name: `Phone of ${stage.people[0]!.name}` })
    await first.locator('[data-test=phone-text]').fill('hello group')
    await first.locator('[data-test=phone-text]').press('Enter')
    await second.locator('[data-test=phone-bubble][data-direction=in]', { hasText: 'hello group' }).waitFor()
    await second.locator('[data-test=phone-more]').click()
    await second.locator('[data-test=phone-sticker]').click()
    await first.locator('[data-test=phone-bubble][data-direction=in]', { hasText: 'Sticker 446/1988' }).waitFor()
    await second.locator('[data-test=phone-location]').click()
    const events = await stage.receiver.waitFor(3)
    expect(events.map((event) => event.message.type).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      'location',
      'sticker',
      'text',
    ])
  })

  test('behind the scenes: bodies with their verdict, calls, switches that work, a clock that moves', async () => {
    const page = await open()
    await page.locator('[data-test=phone-text]').fill('look inside')
    await page.locator('[data-test=phone-send]').click()
    await page.locator('[data-test=phone-panel]').click()
    await page.getByText('Delivered').waitFor()
    await page.getByText('Body', { exact: true }).click()
    await page.locator('pre', { hasText: 'look inside' }).waitFor()
    await page.keyboard.press('Tab')
    await page.locator('[data-test=phone-tab-faults]').click()
    await page.getByRole('switch', { name: 'Refuse with 500' }).check()
    await expect.poll(async () => (await push([{ type: 'text', text: 'x' }])).status).toBe(500)
    await page.getByRole('switch', { name: 'Refuse with 500' }).uncheck()
    await page.getByRole('switch', { name: 'Deliver everything twice' }).check()
    await expect.poll(async () => (await stage.sim('GET', '/_sim/world')).channels[0].settings.timing.duplicate).toBe(1)
    await page.locator('[data-test=phone-tab-calls]').click()
    await page.getByText('POST /v2/bot/message/push').first().waitFor()
    await page.locator('[data-test=phone-tab-clock]').click()
    const before = (await stage.sim('GET', '/_sim/health')).now
    await page.getByRole('button', { name: '1 day' }).click()
    await expect.poll(async () => (await stage.sim('GET', '/_sim/health')).now - before).toBeGreaterThan(86_000_000)
  })

  const looks = [390, 1440].flatMap((width) =>
    (['light', 'dark'] as const).map((theme) => ({ width, theme, height: 860 })),
  )
  test.each(looks)('axe finds nothing on any page behind the scenes at $width px, $theme', async (look) => {
    const page = await open(look)
    await page.locator('[data-test=phone-text]').fill('hi')
    await page.locator('[data-test=phone-send]').click()
    await bubbles(page, 'out', 'hi').waitFor()
    await push([
      {
        type: 'text',
        text: 'hi',
        quickReply: { items: [{ type: 'action', action: { type: 'message', label: 'OK', text: 'OK' } }] },
      },
    ])
    await page.getByRole('button', { name: 'OK' }).waitFor()
    await page.locator('[data-test=phone-more]').click()
    await page.evaluate(AXE)
    const violations = () =>
      page.evaluate(
        'axe.run(document).then((r) => r.violations.map((v) => v.id + " " + v.nodes.map((n) => n.target).join()))',
      )
    expect(await violations()).toEqual([])
    await page.locator('[data-test=phone-panel]').click()
    for (const tab of ['webhooks', 'calls', 'happen', 'faults', 'clock']) {
      await page.locator(`[data-test=phone-tab-${tab}]`).click()
      expect([tab, await violations()]).toEqual([tab, []])
    }
    expect(visitor.problems).toEqual([])
  })
})

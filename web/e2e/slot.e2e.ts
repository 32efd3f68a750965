// The message input form in a browser: one message of each kind goes from it to LINE, and it keeps what is written in it.
// SCREENSHOTS names a folder for pictures of it.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoChannels, demoPeople } from '../../services/simulator/world/demo.ts'
import { startEmbeddedWorld, type World } from '../../services/test/world.ts'
import { DESK, openBrowser, signIn, visit, type Look } from './browser.ts'
import { comes } from './reading.ts'

/** The page's own, as far as these scenes ask it; there is no DOM where they run. */
declare const document: {
  activeElement: {
    closest(selector: string): unknown
    matches(selector: string): boolean
    getAttribute(name: string): string | null
  } | null
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PERSON = demoPeople[1]!
const HTTPS = 'https://pictures.example/a.jpg'

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

const at = (slot: Locator, path: string) => slot.locator(`[data-at="${path}"]`)
const slotOf = (page: Page, i: number) => page.locator('[data-test=slot]').nth(i)

async function openConversation(page: Page) {
  await signIn(page, world.console, world.agents[0])
  await page.locator('[data-test=inbox-row]', { hasText: PERSON.name }).first().click()
  await page.locator('[data-test=composer-text]').waitFor()
}

async function openForm(page: Page) {
  await page.locator('[data-test=composer-form]').click()
  await page.locator('[data-test=slot-form]').waitFor()
}

/** The draft of the scene before is kept on the server. */
async function openEmptyForm(page: Page) {
  await openForm(page)
  for (let n = await page.locator('[data-test=slot]').count(); n > 0; n -= 1)
    await slotOf(page, 0).locator('[data-test=slot-remove]').click()
}

type Fill = { kind: string; fields: Record<string, string>; choose?: Record<string, string> }

async function fill(page: Page, i: number, { kind, fields, choose = {} }: Fill) {
  if (i > 0) await page.locator('[data-test=slot-add]').click()
  const slot = slotOf(page, i)
  await slot.locator('[data-test=slot-kind]').selectOption(kind)
  for (const [path, value] of Object.entries(choose)) await at(slot, path).selectOption(value)
  for (const [path, value] of Object.entries(fields)) await at(slot, path).fill(value)
}

const tap = (path: string, label: string) => ({ [`${path}.label`]: label, [`${path}.text`]: label })
const FIRST: Fill[] = [
  { kind: 'text', fields: { text: 'こんにちは\nソファの件です' } },
  { kind: 'sticker', fields: { packageId: '446', stickerId: '1988' } },
  { kind: 'image', fields: { originalContentUrl: HTTPS, previewImageUrl: HTTPS } },
  {
    kind: 'location',
    fields: { title: 'ショールーム', address: '東京都港区1-2-3', latitude: '35.66', longitude: '139.73' },
  },
  {
    kind: 'buttons',
    fields: {
      altText: 'どの色にしますか',
      'template.title': 'ソファ',
      'template.text': 'どの色にしますか',
      'template.actions[0].label': '白',
      'template.actions[0].data': 'colour=white',
    },
    choose: { 'template.actions[0].type': 'postback' },
  },
]
const bubbleJson = {
  type: 'bubble',
  body: { type: 'box', layout: 'vertical', contents: [{ type: 'text', text: 'Flex からの一言', weight: 'bold' }] },
}
const SECOND: Fill[] = [
  {
    kind: 'confirm',
    fields: {
      altText: '配送してよいですか',
      'template.text': '配送してよいですか',
      ...tap('template.actions[0]', 'はい'),
      ...tap('template.actions[1]', 'いいえ'),
    },
  },
  {
    kind: 'carousel',
    fields: {
      altText: '商品',
      'template.columns[0].text': '三人掛け',
      ...tap('template.columns[0].actions[0]', '見る'),
    },
  },
  {
    kind: 'imageCarousel',
    fields: {
      altText: '写真',
      'template.columns[0].imageUrl': HTTPS,
      'template.columns[0].action.label': '開く',
      'template.columns[0].action.uri': 'https://example.com',
    },
    choose: { 'template.columns[0].action.type': 'uri' },
  },
  { kind: 'flex', fields: { altText: 'Flex', contents: JSON.stringify(bubbleJson, null, 2) } },
  { kind: 'raw', fields: { raw: '{"type":"text","text":"raw な一言"}' } },
]
const THIRD: Fill[] = [
  { kind: 'video', fields: { originalContentUrl: 'https://films.example/a.mp4', previewImageUrl: HTTPS } },
  { kind: 'audio', fields: { originalContentUrl: 'https://sounds.example/a.m4a', duration: '61000' } },
]

type Entry = { requestId: string; retryKey?: string; position: number; delivered: boolean }

/** What LINE took, in order. */
async function ledger(): Promise<Entry[]> {
  const answer = await fetch(`${world.simulator}/_sim/messages`)
  return ((await answer.json()) as { messages: Entry[] }).messages
}

async function sent(page: Page, fills: Fill[]) {
  await openForm(page)
  for (const [i, one] of fills.entries()) await fill(page, i, one)
  await page.locator('[data-test=slot-send]').dblclick()
  await page.locator('[data-test=slot-form]').waitFor({ state: 'detached' })
}

test('one message of every kind stands in the timeline and arrives, each send once', async () => {
  const { page, problems } = await visit(browser, 'aoi')
  await openConversation(page)
  const before = (await ledger()).length
  await sent(page, FIRST)
  await stands(page, 'ソファの件です', [
    '.message-chip',
    '.sent-media',
    '.message-place',
    '.template[data-kind=buttons]',
  ])
  await sent(page, SECOND)
  const cards = ['confirm', 'carousel', 'image_carousel'].map((kind) => `.template[data-kind=${kind}]`)
  await stands(page, 'raw な一言', [...cards, '.flex-message'])
  await sent(page, THIRD)
  await stands(page, '1:01', ['.sent-media'])
  const arrived = (await ledger()).slice(before)
  const calls = Map.groupBy(arrived, ({ requestId }) => requestId)
  expect([...calls.values()].map((call) => call.map(({ position }) => position))).toEqual([
    [0, 1, 2, 3, 4],
    [0, 1, 2, 3, 4],
    [0, 1],
  ])
  expect(new Set(arrived.map(({ retryKey }) => retryKey)).size).toBe(3)
  expect(arrived.every(({ delivered }) => delivered)).toBe(true)
  expect(problems).toEqual([])
})

/** Sent, and each kind drawn as itself. */
async function stands(page: Page, words: string, parts: string[]) {
  const message = page.locator('[data-test=message][data-state=sent]', { hasText: words })
  await comes(page, () => message.count())
  for (const part of parts) await message.locator(part).first().waitFor()
}

test('what is wrong is not sent: the first problem gets the focus, and Mod+Enter does not pass it', async () => {
  const { page } = await visit(browser, 'aoi')
  await openConversation(page)
  await page.locator('[data-test=composer-text]').fill('typed before')
  await page.locator('.composer-foot [aria-pressed]').click()
  await openForm(page)
  await page.waitForFunction(() => document.activeElement?.closest('dialog') !== null)
  expect(await at(slotOf(page, 0), 'text').inputValue()).toBe('typed before')
  expect(await page.locator('[data-test=composer-text]').inputValue()).toBe('')
  await fill(page, 1, { kind: 'flex', fields: { altText: 'x', contents: '{\n "type": bubble }' } })
  await page.locator('[data-test=slot-send]').click()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-at'))).toBe('contents')
  expect(await slotOf(page, 1).innerText()).toContain('Line 2, column 10')
  await page.keyboard.press('Control+Enter')
  expect(await page.locator('[data-test=slot-form]').isVisible()).toBe(true)
  // The draft is there after a reload, and a plain text goes back to the composer.
  await page.reload()
  await page.locator('[data-test=composer-form][data-waits]').waitFor()
  await page.locator('[data-test=inbox-row]', { hasText: demoPeople[0]!.name }).first().click()
  await page.locator('[data-test=composer-form]:not([data-waits])').waitFor()
  await openForm(page)
  expect(await at(slotOf(page, 0), 'text').inputValue()).toBe('')
  await page.keyboard.press('Escape')
  await page.locator('[data-test=inbox-row]', { hasText: PERSON.name }).first().click()
  await page.locator('[data-test=composer-form][data-waits]').waitFor()
  await openForm(page)
  expect(await at(slotOf(page, 1), 'contents').inputValue()).toContain('bubble')
  await slotOf(page, 1).locator('[data-test=slot-remove]').click()
  await page.keyboard.press('Escape')
  await page.locator('[data-test=slot-form]').waitFor({ state: 'detached' })
  expect(await page.locator('[data-test=composer-text]').inputValue()).toBe('typed before')
  expect(await page.locator('.composer-foot [aria-pressed]').getAttribute('aria-pressed')).toBe('true')
  await page.locator('[data-test=composer-text]').fill('')
})

test('m opens the form where no field has the focus, and all of it goes by keyboard', async () => {
  const { page } = await visit(browser, 'aoi')
  await openConversation(page)
  await page.locator('[data-test=composer-text]').press('Escape')
  await page.keyboard.press('m')
  await page.locator('[data-test=slot-form]').waitFor()
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-at') === 'text')
  await page.locator('[data-test=slot-silent]').press('Enter')
  await at(slotOf(page, 0), 'text').press('Enter')
  await page.keyboard.type('by keyboard')
  await page.keyboard.press('Control+Enter')
  await page.locator('[data-test=slot-form]').waitFor({ state: 'detached' })
  await page.locator('[data-test=message][data-state=sent]', { hasText: 'by keyboard' }).waitFor()
  await page.waitForFunction(() => document.activeElement?.matches('[data-test=composer-text]'))
  await openForm(page)
  expect(await page.locator('[data-test=slot-silent]').getAttribute('aria-pressed')).toBe('false')
})

test('what the server refused is offered in the form, with the reason, and goes back into its fields', async () => {
  const { page } = await visit(browser, 'aoi')
  await openConversation(page)
  await openForm(page)
  await at(slotOf(page, 0), 'text').fill('x')
  await page.evaluate((messages) => {
    const key = Object.keys(localStorage).find((one) => one.startsWith('madoguchi.draft.'))!
    const [agent, conversation] = [key.split('.')[2]!, key.split('.').slice(3).join('.')]
    const item = { id: crypto.randomUUID(), conversation, messages, notificationDisabled: true, at: Date.now() }
    const refused = { ...item, state: 'refused', code: 'invalid', field: 'messages[0].stickerId' }
    localStorage.setItem(`madoguchi.outbox.${agent}.${item.id}`, JSON.stringify(refused))
    const emptied = { text: '', notificationDisabled: false, form: '', at: Date.now() }
    localStorage.setItem(key, JSON.stringify(emptied))
  }, REFUSED)
  // What waits is known before the conversation has come: pressed then, the form opens with it.
  const come = Promise.withResolvers<void>()
  await page.route(/\/api\/(?:channels|conversations)\//, async (route) => {
    await come.promise
    await route.continue()
  })
  await page.reload()
  await page.locator('[data-test=composer-form][data-waits]').click()
  come.resolve()
  await page.locator('[data-test=slot-form]').waitFor()
  expect(await page.locator('[data-test=slot-refused]').innerText()).toContain('messages[0].stickerId')
  await page.locator('[data-test=slot-take]').click()
  expect(await at(slotOf(page, 0), 'stickerId').inputValue()).toBe('1')
  expect(await at(slotOf(page, 1), 'template.actions[1].label').inputValue()).toBe('No')
  expect(await page.locator('[data-test=slot-silent]').getAttribute('aria-pressed')).toBe('true')
  expect(await page.locator('[data-test=slot-refused]').count()).toBe(0)
  await page.keyboard.press('Escape')
  expect(await page.locator('[data-test=message][data-state=refused]').count()).toBe(0)
})

const said = (label: string) => ({ type: 'message', label, text: label })
const REFUSED = [
  { type: 'sticker', packageId: '446', stickerId: '1' },
  { type: 'template', altText: 'a', template: { type: 'confirm', text: 'Sure?', actions: [said('Yes'), said('No')] } },
]

test('when the customer blocks the account the form says so and sends nothing; what is written stays', async () => {
  const { page } = await visit(browser, 'aoi')
  await openConversation(page)
  await openEmptyForm(page)
  await at(slotOf(page, 0), 'text').fill('too late')
  await act('block')
  await page.locator('[data-test=slot-form] [data-test=composer-closed]').waitFor()
  await page.keyboard.press('Control+Enter')
  expect(await page.locator('[data-test=slot-send]').isDisabled()).toBe(true)
  expect(await at(slotOf(page, 0), 'text').inputValue()).toBe('too late')
  await act('unblock')
  await page.locator('[data-test=slot-send]:enabled').waitFor()
})

async function act(what: string) {
  const body = JSON.stringify({ channel: demoChannels[0]!.id, as: PERSON.id, do: what })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${world.simulator}/_sim/act`, { method: 'POST', headers, body })
  expect(answer.status).toBe(200)
}

const LOOKS: Look[] = [1440, 390].flatMap((width) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    (['en', 'ja'] as const).map((language) => ({ width, height: width < 500 ? 844 : 900, theme, language })),
  ),
)

test.each(LOOKS)('at $width px, $theme, $language: nothing wrong for axe, nothing scrolls sideways', async (look) => {
  const { page, problems } = await visit(browser, 'aoi', { ...DESK, ...look })
  await openConversation(page)
  await shot(page, 'composer', look)
  await openEmptyForm(page)
  await picture(page, 'empty', look)
  for (const [i, one] of [FIRST[0]!, FIRST[4]!, SECOND[0]!].entries()) await fill(page, i, one)
  await fill(page, 3, { kind: 'flex', fields: { altText: 'x', contents: '{ "type": "bubble", "hero": 7 }' } })
  await slotOf(page, 0).locator('summary').last().click()
  await picture(page, 'filled', look)
  await page.locator('[data-test=slot-send]').click()
  await picture(page, 'wrong', look)
  await page.locator('[data-test=slot-preview]').scrollIntoViewIfNeeded()
  await picture(page, 'preview', look)
  expect(problems).toEqual([])
})

async function shot(page: Page, name: string, { width, theme, language }: Look) {
  const folder = process.env.SCREENSHOTS
  if (folder === undefined || folder === '') return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `slot-${name}-${width}-${theme}-${language}.png`) })
}

async function picture(page: Page, name: string, look: Look) {
  await shot(page, name, look)
  await page.evaluate(AXE)
  const told = await page.evaluate(
    `axe.run('dialog', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
      .then((r) => r.violations.map((v) => v.id + ' ' + v.nodes.map((n) => n.target).slice(0, 3).join(' | ')))`,
  )
  const sideways = await page.evaluate(
    `document.documentElement.scrollWidth > innerWidth || document.querySelector('.slot-body').scrollWidth > document.querySelector('.slot-body').clientWidth`,
  )
  expect.soft({ name, told, sideways }).toEqual({ name, told: [], sideways: false })
}

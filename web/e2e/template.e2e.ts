// Templates in a browser (TP-1…TP-4, MF-2, MF-10, CO-20): made, published, used in the form with a variable, filled at the customer's
// phone; two people at one; and what an agent may not do. SCREENSHOTS names a folder for pictures.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoChannels, demoPeople } from '../../services/simulator/world/demo.ts'
import { startEmbeddedWorld, type World } from '../../services/test/world.ts'
import { DESK, openBrowser, signIn, until, visit, type Look } from './browser.ts'
import { openPhone } from './customer.ts'
import { hasRead } from './reading.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PERSON = demoPeople[1]!

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

const test$ = (page: Page, name: string) => page.locator(`[data-test=${name}]`)
const field = (page: Page, at: string) => page.locator(`[data-at="${at}"]`).first()

/** `agent`: 0 = an admin, 1 = an agent. */
async function open(agent: 0 | 1, path = '/templates', look: Look = DESK) {
  const visitor = await visit(browser, agent === 0 ? 'aoi' : 'mika', look)
  await signIn(visitor.page, world.console, world.agents[agent])
  await visitor.page.goto(world.console + path)
  return visitor
}

type Made = { name: string; text: string; folder?: string; shortcut?: string }
async function make(page: Page, { name, text, folder = '', shortcut = '' }: Made) {
  await test$(page, 'template-new').click()
  await test$(page, 'template-name').fill(name)
  await test$(page, 'template-folder').fill(folder)
  await test$(page, 'template-shortcut').fill(shortcut)
  await field(page, 'text').fill(text)
}

async function saved(page: Page, button: string, name: string) {
  await test$(page, button).click()
  await page.locator('[data-test=template-row][aria-current]', { hasText: name }).waitFor()
}

test('made, published, used in the form with a variable: it arrives filled, and is counted', async () => {
  const { page, problems } = await open(0)
  await make(page, { name: '発送のご案内', text: '様、', folder: '発送', shortcut: 'hassou' })
  // By the menu, where the cursor stands.
  await field(page, 'text').press('Home')
  await test$(page, 'variable-insert').first().selectOption('contact.name')
  expect(await field(page, 'text').inputValue()).toBe('{{contact.name}}様、')
  await field(page, 'text').press('End')
  await page.keyboard.type('{{nobody}}')
  await test$(page, 'template-publish').click()
  await page.locator('.field-problem', { hasText: 'nobody' }).waitFor()
  await field(page, 'text').fill('{{contact.name}}様、本日発送しました。')
  await saved(page, 'template-publish', '発送のご案内')
  await page.locator('[data-test=template-row] [data-state=published]').waitFor()

  const phone = await openPhone(browser, world.phone, demoChannels[0]!.id, PERSON.id)
  await page.goto(`${world.console}/chat`)
  await page.locator('[data-test=inbox-row]', { hasText: PERSON.name }).first().click()
  await hasRead(page)
  await test$(page, 'composer-form').click()
  await field(page, 'text').fill('まだ書きかけ')
  await test$(page, 'template-pick').click()
  await page.keyboard.type('hass')
  await page.keyboard.press('Enter')
  // Something would be lost: it asks.
  await test$(page, 'slot-replace').click()
  expect(await field(page, 'text').inputValue()).toBe('{{contact.name}}様、本日発送しました。')
  expect(await test$(page, 'variables').innerText()).toContain(PERSON.name)
  await field(page, 'text').press('End')
  await page.keyboard.type('！')
  await test$(page, 'slot-send').click()
  await test$(page, 'slot-form').waitFor({ state: 'detached' })
  await phone.sees(`${PERSON.name}様、本日発送しました。！`)

  await page.goto(`${world.console}/templates`)
  await page.locator('[data-test=template-row]', { hasText: 'sent once' }).waitFor()
  expect(problems).toEqual([])
})

test('what is written in the form becomes a template, variables as written', async () => {
  const { page } = await open(1, '/chat')
  await page.locator('[data-test=inbox-row]', { hasText: PERSON.name }).first().click()
  await test$(page, 'composer-form').click()
  await field(page, 'text').fill('{{contact.name}}様、少々お待ちください。')
  await test$(page, 'save-template-ask').click()
  await test$(page, 'save-template-name').fill('お待たせ')
  await page.keyboard.press('Enter')
  await page.locator('[data-test=save-template]', { hasText: 'Saved as a draft' }).waitFor()
  await page.goto(`${world.console}/templates`)
  await page.locator('[data-test=template-row]', { hasText: 'お待たせ' }).click()
  expect(await field(page, 'text').inputValue()).toBe('{{contact.name}}様、少々お待ちください。')
})

test('two people at one template: fields merge, and one that both changed waits for a word', async () => {
  const { page: aoi } = await open(0)
  await make(aoi, { name: '共同の下書き', text: '一行目' })
  await saved(aoi, 'template-save', '共同の下書き')
  const { page: mika } = await open(1, new URL(aoi.url()).pathname)
  await test$(mika, 'template-name').fill('美香の名前')
  await field(aoi, 'text').fill('葵の文')
  await saved(aoi, 'template-save', '共同の下書き')
  // Another field: it comes by itself, and what is typed stays.
  await until(mika, `document.querySelector('[data-at="text"]').value === '葵の文'`)
  expect(await test$(mika, 'template-name').inputValue()).toBe('美香の名前')
  // The same field: nothing is overwritten unseen.
  await test$(aoi, 'template-name').fill('葵の名前')
  await saved(aoi, 'template-save', '葵の名前')
  await test$(mika, 'template-conflict').waitFor()
  expect(await test$(mika, 'template-conflict').innerText()).toMatch(/高橋 葵[\s\S]*葵の名前/)
  await test$(mika, 'template-save').click()
  expect(await test$(mika, 'template-said').innerText()).toContain('Decide first')
  await test$(mika, 'keep-mine').click()
  await saved(mika, 'template-save', '美香の名前')
  await until(aoi, `document.querySelector('[data-test=template-name]').value === '美香の名前'`)
  // And back: earlier versions can be taken over.
  await test$(aoi, 'template-history').locator('summary').click()
  await aoi
    .locator('[data-test=template-version]', { hasText: '一行目' })
    .locator('[data-test=template-restore]')
    .click()
  expect(await field(aoi, 'text').inputValue()).toBe('一行目')
  await saved(aoi, 'template-save', '共同の下書き')
})

test('an agent makes drafts; what is published is a supervisor’s, and the reason is said', async () => {
  const { page: aoi } = await open(0)
  await make(aoi, { name: '公開済み', text: 'はい' })
  await saved(aoi, 'template-publish', '公開済み')
  const { page: mika } = await open(1, new URL(aoi.url()).pathname)
  await mika.getByText('Only a supervisor').waitFor()
  expect(await test$(mika, 'template-name').isDisabled()).toBe(true)
  expect(await test$(mika, 'template-save').count()).toBe(0)
  await make(mika, { name: '美香の下書き', text: 'いいえ' })
  expect(await test$(mika, 'template-publish').count()).toBe(0)
  await saved(mika, 'template-save', '美香の下書き')
})

test('a file is shown before it is taken: new, changed and broken ones', async () => {
  const { page } = await open(0)
  await make(page, { name: '取り込み元', text: '元の文' })
  await saved(page, 'template-save', '取り込み元')
  const text = (words: string) => [{ type: 'text', text: words }]
  const templates = [
    { name: '取り込み元', messages: text('新しい文') },
    { name: '取り込み新規', folder: '外から', messages: text('{{agent.name}}です') },
    { name: '壊れたもの', messages: text('{{who}}') },
    null,
  ]
  const file = join(tmpdir(), `templates-${process.pid}.json`)
  writeFileSync(file, JSON.stringify({ format: 'madoguchi.templates', templates }))
  await test$(page, 'template-import').click()
  await test$(page, 'template-file').setInputFiles(file)
  const entries = test$(page, 'template-entry')
  await entries.first().waitFor()
  expect(await entries.evaluateAll((all) => all.map((one) => one.getAttribute('data-is')))).toEqual([
    'changed',
    'new',
    'broken',
    'broken',
  ])
  await test$(page, 'template-import-go').click()
  await page.locator('[data-test=template-row]', { hasText: '取り込み新規' }).click()
  await until(page, `document.querySelector('[data-at="text"]')?.value === '{{agent.name}}です'`)
})

const LOOKS: Look[] = [1440, 390].flatMap((width) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    (['en', 'ja'] as const).map((language) => ({ width, height: width < 500 ? 844 : 900, theme, language })),
  ),
)

test.each(LOOKS)('at $width px, $theme, $language: nothing wrong for axe, nothing scrolls sideways', async (look) => {
  const { page, problems } = await open(0, '/templates', look)
  await test$(page, 'template-row').first().waitFor()
  await picture(page, 'list', look)
  await page
    .locator('[data-test=template-row]', { has: page.locator('[data-state=published]') })
    .first()
    .click()
  await field(page, 'text').waitFor()
  await page.locator('[data-test=template-viewer] option').nth(1).waitFor({ state: 'attached' })
  await test$(page, 'template-viewer').selectOption({ index: 1 })
  await test$(page, 'template-history').locator('summary').click()
  await test$(page, 'template-version').first().waitFor()
  await picture(page, 'editor', look)
  await page.goto(`${world.console}/chat`)
  await page.locator('[data-test=inbox-row]', { hasText: PERSON.name }).first().click()
  await test$(page, 'composer-form').click()
  await test$(page, 'template-pick').click()
  await test$(page, 'template-option').first().waitFor()
  await picture(page, 'picker', look)
  expect(problems).toEqual([])
})

async function picture(page: Page, name: string, { width, theme, language }: Look) {
  const folder = process.env.SCREENSHOTS
  if (folder !== undefined && folder !== '') {
    mkdirSync(folder, { recursive: true })
    await page.screenshot({ path: join(folder, `template-${name}-${width}-${theme}-${language}.png`) })
  }
  await page.evaluate(AXE)
  const told = await page.evaluate(
    `axe.run(document.querySelector('dialog') ?? document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
      .then((r) => r.violations.map((v) => v.id + ' ' + v.nodes.map((n) => n.target).slice(0, 3).join(' | ')))`,
  )
  const sideways = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
  expect.soft({ name, told, sideways }).toEqual({ name, told: [], sideways: false })
}

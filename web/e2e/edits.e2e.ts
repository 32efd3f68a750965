// Two people at one record in a browser (CO-20, CO-21, RP-4, RP-7): what we say of a customer, tags, and a channel's settings. Other
// fields merge; the same field asks whose stays, with the other's value, name and time. SCREENSHOTS names a folder for pictures.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoChannels, demoPeople } from '../../services/simulator/world/demo.ts'
import { startEmbeddedWorld, type World } from '../../services/test/world.ts'
import { DESK, openBrowser, signIn, visit, type Look, type Visitor } from './browser.ts'
import { openPhone } from './customer.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PERSON = demoPeople[1]!
const OTHER = demoPeople[2]!
const OURS = '港南商店 ご担当'

let world: World
let browser: Browser
let aoi: Page
let mika: Page
const visitors: Visitor[] = []

/** `agent`: 0 = an admin, 1 = an agent. */
async function enter(agent: 0 | 1, name: string, look: Look = DESK): Promise<Page> {
  const visitor = await visit(browser, name, look)
  visitors.push(visitor)
  await signIn(visitor.page, world.console, world.agents[agent])
  return visitor.page
}
beforeAll(async () => {
  world = await startEmbeddedWorld()
  browser = await openBrowser()
  for (const { id } of [OTHER, PERSON])
    await (await openPhone(browser, world.phone, demoChannels[0]!.id, id)).write('こんにちは')
  aoi = await enter(0, 'aoi')
  mika = await enter(1, 'mika')
})
afterAll(async () => {
  await browser?.close()
  await world?.stop()
})

const at = (page: Page, name: string) => page.locator(`[data-test="${name}"]`)
async function openPerson(page: Page) {
  await page.goto(`${world.console}/chat`)
  await at(page, 'inbox-row').filter({ hasText: PERSON.name }).first().click()
  await at(page, 'contact-own').waitFor()
}

async function looked(page: Page, name: string) {
  await page.evaluate(AXE)
  const found = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    `axe.run('[data-test=contact-panel]', { rules: { region: { enabled: false } } })`,
  )
  expect(found.violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html}`)).toEqual([])
  const folder = process.env['SCREENSHOTS']
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

test('what one writes about a customer is on the other’s screen, and the list calls them by our name', async () => {
  await openPerson(aoi)
  await openPerson(mika)
  await at(aoi, 'contact-edit').click()
  await at(aoi, 'own-field-name').fill(OURS)
  await at(aoi, 'own-field-phone').fill('045-000-1111')
  await aoi.keyboard.press('Control+Enter')
  await at(aoi, 'contact-form').waitFor({ state: 'detached' })
  await at(mika, 'own-phone').filter({ hasText: '045-000-1111' }).waitFor()
  await at(mika, 'inbox-row').filter({ hasText: OURS }).waitFor()
  // LINE's own stands under it.
  await mika.locator('.contact-head', { hasText: `At LINE: ${PERSON.name}` }).waitFor()
})

test('under an open form another field comes by itself, and the same one asks with theirs, by whom and when', async () => {
  await at(mika, 'contact-edit').click()
  await at(mika, 'own-field-memo').fill('美香の書きかけ')
  await at(aoi, 'contact-edit').click()
  await at(aoi, 'own-field-email').fill('shop@example.jp')
  await at(aoi, 'contact-save').click()
  await expect.poll(() => at(mika, 'own-field-email').inputValue()).toBe('shop@example.jp')
  expect(await at(mika, 'own-field-memo').inputValue()).toBe('美香の書きかけ')

  await at(aoi, 'contact-edit').click()
  await at(aoi, 'own-field-memo').fill('葵のメモ')
  await at(aoi, 'contact-save').click()
  await at(mika, 'field-question').waitFor()
  expect(await at(mika, 'field-question').innerText()).toMatch(/高橋 葵 changed “Memo” at [\s\S]*葵のメモ/)
  expect(await at(mika, 'own-field-memo').inputValue()).toBe('美香の書きかけ')
  await at(mika, 'contact-save').click()
  await mika.getByText('Decide first').waitFor()
  await looked(mika, 'question-desk-light-en')
  await at(mika, 'keep-mine').click()
  await at(mika, 'contact-save').click()
  await at(mika, 'contact-form').waitFor({ state: 'detached' })
  await at(aoi, 'own-memo').filter({ hasText: '美香の書きかけ' }).waitFor()
})

test('"Take theirs" leaves nothing to save; Esc asks only when something would be lost', async () => {
  await at(mika, 'contact-edit').click()
  await at(mika, 'own-field-memo').fill('もう一度')
  await at(aoi, 'contact-edit').click()
  await at(aoi, 'own-field-memo').fill('葵の二度目')
  await at(aoi, 'contact-save').click()
  await at(mika, 'take-theirs').click()
  expect(await at(mika, 'own-field-memo').inputValue()).toBe('葵の二度目')
  await at(mika, 'own-field-memo').press('Escape')
  await at(mika, 'contact-form').waitFor({ state: 'detached' })

  await at(mika, 'contact-edit').click()
  await at(mika, 'own-field-phone').fill('1')
  await at(mika, 'own-field-phone').press('Escape')
  await at(mika, 'contact-discard').click()
  await at(mika, 'own-phone').filter({ hasText: '045-000-1111' }).waitFor()
})

test('who opens another conversation finds what was typed on return, and the list says where; closing the tab asks', async () => {
  await at(mika, 'contact-edit').click()
  await at(mika, 'own-field-memo').fill('書きかけのまま')
  await at(mika, 'inbox-row').filter({ hasText: OTHER.name }).first().click()
  await at(mika, 'contact-edit').waitFor()
  expect(await at(mika, 'contact-form').count()).toBe(0)
  await mika.locator('.conversation-item', { hasText: OURS }).locator('[data-test=inbox-unsaved]').waitFor()
  await at(aoi, 'contact-edit').click()
  await at(aoi, 'own-field-memo').fill('留守中のメモ')
  await at(aoi, 'contact-save').click()
  await at(aoi, 'own-memo').filter({ hasText: '留守中のメモ' }).waitFor()

  const asked = mika.waitForEvent('dialog')
  await mika.close({ runBeforeUnload: true })
  const question = await asked
  expect(question.type()).toBe('beforeunload')
  await question.dismiss()

  await mika.goBack()
  await at(mika, 'contact-unsaved').waitFor()
  expect(await at(mika, 'own-field-memo').inputValue()).toBe('書きかけのまま')
  expect(await at(mika, 'field-question').innerText()).toContain('留守中のメモ')
  expect(await mika.evaluate(`document.activeElement.closest('[data-test=contact-form]') === null`)).toBe(true)
  await looked(mika, 'unsaved-desk-light-en')
  await at(mika, 'keep-mine').click()
  await at(mika, 'contact-save').click()
  await at(aoi, 'own-memo').filter({ hasText: '書きかけのまま' }).waitFor()
  expect(await at(mika, 'inbox-unsaved').count()).toBe(0)
})

test('tags are added and taken away by both, and never doubled', async () => {
  const add = async (page: Page, name: string) => {
    await at(page, 'tag-add').fill(name)
    await at(page, 'tag-add').press('Enter')
  }
  await Promise.all([add(aoi, 'VIP'), add(mika, 'ｖｉｐ')])
  await add(mika, '新規')
  for (const page of [aoi, mika]) await expect.poll(() => at(page, 'contact-tag').count()).toBe(2)
  await at(aoi, 'contact-tag').filter({ hasText: '新規' }).locator('button').click()
  for (const page of [aoi, mika]) await expect.poll(() => at(page, 'contact-tag').count()).toBe(1)
  for (const page of [aoi, mika]) await told(page)
})

/** What was done stands in the thread, the tag that both added once, and no value of a field (TL-52). */
async function told(page: Page) {
  const thread = page.locator('[data-desk]')
  const did = (words: RegExp) => thread.locator('span').filter({ hasText: words }).count()
  await expect.poll(() => did(/removed the tag 新規$/)).toBe(1)
  expect(await did(/added the tag (VIP|ｖｉｐ)$/)).toBe(1)
  expect(await did(/changed .*the name we use/)).toBeGreaterThan(0)
  expect((await thread.allTextContents()).join()).not.toContain(OURS)
}

test('a list filtered by a tag takes in whoever a colleague gives it, and lets go whoever they take it from', async () => {
  const rows = at(mika, 'inbox-row')
  await mika.goto(`${world.console}/chat`)
  await rows.first().waitFor()
  await at(mika, 'view-filter').click()
  await at(mika, 'filter-tags-which').selectOption('all')
  await mika.locator('[data-test=view-filter-box] [data-test=tag-add]').fill('ｖip')
  await mika.keyboard.press('Enter')
  await expect.poll(() => rows.allInnerTexts()).toEqual([expect.stringContaining(OURS)])
  await mika.locator('[data-test=view-filter-box] [data-test=tag-add]').fill('法人, 年払い')
  await mika.keyboard.press('Enter')
  await at(mika, 'inbox-empty').waitFor()
  await mika.keyboard.press('Escape')
  await mika.mouse.move(900, 500)
  await at(aoi, 'tag-add').fill('法人, 年払い')
  await at(aoi, 'tag-add').press('Enter')
  await rows.filter({ hasText: OURS }).waitFor()
  await mika.reload()
  await rows.filter({ hasText: OURS }).waitFor()
  expect(await at(mika, 'chip-tags').innerText()).toBe('Tag: all of ｖip, 法人, 年払い')
  await at(aoi, 'contact-tag').filter({ hasText: '法人' }).locator('button').click()
  await rows.waitFor({ state: 'detached' })
  await at(mika, 'chip-tags').click()
  await rows.nth(1).waitFor()
})

test('a channel’s settings changed in another window are asked about, not overwritten', async () => {
  const other = await enter(0, 'aoi elsewhere')
  for (const page of [aoi, other]) {
    await page.goto(`${world.console}/channels`)
    await page.locator('a.channels-row').first().click()
    await at(page, 'channel-rules').waitFor()
  }
  const days = (page: Page) => at(page, 'channel-rules').locator('input[type=number]').last()
  const said = (page: Page) => at(page, 'channel-rules').locator('[data-test=field-question]')
  await days(aoi).fill('7')
  await at(aoi, 'rules-save').click()
  await aoi.getByText('The rules hold from now on').first().waitFor()
  await at(other, 'rule-lock').selectOption('hard')
  await days(other).fill('9')
  await at(other, 'rules-save').click()
  await said(other).waitFor()
  expect(await said(other).innerText()).toMatch(/another window[\s\S]*7/)
  await said(other).locator('[data-test=keep-mine]').click()
  await at(other, 'rules-save').click()
  await other.getByText('The rules hold from now on').first().waitFor()
  await aoi.reload()
  await expect.poll(() => days(aoi).inputValue(), { timeout: 30_000 }).toBe('9')
  expect(await at(aoi, 'rule-lock').inputValue()).toBe('hard')
})

test('on a phone, in the dark, in Japanese: form and tags are whole', async () => {
  const page = await enter(1, 'mika', { width: 390, height: 844, theme: 'dark', language: 'ja' })
  await page.goto(`${world.console}/chat`)
  await at(page, 'inbox-row').filter({ hasText: OURS }).first().click()
  await page.locator('.conversation-person').click()
  await at(page, 'contact-edit').click()
  await at(page, 'contact-save').scrollIntoViewIfNeeded()
  const wide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')
  expect(wide).toBe(false)
  await looked(page, 'form-phone-dark-ja')
  expect(visitors.flatMap(({ problems }) => problems)).toEqual([])
})

// The list as two agents work by it, in a browser: views with their numbers, filters in the address, saved views, several rows at once.
// SCREENSHOTS names a folder for pictures of it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoChannels, demoPeople } from '../../services/simulator/world/demo.ts'
import { startEmbeddedWorld, type World } from '../../services/test/world.ts'
import { DESK, openBrowser, signIn, visit, type Look, type Visitor } from './browser.ts'
import { openPhone, type Customer } from './customer.ts'

const [FIRST, SECOND, THIRD] = [demoPeople[0]!, demoPeople[1]!, demoPeople[2]!]
const within = { timeout: 20_000, interval: 50 }

let world: World
let browser: Browser
let aoi: Visitor
let mika: Visitor
const phones = new Map<string, Customer>()
beforeAll(async () => {
  world = await startEmbeddedWorld()
  browser = await openBrowser()
  ;[aoi, mika] = await Promise.all([visit(browser, 'aoi'), visit(browser, 'mika')])
  await signIn(aoi.page, world.console, world.agents[0])
  await signIn(mika.page, world.console, world.agents[1])
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await world?.stop()
})

async function write(person: { id: string }, text: string) {
  const phone = phones.get(person.id) ?? (await openPhone(browser, world.phone, demoChannels[0]!.id, person.id))
  phones.set(person.id, phone)
  await phone.write(text)
}
const row = (page: Page, name: string) => page.locator('.conversation-item', { hasText: name })
const link = (page: Page, name: string) => row(page, name).locator('[data-test=inbox-row]')
const rows = (page: Page) => page.locator('.inbox-scroll ul [data-test=inbox-row]')
const at = (page: Page, test: string): Locator => page.locator(`[data-test=${test}]`)
async function toView(page: Page, view: string) {
  await at(page, 'view-menu').click()
  await at(page, `menu-view-${view}`).click()
  await expect.poll(() => new URL(page.url()).searchParams.get('view') ?? 'all', within).toBe(view)
}
const park = (page: Page) => page.mouse.move(900, 500)
async function select(page: Page, name: string) {
  await row(page, name).hover()
  await row(page, name).locator('[data-test=inbox-check]').check()
}

test('what is resolved waits no more; who writes stands in “Needs reply” with the time of waiting, the longest first if one likes', async () => {
  const { page } = aoi
  await toView(page, 'needsReply')
  // What waits from the beginning is done with at one go.
  await rows(page)
    .first()
    .click({ modifiers: ['Control'] })
  await rows(page)
    .last()
    .click({ modifiers: ['Shift'] })
  await at(page, 'bulk-status').click()
  await at(page, 'bulk-status-resolved').click()
  await park(page)
  await expect.poll(() => at(page, 'inbox-empty').textContent(), within).toContain('Nothing waits for an answer')
  await write(FIRST, '椅子の高さを教えてください')
  await link(page, FIRST.name).waitFor()
  expect(await row(page, FIRST.name).locator('[data-test=inbox-waits]').textContent()).toContain('now')
  await write(SECOND, '配送はいつですか')
  await link(page, SECOND.name).waitFor()
  // The one that has waited longest first.
  await page.goto(`${page.url()}&sort=waiting`)
  await expect.poll(() => rows(page).first().textContent(), within).toContain(FIRST.name)
  await expect.poll(() => at(page, 'rail-badge').textContent(), within).toMatch(/[1-9]/)
  await pictures(page, 'needs-reply')
}, 180_000)

test('several rows are assigned at once, live for the colleague, and an undo gives them back', async () => {
  const { page } = aoi
  await toView(mika.page, 'mine')
  await park(mika.page)
  await at(mika.page, 'inbox-empty').waitFor()
  await page.goto(world.console)
  await select(page, FIRST.name)
  await row(page, SECOND.name)
    .locator('[data-test=inbox-row]')
    .click({ modifiers: ['Control'] })
  expect(await at(page, 'bulk-count').textContent()).toBe('2 selected')
  await pictures(page, 'selected')
  await at(page, 'bulk-assign').click()
  await at(page, 'desk-picker-field').fill('林')
  await page.keyboard.press('Enter')
  await link(mika.page, FIRST.name).waitFor()
  await link(mika.page, SECOND.name).waitFor()
  await row(page, FIRST.name).locator('[data-test=inbox-assignee]').waitFor()
  await page.locator('.toast-act').click()
  await expect.poll(() => rows(mika.page).count(), within).toBe(0)
  await at(page, 'bulk-clear').click()
  await at(page, 'bulk-bar').waitFor({ state: 'detached' })
}, 180_000)

test('several rows are given a tag at once, which stands on them at the colleague’s too, and an undo takes it from them', async () => {
  const { page } = aoi
  await mika.page.goto(`${world.console}/chat`)
  await page.goto(`${world.console}/chat`)
  await select(page, FIRST.name)
  await row(page, SECOND.name)
    .locator('[data-test=inbox-row]')
    .click({ modifiers: ['Control'] })
  const tags = (one: Page, name: string) => row(one, name).locator('[data-test=inbox-tags]')
  const heights = () =>
    page.evaluate<number[]>(
      `[...new Set([...document.querySelectorAll('.inbox-scroll ul [data-test=inbox-row]')].map((one) => one.offsetHeight))]`,
    )
  const before = await heights()
  for (const name of ['配送待ち', 'キャンペーンで来られたお客さま', 'VIP']) {
    await at(page, 'bulk-tags').click()
    await at(page, 'tag-add').fill(name)
    await page.keyboard.press('Enter')
    await tags(mika.page, SECOND.name)
      .and(mika.page.locator(`[title*="${name}"]`))
      .waitFor()
  }
  for (const one of [page, mika.page])
    for (const name of [FIRST.name, SECOND.name])
      await expect.poll(() => tags(one, name).getAttribute('title'), within).toMatch(/^VIP, .+, .+$/)
  expect(await heights()).toEqual(before)
  // The last of them is taken back, the others by name.
  await page.locator('.toast-act').last().click()
  await expect.poll(() => tags(mika.page, FIRST.name).getAttribute('title'), within).not.toContain('VIP')
  await pictures(page, 'tagged')
  for (const name of ['配送待ち', 'キャンペーンで来られたお客さま']) {
    await at(page, 'bulk-tags').click()
    await at(page, 'bulk-tags-box').locator('li', { hasText: name }).locator('button').click()
    await mika.page.locator(`[data-test=inbox-tags][title*="${name}"]`).first().waitFor({ state: 'detached' })
  }
  await at(page, 'bulk-clear').click()
  await at(page, 'bulk-bar').waitFor({ state: 'detached' })
  await toView(mika.page, 'mine')
  await park(mika.page)
}, 180_000)

test('by keyboard: select, reach with Shift, resolve; the view follows, and nothing moves while the pointer is in the list', async () => {
  const { page } = aoi
  await page.goto(`${world.console}/chat?view=unassigned`)
  await link(page, FIRST.name).waitFor()
  const before = await rows(page).count()
  await rows(page).first().focus()
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  expect(await at(page, 'bulk-count').textContent()).toBe('2 selected')
  await rows(page).first().hover()
  await at(page, 'bulk-status').focus()
  await page.keyboard.press('Enter')
  await at(page, 'bulk-status-resolved').press('Enter')
  // They stay where they are, dimmed, until the chip is pressed.
  await expect.poll(() => page.locator('[data-test=inbox-row][data-left]').count(), within).toBe(2)
  expect(await rows(page).count()).toBe(before)
  await pictures(page, 'left')
  await at(page, 'inbox-updated').click()
  await expect.poll(() => rows(page).count(), within).toBe(before - 2)
  await park(page)
  await write(FIRST, 'もう一つ質問です')
  await link(page, FIRST.name).waitFor()
}, 180_000)

test('filters stand in the address: reload, back and a link restore them, and each goes by its chip', async () => {
  const { page } = aoi
  await page.goto(`${world.console}/chat`)
  await rows(page).first().waitFor()
  await toView(page, 'unassigned')
  await at(page, 'view-filter').click()
  await at(page, 'filter-status-open').check()
  await at(page, 'filter-friend-friend').check()
  await pictures(page, 'filter')
  await page.keyboard.press('Escape')
  await at(page, 'chip-status').waitFor()
  const address = page.url()
  expect(Object.fromEntries(new URL(address).searchParams)).toEqual({
    view: 'unassigned',
    status: 'open',
    friend: 'friend',
  })
  await page.reload()
  await at(page, 'chip-friend').waitFor()
  expect(page.url()).toBe(address)
  await link(page, FIRST.name).click()
  await at(page, 'composer-text').waitFor()
  expect(new URL(page.url()).searchParams.get('status')).toBe('open')
  await at(page, 'chip-friend').click()
  await at(page, 'chip-friend').waitFor({ state: 'detached' })
  await toView(page, 'snoozed')
  await at(page, 'inbox-empty').waitFor()
  expect(await at(page, 'inbox-empty').textContent()).toContain('Nothing is snoozed')
  await page.goBack()
  await at(page, 'chip-status').waitFor()
  const pasted = await aoi.context.newPage()
  await pasted.goto(address)
  await pasted.locator('[data-test=chip-friend]').waitFor()
  await pasted.close()
}, 180_000)

test('a view is saved and shared, the colleague has it at once; changed, renamed, deleted and brought back', async () => {
  const { page } = aoi
  await page.goto(`${world.console}/chat?view=unassigned&status=open`)
  await at(page, 'chip-status').waitFor()
  await at(page, 'view-menu').click()
  await at(page, 'menu-save-view').click()
  await at(page, 'view-do-save').click()
  expect(await at(page, 'view-form').textContent()).toContain('Give the view a name.')
  await at(page, 'view-name').fill('夜間の新着')
  await at(page, 'view-share').check()
  await pictures(page, 'save')
  await page.keyboard.press('Enter')
  await at(page, 'view-form').waitFor({ state: 'detached' })
  await expect.poll(() => at(page, 'view-menu').textContent(), within).toContain('夜間の新着')

  await at(mika.page, 'view-menu').click()
  const theirs = at(mika.page, 'menu-saved')
  await expect.poll(() => theirs.allTextContents(), within).toHaveLength(1)
  await theirs.first().click()
  await at(mika.page, 'chip-status').waitFor()
  await expect.poll(() => at(mika.page, 'view-menu').textContent(), within).toMatch(/夜間の新着\d/)

  await at(page, 'view-filter').click()
  await at(page, 'filter-status-pending').check()
  await page.keyboard.press('Escape')
  await at(page, 'view-save-changes').click()
  await at(page, 'view-save-changes').waitFor({ state: 'detached' })
  await at(page, 'view-menu').click()
  await pictures(page, 'menu')
  await at(page, 'menu-edit-views').click()
  await at(page, 'view-edit').click()
  await at(page, 'view-name').fill('夜間')
  await at(page, 'view-do-save').click()
  await expect.poll(() => at(page, 'view-line').textContent(), within).toContain('夜間')
  await expect.poll(() => at(mika.page, 'view-menu').textContent(), within).not.toContain('新着')
  await pictures(page, 'manage')
  await at(page, 'view-delete').click()
  await at(page, 'view-line').waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await page.locator('.toast-act').click()
  await at(page, 'view-menu').click()
  await expect.poll(() => at(page, 'menu-saved').count(), within).toBe(1)
  await page.keyboard.press('Escape')
}, 180_000)

test('what was read is unread again from an item on, and stays so until it is left', async () => {
  const { page } = aoi
  await page.goto(`${world.console}/chat`)
  await write(THIRD, '一つ目')
  await write(THIRD, '二つ目')
  await link(page, THIRD.name).click()
  await page.locator('[data-test=message]', { hasText: '二つ目' }).waitFor()
  const badge = row(page, THIRD.name).locator('.badge')
  await badge.waitFor({ state: 'detached' })
  const bubble = page.locator('[data-test=message]', { hasText: '一つ目' })
  await bubble.hover()
  await bubble.locator('[aria-haspopup=menu]').first().click()
  await at(page, 'menu-unread').click()
  await expect.poll(() => badge.textContent(), within).toBe('2')
  await expect.poll(() => page.evaluate('document.hasFocus()')).toBe(true)
  // On the screen for longer than it takes to be read by that.
  const seen = Date.now()
  await expect.poll(() => Date.now() - seen, { timeout: 5_000 }).toBeGreaterThan(1_500)
  expect(await badge.textContent()).toBe('2')
  await link(page, FIRST.name).click()
  await link(page, THIRD.name).click()
  await badge.waitFor({ state: 'detached' })
}, 180_000)

test('nothing of it broke the page', () => {
  expect([...aoi.problems, ...mika.problems]).toEqual([])
})

const LOOKS: (Look & { name: string })[] = [
  { ...DESK, name: 'en' },
  { width: 1440, height: 900, theme: 'dark', language: 'ja', name: 'ja-dark' },
  { width: 390, height: 844, theme: 'light', language: 'ja', name: 'phone' },
]

/** As it is now in the first look; the list alone, of the same address, in the others. */
async function pictures(page: Page, name: string) {
  const folder = process.env['SCREENSHOTS']
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `inbox-${name}-en.png`) })
  const address = page.url()
  const state = await page.context().storageState()
  for (const look of LOOKS.slice(1)) {
    const context = await browser.newContext({
      storageState: state,
      viewport: { width: look.width, height: look.height },
      colorScheme: look.theme,
      locale: 'ja-JP',
    })
    const other = await context.newPage()
    await other.goto(address)
    await at(other, 'inbox-row').or(at(other, 'inbox-empty')).first().waitFor()
    if (name === 'filter') await at(other, 'view-filter').click()
    if (name === 'menu') await at(other, 'view-menu').click()
    await other.screenshot({ path: join(folder, `inbox-${name}-${look.name}.png`), animations: 'disabled' })
    await context.close()
  }
}

// The work on a conversation in a browser, between two agents and a customer: whose it is, how it stands, notes among colleagues, and a
// customer who writes again. SCREENSHOTS names a folder for pictures of it.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoChannels, demoPeople } from '../../services/simulator/world/demo.ts'
import { startEmbeddedWorld, type World } from '../../services/test/world.ts'
import { DESK, openBrowser, signIn, visit, type Look, type Visitor } from './browser.ts'
import { openPhone, type Customer } from './customer.ts'
import { comes, hasRead } from './reading.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const [CHANNEL] = demoChannels
const PERSON = demoPeople[2]!
/** CO-4: visible to all at once. */
const SEEN_WITHIN_MS = 1_000

let world: World
let browser: Browser
let customer: Customer
let aoi: Visitor
let mika: Visitor
beforeAll(async () => {
  world = await startEmbeddedWorld()
  browser = await openBrowser()
  customer = await openPhone(browser, world.phone, CHANNEL!.id, PERSON.id)
  await customer.write('注文の件で相談があります')
  aoi = await open(0)
  mika = await open(1)
})
afterAll(async () => {
  await browser?.close()
  await world?.stop()
})

async function open(agent: 0 | 1, look: Look = DESK): Promise<Visitor> {
  const visitor = await visit(browser, `agent ${agent}`, look)
  const { page } = visitor
  await signIn(page, world.console, world.agents[agent])
  await page.locator('[data-test=inbox-row]', { hasText: PERSON.name }).first().click()
  await item(page, '注文の件').first().waitFor()
  await page.locator('[data-test=desk-bar]').waitFor()
  return visitor
}

const at = (page: Page, name: string) => page.locator(`[data-test=${name}]`)
const item = (page: Page, text: string) => page.locator('[data-test=message]', { hasText: text })
const bar = (page: Page, name: string) => page.locator(`[data-test=desk-bar] [data-test=${name}]`)
const status = (page: Page, is: string) =>
  page.locator(`[data-test=desk-bar] [data-test=desk-status][data-status=${is}]`)
const onPhone = (text: string) => customer.page.locator('[data-test=phone-bubble]', { hasText: text })

/** Whoever was led upwards does not follow what comes below, and that far down nothing is drawn. */
async function toLatest(page: Page) {
  const way = page.locator('.thread-news')
  if ((await way.count()) > 0) await way.click()
  await expect.poll(() => way.count()).toBe(0)
}

/** Since `begin`, until it stands on the screen. */
async function within(begin: number, seen: () => Promise<unknown>) {
  await seen()
  const ms = Date.now() - begin
  console.log(`seen by the other agent after ${ms} ms`)
  expect(ms).toBeLessThan(SEEN_WITHIN_MS)
}

test('what one takes the other sees at once, and who has it', async () => {
  await bar(aoi.page, 'desk-wait').waitFor()
  const begin = Date.now()
  await bar(aoi.page, 'desk-take').click()
  await within(begin, () =>
    mika.page.locator(`[data-test=desk-bar] [title="Assigned to ${world.agents[0].name}"]`).waitFor(),
  )
  await item(mika.page, `${world.agents[0].name} took the conversation`).waitFor()
  await aoi.page.locator('[data-test=desk-bar] [title^="Assigned to you"]').waitFor()
})

test('in another’s conversation a reply waits for a choice, “Reply once” lets one through, and the bar is back', async () => {
  const { page } = mika
  await at(page, 'desk-lock').waitFor()
  await hasRead(page)
  await at(page, 'composer-text').fill('在庫を確認しました')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => at(page, 'lock-take').evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true)
  expect(await at(page, 'composer-text').inputValue()).toBe('在庫を確認しました')
  await at(page, 'lock-once').click()
  await page.keyboard.press('Control+Enter')
  await comes(page, () => onPhone('在庫を確認しました').count())
  await item(aoi.page, '在庫を確認しました').waitFor()
  await at(page, 'lock-once').waitFor()
  expect(await at(page, 'composer-send').isDisabled()).toBe(true)
})

test('a note names a colleague, who sees it as theirs; the customer never sees it; edited and deleted it is so on both screens', async () => {
  const { page } = mika
  await at(page, 'lock-note').click()
  await at(page, 'note-text').waitFor()
  await page.keyboard.type('倉庫に確認しました。＠高橋')
  await at(page, 'note-person').waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.type('お願いします')
  expect(await at(page, 'note-text').inputValue()).toBe(`倉庫に確認しました。@${world.agents[0].name} お願いします`)
  await page.keyboard.press('Control+Enter')
  const note = (of: Page) => at(of, 'note').filter({ hasText: '倉庫に確認しました' })
  await note(aoi.page).locator('[data-test=note-mention][data-me=you]').waitFor()
  expect(await at(page, 'note-text').inputValue()).toBe('')

  await note(page).locator('[data-test=note-menu]').click()
  await at(page, 'note-menu-edit').click()
  await page.locator('[data-test=note-edit] [data-test=note-text]').fill('倉庫に確認しました。在庫は二台です。')
  await at(page, 'note-save').click()
  await note(aoi.page).filter({ hasText: '在庫は二台です' }).filter({ hasText: 'edited' }).waitFor()
  await note(page).locator('[data-test=note-menu]').click()
  await at(page, 'note-menu-delete').click()
  await at(page, 'note-sure').click()
  for (const { page: of } of [aoi, mika])
    await at(of, 'note-deleted').filter({ hasText: world.agents[1].name }).waitFor()
  expect(await note(aoi.page).count()).toBe(0)
  expect(await onPhone('倉庫').count()).toBe(0)
})

test('what is being written as a note outlives a reload, and a reply never mixes with it', async () => {
  const { page } = aoi
  await at(page, 'composer-tab-note').click()
  await at(page, 'note-text').fill('書きかけのメモ')
  await at(page, 'composer-tab-reply').click()
  expect(await at(page, 'composer-text').inputValue()).toBe('')
  await page.reload()
  await at(page, 'composer-tab-note').click()
  await expect.poll(() => at(page, 'note-text').inputValue()).toBe('書きかけのメモ')
  await at(page, 'note-text').fill('')
  await at(page, 'composer-tab-reply').click()
})

test('a note about a message leads to it', async () => {
  const { page } = aoi
  const about = item(page, '注文の件').first()
  await about.hover()
  await about.locator('[data-test=message-menu]').click()
  await at(page, 'menu-note').click()
  await at(page, 'note-about').waitFor()
  await page.keyboard.type('この件です')
  await at(page, 'note-add').click()
  await at(mika.page, 'note').filter({ hasText: 'この件です' }).locator('[data-test=note-go]').click()
  await mika.page.locator('[data-test=message][data-marked]', { hasText: '注文の件' }).waitFor()
  await toLatest(mika.page)
})

test('a note carries a file, which the colleague saves under its name', async () => {
  const { page } = aoi
  await at(page, 'composer-tab-note').click()
  const file = { name: '見積書.txt', mimeType: 'text/plain', buffer: Buffer.from('120,000円') }
  await at(page, 'note-picker').setInputFiles(file)
  await page.locator('[data-test=composer-file][data-state=done]').waitFor()
  expect(await at(page, 'note-add').isDisabled()).toBe(true)
  await at(page, 'note-text').fill('見積書です')
  await at(page, 'note-add').click()
  const link = at(mika.page, 'note').filter({ hasText: '見積書です' }).locator('[data-test=note-file] a')
  const [saved] = await Promise.all([mika.page.waitForEvent('download'), link.click()])
  expect(saved.suggestedFilename()).toBe('見積書.txt')
  expect(readFileSync(await saved.path(), 'utf8')).toBe('120,000円')
  expect(await onPhone('見積書').count()).toBe(0)
})

test('a snoozed conversation opens by itself when the customer writes', async () => {
  const { page } = aoi
  await at(page, 'composer-tab-reply').click()
  await bar(page, 'desk-status').click()
  await at(page, 'desk-status-snoozed').click()
  await at(page, 'snooze-halfHour').click()
  await status(mika.page, 'snoozed').waitFor()
  await customer.write('それと、配送日も教えてください')
  for (const { page: of } of [aoi, mika]) await status(of, 'open').waitFor()
  await bar(mika.page, 'desk-wait').waitFor()
})

test('resolved, a line stands across the thread; when the customer writes later than the set hours the next case begins', async () => {
  const { page } = aoi
  const channel = decodeURIComponent(/[^/]+$/.exec(new URL(page.url()).pathname)![0]).split(':')[0]!
  const rule = await page.evaluate(
    `fetch('/api/admin/channels/${channel}', { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ desk: { reopenHours: 0 } }) }).then(({ status }) => status)`,
  )
  expect(rule).toBe(200)
  await bar(page, 'desk-resolve').click()
  for (const { page: of } of [aoi, mika]) {
    await status(of, 'resolved').waitFor()
    await at(of, 'desk-divider')
      .filter({ hasText: `${world.agents[0].name} resolved the case` })
      .waitFor()
    await bar(of, 'desk-wait').waitFor({ state: 'detached', timeout: SEEN_WITHIN_MS })
  }
  await customer.write('もう一つ質問です')
  for (const { page: of } of [aoi, mika]) {
    await status(of, 'open').waitFor()
    await at(of, 'desk-divider').filter({ hasText: 'Case 2' }).waitFor()
  }
})

test('what agents did can be hidden, and the lines of the cases stay', async () => {
  const { page } = mika
  await bar(page, 'desk-more').click()
  await at(page, 'menu-events').click()
  await expect.poll(() => page.locator('[data-desk]').count()).toBe(0)
  expect(await at(page, 'desk-divider').count()).toBeGreaterThan(0)
  await bar(page, 'desk-more').click()
  await at(page, 'menu-events').click()
  await page.locator('[data-desk]').first().waitFor()
})

test('escalated with a word and returned with the answer', async () => {
  const { page } = mika
  await bar(page, 'desk-more').click()
  await at(page, 'menu-escalate').click()
  await at(page, 'word-text').fill('返金の額を決めてください')
  await at(page, 'word-do').click()
  await bar(aoi.page, 'desk-escalated').waitFor()
  await toLatest(aoi.page)
  await toLatest(page)
  await item(aoi.page, '返金の額を決めてください').waitFor()
  await bar(aoi.page, 'desk-more').click()
  await at(aoi.page, 'menu-return').click()
  await at(aoi.page, 'word-text').fill('全額でお願いします')
  await at(aoi.page, 'word-do').click()
  await item(page, '全額でお願いします').waitFor()
  await expect.poll(() => bar(page, 'desk-escalated').count()).toBe(0)
})

test.each([DESK, { ...DESK, width: 390, theme: 'dark' as const }])(
  'the bar, its menus, the list of agents and the note field can be used by everybody, at $width px, $theme',
  async (look) => {
    const { page, context, problems } = await open(1, look)
    const clean = async () => {
      await page.evaluate(AXE)
      const told = await page.evaluate(
        `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((r) => r.violations.map((v) => v.id + ' @ ' + v.nodes.slice(0, 3).map((n) => n.target).join(' | ')))`,
      )
      expect(told).toEqual([])
    }
    const folded = bar(page, 'desk-folded')
    await at(page, 'desk-lock').waitFor()
    await clean()
    if (await folded.isVisible()) {
      await folded.click()
      await clean()
      await at(page, 'menu-assign').click()
    } else await bar(page, 'desk-assignee').click()
    await at(page, 'desk-picker-field').fill('高橋')
    await at(page, 'desk-option').waitFor()
    await clean()
    await page.keyboard.press('Escape')
    await at(page, 'composer-tab-note').click()
    await at(page, 'note-text').waitFor()
    await page.keyboard.type('@')
    await at(page, 'note-person').first().waitFor()
    await clean()
    const sideways = 'document.documentElement.scrollWidth > document.documentElement.clientWidth'
    expect(await page.evaluate<boolean>(sideways)).toBe(false)
    expect(problems).toEqual([])
    await context.close()
  },
)

test('none of it has broken a page', () => {
  expect([...aoi.problems, ...mika.problems]).toEqual([])
})

const { SCREENSHOTS } = process.env
if (SCREENSHOTS === undefined) console.log('no pictures of the desk were taken: SCREENSHOTS names no folder')
test.runIf(SCREENSHOTS !== undefined)('pictures', { timeout: 300_000 }, async () => {
  mkdirSync(SCREENSHOTS!, { recursive: true })
  const looks: Look[] = [1440, 1000, 390].flatMap((width) => [
    { width, height: 900, theme: 'light' as const, language: 'en' as const },
    { width, height: 900, theme: 'dark' as const, language: 'ja' as const },
  ])
  for (const look of looks) {
    const { page, context } = await open(1, look)
    const name = (part: string) => join(SCREENSHOTS!, `desk-${part}-${look.width}-${look.theme}-${look.language}.png`)
    await at(page, 'desk-lock').waitFor()
    await page.screenshot({ path: name('lock') })
    const folded = bar(page, 'desk-folded')
    if (await folded.isVisible()) await folded.click()
    else await bar(page, 'desk-status').click()
    await page.screenshot({ path: name('status') })
    await page.keyboard.press('Escape')
    await at(page, 'composer-tab-note').click()
    await at(page, 'note-text').waitFor()
    await page.keyboard.type('倉庫に確認しました。@')
    await at(page, 'note-person').first().waitFor()
    await page.screenshot({ path: name('note') })
    await context.close()
  }
})

// Search in a browser: what a customer says is found a moment later, by keys alone; the hit leads to it; taken back it is found no more.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoChannels, demoPeople } from '../../services/simulator/world/demo.ts'
import { startEmbeddedWorld, type World } from '../../services/test/world.ts'
import { openBrowser, signIn, visit } from './browser.ts'
import { openPhone, type Customer } from './customer.ts'

const PERSON = demoPeople[1]!

let world: World
let browser: Browser
let customer: Customer
let page: Page
let problems: string[]
beforeAll(async () => {
  world = await startEmbeddedWorld()
  browser = await openBrowser()
  customer = await openPhone(browser, world.phone, demoChannels[0]!.id, PERSON.id)
  ;({ page, problems } = await visit(browser, 'agent'))
  await signIn(page, world.console, world.agents[0])
})
afterAll(async () => {
  await browser?.close()
  await world?.stop()
})

const at = (name: string) => page.locator(`[data-test=${name}]`)
const hits = () => at('search-text')
const query = () => Object.fromEntries(new URL(page.url()).searchParams)

/** The index is a moment behind: asked again until it is there. */
async function found(words: string, n: number) {
  await expect
    .poll(async () => {
      await at('search-field').fill('')
      await at('search-field').fill(words)
      await at('search-found').and(page.locator('[aria-busy=false]')).waitFor()
      await at('search-none').or(hits()).first().waitFor()
      return hits().count()
    })
    .toBe(n)
}

test('by keys alone: / opens it, half-width kana finds full-width, Enter leads to the message, which is marked', async () => {
  await customer.write('ｶｰﾃﾝの見本帳を借りられますか')
  await page.keyboard.press('/')
  await at('search-field').waitFor()
  expect(await page.evaluate(`document.activeElement.dataset.test`)).toBe('search-field')
  await found('カーテンの見本', 1)
  expect(await hits().locator('mark').textContent()).toBe('ｶｰﾃﾝの見本')
  await page.keyboard.press('Enter')
  await at('message').and(page.locator('[data-marked]')).filter({ hasText: '見本帳' }).waitFor()
  expect(query()).toMatchObject({ q: 'カーテンの見本' })
  expect(query()['m']).toBeTruthy()
})

test('the address holds it: a reload shows the same, back leaves the hit and keeps the search', async () => {
  await page.reload()
  await hits().first().waitFor()
  expect(await hits().getAttribute('aria-current')).toBe('true')
  await page.goBack()
  await expect.poll(() => query()['m']).toBeUndefined()
  expect(query()['q']).toBe('カーテンの見本')
})

test('one character finds a name, a filter leaves names out, and nothing is said to be nothing', async () => {
  await at('search-field').fill(PERSON.name.slice(0, 1))
  await at('search-name').filter({ hasText: PERSON.name }).waitFor()
  await at('search-sender').selectOption('contact')
  await at('search-idle').waitFor()
  await at('search-sender').selectOption('')
  await at('search-field').fill('どこにもない言葉')
  await at('search-none').waitFor()
})

test('what the customer takes back is found no more', async () => {
  // The deeds of what was written last.
  await customer.page.locator('[data-test=phone-deeds]').last().click()
  await customer.page.locator('[data-test=phone-do-unsend]').click()
  await found('カーテンの見本', 0)
})

test('Esc closes it and the list is as it was', async () => {
  await at('search-field').press('Escape')
  await at('search').waitFor({ state: 'detached' })
  expect(query()['q']).toBeUndefined()
  expect(await at('inbox-row').count()).toBeGreaterThan(3)
  expect(problems).toEqual([])
})

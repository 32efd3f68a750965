// Palette and key sheet by keyboard alone (SH-17, SH-18, SH-35, CM-4): found, done, remapped, switched off, on a phone too. SCREENSHOTS names
// a folder for pictures of it.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoChannels, demoPeople } from '../../services/simulator/world/demo.ts'
import { startEmbeddedWorld, type World } from '../../services/test/world.ts'
import { DESK, openBrowser, signIn, visit, type Visitor } from './browser.ts'
import { openPhone } from './customer.ts'
import {
  axeFinds,
  bubble,
  chosen,
  focused,
  focusedRow,
  openIme,
  palette,
  pathOf,
  picture,
  rows,
  sheet,
} from './keysStage.ts'

const PERSON = demoPeople[1]!

let world: World
let browser: Browser
let visitor: Visitor
let page: Page
beforeAll(async () => {
  world = await startEmbeddedWorld()
  browser = await openBrowser()
  const customer = await openPhone(browser, world.phone, demoChannels[0]!.id, PERSON.id)
  await customer.write('納期はいつですか')
  visitor = await visit(browser, 'keys', DESK)
  page = visitor.page
  await signIn(page, world.console, world.agents[0])
  await rows(page).filter({ hasText: PERSON.name }).first().focus()
  await page.keyboard.press('Enter')
  await bubble(page, '納期はいつですか').waitFor()
})
afterAll(async () => {
  await browser?.close()
  await world?.stop()
})

test('the palette: opens within 50 ms over a field, a composition chooses nothing, names are found by Latin letters, focus returns', async () => {
  await page.keyboard.press('r')
  await expect.poll(() => focused(page)).toBe('composer-text')
  await page.keyboard.press('Control+k')
  await palette(page).waitFor()
  await page.keyboard.press('Control+k')
  await palette(page).waitFor({ state: 'detached' })
  await expect.poll(() => focused(page)).toBe('composer-text')

  // From the key to the open dialog, by the page's own clock; of five the best, because the machine has others to serve.
  const took: number[] = []
  for (let i = 0; i < 5; i++) {
    // Watched before the key is pressed, asked after it.
    await page.evaluate(`window.opened = new Promise((done) => {
      let from = 0
      addEventListener('keydown', (event) => event.key === 'k' && (from = event.timeStamp), { capture: true })
      new MutationObserver((_, seen) => {
        if (document.querySelector('[data-test=palette][open]') === null) return
        seen.disconnect()
        done(performance.now() - from)
      }).observe(document.body, { childList: true, subtree: true, attributes: true })
    }); undefined`)
    await page.keyboard.press('Control+k')
    took.push(await page.evaluate<number>('window.opened'))
    await palette(page).waitFor()
    if (i === 4) break
    // Closed before the next is timed: what still stands there would be taken for it.
    await page.keyboard.press('Escape')
    await palette(page).waitFor({ state: 'detached' })
  }
  console.log(`palette open after ${took.map((ms) => ms.toFixed(0)).join(', ')} ms`)
  expect(Math.min(...took)).toBeLessThan(50)
  await picture(page, 'palette-1440')
  expect(await axeFinds(page, '[data-test=palette]')).toEqual([])

  const ime = await openIme(page)
  await ime.compose('てんぷれーと')
  expect(await palette(page).locator('[data-test=palette-field]').inputValue()).toBe('てんぷれーと')
  await ime.take('zzzz')
  await palette(page).locator('[data-test=palette-none]').waitFor()
  await picture(page, 'palette-none-1440')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('theme')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('temp')
  await expect.poll(() => chosen(page)).toBe('Templates')
  expect(await palette(page).locator('mark').first().innerText()).toBe('Temp')
  await page.keyboard.press('Escape')
  await palette(page).waitFor({ state: 'detached' })
  await expect.poll(() => focused(page)).toBe('composer-text')
  await page.keyboard.press('Escape')
})

test('by the palette to another page, and back by g then c; what was used stands first', async () => {
  await page.keyboard.press('Control+k')
  await palette(page).waitFor()
  await page.keyboard.type('templ')
  await expect.poll(() => chosen(page)).toBe('Templates')
  await page.keyboard.press('Enter')
  await expect.poll(() => pathOf(page)).toMatch(/^\/templates/)
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await expect.poll(() => pathOf(page)).toMatch(/^\/chat/)
  await rows(page).first().waitFor()
  await page.keyboard.press('Control+k')
  await palette(page).waitFor()
  await expect.poll(() => chosen(page)).toBe('Templates')
  await page.keyboard.press('Control+a')
  await page.keyboard.type(PERSON.name)
  await expect.poll(() => chosen(page)).toContain(PERSON.name)
  await page.keyboard.press('Enter')
  await bubble(page, '納期はいつですか').waitFor()
})

test('the sheet: found, remapped by pressing, refused where somebody has it, kept after a reload; the dialog keeps the focus', async () => {
  await page.keyboard.press('?')
  await sheet(page).waitFor()
  await expect.poll(() => focused(page)).toBe('key-find')
  await picture(page, 'keys-1440')
  expect(await axeFinds(page, '[data-test=key-sheet]')).toEqual([])
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab')
    // Inside it, or in the browser's own bars; never on the page below.
    expect(
      await page.evaluate(
        `document.activeElement === document.body || document.activeElement.closest('dialog') !== null`,
      ),
    ).toBe(true)
  }
  await page.locator('[data-test=key-find]').focus()
  await page.keyboard.type('next conv')
  await expect.poll(() => sheet(page).locator('[data-test=key-row]').count()).toBe(1)
  const change = sheet(page).locator('[data-test=key-change]')
  await change.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('e')
  await page.keyboard.press('Enter')
  await sheet(page).getByText('E belongs to “Resolve”.').waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+t')
  await sheet(page).getByText('The browser needs Ctrl+T for itself.').waitFor()
  await picture(page, 'keys-refused-1440')
  await page.keyboard.press('Enter')
  await page.keyboard.press('v')
  await page.keyboard.press('Enter')
  await sheet(page).getByText('“Next conversation” now has V.').waitFor()
  await page.locator('[data-test=key-find]').focus()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await sheet(page).waitFor({ state: 'detached' })

  // Kept on the server, not in the page.
  await expect
    .poll(() =>
      page.evaluate(
        `fetch('/api/personal').then((all) => all.json()).then(({ preferences }) => preferences.keys.map['list.next'])`,
      ),
    )
    .toBe('V')
  await page.reload()
  await rows(page).first().waitFor()
  await bubble(page, '納期はいつですか').waitFor()
  await expect
    .poll(async () => {
      await page.keyboard.press('v')
      return focusedRow(page)
    })
    .not.toBeNull()
  const before = await focusedRow(page)
  await page.keyboard.press('j')
  expect(await focusedRow(page)).toBe(before)
})

test('single keys are switched off: only Mod is left, and the sheet is still there by the palette', async () => {
  await page.keyboard.press('?')
  await sheet(page).waitFor()
  await page.locator('[data-test=key-single]').focus()
  await page.keyboard.press('Space')
  await sheet(page).locator('.key-off').first().waitFor()
  await picture(page, 'keys-off-1440')
  await page.keyboard.press('Escape')
  await sheet(page).waitFor({ state: 'detached' })
  await page.keyboard.press('?')
  await page.keyboard.press('Control+k')
  await palette(page).waitFor()
  expect(await sheet(page).count()).toBe(0)
  await page.keyboard.type('shortcuts')
  await expect.poll(() => chosen(page)).toBe('Keyboard shortcuts')
  await page.keyboard.press('Enter')
  await sheet(page).waitFor()
  await page.locator('[data-test=key-single]').focus()
  await page.keyboard.press('Space')
  await page.locator('[data-test=key-reset-all]').focus()
  await page.keyboard.press('Enter')
  await sheet(page).getByText('All keys are as they were.').waitFor()
  await page.keyboard.press('Escape')
  expect(visitor.problems).toEqual([])
})

test('on a phone, dark and in Japanese, palette and sheet fit and are clean', async () => {
  const small = await visit(browser, 'keys small', { width: 390, height: 844, theme: 'dark', language: 'ja' })
  const before = page
  page = small.page
  try {
    await page.context().addCookies(await before.context().cookies())
    await page.goto(`${world.console}/chat`)
    await rows(page).first().waitFor()
    await page.keyboard.press('Control+k')
    await palette(page).waitFor()
    await picture(page, 'palette-390-dark-ja')
    expect(await axeFinds(page, '[data-test=palette]')).toEqual([])
    await page.keyboard.press('Escape')
    await palette(page).waitFor({ state: 'detached' })
    await page.keyboard.press('?')
    await sheet(page).waitFor()
    await picture(page, 'keys-390-dark-ja')
    expect(await axeFinds(page, '[data-test=key-sheet]')).toEqual([])
    expect(await page.evaluate(`document.querySelector('[data-test=key-sheet]').scrollWidth <= innerWidth`)).toBe(true)
    expect(small.problems).toEqual([])
  } finally {
    page = before
    await small.context.close()
  }
})

// A shift by keyboard alone (SH-18, SH-35, SH-36, CM-3, CM-4): from the sign-in to an answer, with an input method at work. No scene touches
// the mouse. SCREENSHOTS names a folder for pictures of it.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoChannels, demoPeople } from '../../services/simulator/world/demo.ts'
import { startEmbeddedWorld, type World } from '../../services/test/world.ts'
import { DESK, openBrowser, visit, type Visitor } from './browser.ts'
import { openPhone, type Customer } from './customer.ts'
import { bubble, field, focused, focusedRow, openIme, pathOf, rows, talkOfDays } from './keysStage.ts'
import { comes, hasRead } from './reading.ts'

const PERSON = demoPeople[1]!

let world: World
let browser: Browser
let customer: Customer
let visitor: Visitor
let page: Page
beforeAll(async () => {
  world = await startEmbeddedWorld()
  browser = await openBrowser()
  customer = await openPhone(browser, world.phone, demoChannels[0]!.id, PERSON.id)
  await customer.write('納期はいつですか')
  visitor = await visit(browser, 'keys', DESK)
  page = visitor.page
})
afterAll(async () => {
  await browser?.close()
  await world?.stop()
})

test('sign in, go along the list with j and k, open with Enter, and the timeline reads out what comes, once', async () => {
  await page.goto(`${world.console}/sign-in`)
  await page.locator('[data-test=sign-in-email]').focus()
  await page.keyboard.type(world.agents[0].email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(world.agents[0].password)
  await page.keyboard.press('Enter')
  await rows(page).first().waitFor()

  await page.keyboard.press('j')
  await expect.poll(() => focusedRow(page)).not.toBeNull()
  const first = await focusedRow(page)
  await page.keyboard.press('j')
  await expect.poll(() => focusedRow(page)).not.toBe(first)
  await page.keyboard.press('k')
  await expect.poll(() => focusedRow(page)).toBe(first)
  // Along to the person, as an agent would.
  const wanted = await page
    .locator('[data-test=inbox-row]', { hasText: PERSON.name })
    .first()
    .getAttribute('data-conversation')
  await expect
    .poll(async () => {
      if ((await focusedRow(page)) !== wanted) await page.keyboard.press('j')
      return focusedRow(page)
    })
    .toBe(wanted)
  await page.keyboard.press('Enter')
  await bubble(page, '納期はいつですか').waitFor()
  expect(pathOf(page)).toContain(wanted!)

  const read = () => page.locator('[data-test=thread-announcer] p').allInnerTexts()
  expect(await read()).toEqual([])
  await customer.write('急いでいます')
  await customer.write('急いでいます')
  await expect.poll(async () => (await read()).filter((line) => line.includes('急いでいます')).length).toBe(2)
  expect((await read())[0]).toContain(PERSON.name)
})

test('r goes to the field; a composition sends nothing, Mod+Enter sends, and Esc leaves with the draft kept', async () => {
  await hasRead(page)
  await page.keyboard.press('r')
  await expect.poll(() => focused(page)).toBe('composer-text')
  const ime = await openIme(page)
  await ime.compose('あしたです')
  await ime.take('明日です')
  expect(await field(page).inputValue()).toBe('明日です')
  expect(await bubble(page, '明日です').count()).toBe(0)
  await page.keyboard.press('Control+Enter')
  await comes(page, async () => (await bubble(page, '明日です').count()) > 0)
  await customer.sees('明日です')
  const read = await page.locator('[data-test=thread-announcer] p').allInnerTexts()
  expect(read.filter((line) => line.includes('明日です'))).toEqual([])

  // Letters are letters in a field.
  await page.keyboard.type('jk?')
  expect(await field(page).inputValue()).toBe('jk?')
  await page.keyboard.press('Escape')
  await expect.poll(() => focused(page)).not.toBe('composer-text')
  expect(await field(page).inputValue()).toBe('jk?')
  await page.keyboard.press('r')
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Escape')
})

test('a note by n; the desk by a, s and z: each opens what it names and Esc gives it back', async () => {
  await page.keyboard.press('n')
  await expect.poll(() => page.locator('.composer[data-mode=note]').count()).toBe(1)
  await expect.poll(() => page.evaluate(`document.activeElement?.tagName`)).toBe('TEXTAREA')
  await page.keyboard.press('Escape')
  await expect.poll(() => page.evaluate(`document.activeElement?.tagName`)).not.toBe('TEXTAREA')
  await page.keyboard.press('a')
  await page.locator('[data-test=desk-picker]').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('[data-test=desk-picker]').waitFor({ state: 'detached' })
  await page.keyboard.press('s')
  await page.locator('[role=menu]').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('[role=menu]').waitFor({ state: 'detached' })
  await page.keyboard.press('z')
  await page.locator('dialog[open]').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
  await page.keyboard.press('m')
  await page.locator('dialog[open]').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
})

test('resolved by Shift+E with the next one open, and taken back in the toast', async () => {
  const mark = page.locator('[data-test=desk-bar] [data-test=desk-status]')
  const status = () => mark.innerText()
  await mark.waitFor()
  const [was, before] = [pathOf(page), await status()]
  await page.keyboard.press('Shift+E')
  await expect.poll(() => pathOf(page)).not.toBe(was)
  await page.locator('.toast', { hasText: PERSON.name }).locator('button').first().focus()
  await page.goBack()
  await expect.poll(() => pathOf(page)).toBe(was)
  await expect.poll(status).toBe('Resolved')
  await page.keyboard.press('Enter')
  await expect.poll(status).toBe(before)
})

test('[ and ] go day by day, and the last ] to the end', async () => {
  const person = await talkOfDays(world.simulator, demoChannels[0]!.id, 3)
  const channel = /\/chat\/([^/]+)/.exec(pathOf(page))![1]!
  await page.goto(`${world.console}/chat/${channel}/${person}`)
  await bubble(page, '0日前の15').last().waitFor()
  await page.locator('.thread-scroll[data-settled]').waitFor()
  /** Of the day marks those that stand at the top. */
  const atTop = () =>
    page.evaluate(`(() => {
      const top = document.querySelector('.thread-scroll').getBoundingClientRect().top
      const at = [...document.querySelectorAll('.thread-scroll .day')].filter((day) => Math.abs(day.getBoundingClientRect().top - top) < 24)
      return at.map((day) => day.querySelector('time').dateTime)
    })()`) as Promise<string[]>
  const days = [0, 1, 2].map((ago) =>
    new Date(Date.now() - ago * 24 * 60 * 60_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' }),
  )
  await page.keyboard.press('[')
  await expect.poll(atTop).toEqual([days[0]])
  await page.keyboard.press('[')
  await expect.poll(atTop).toEqual([days[1]])
  await page.keyboard.press('[')
  await expect.poll(atTop).toEqual([days[2]])
  await page.keyboard.press(']')
  await expect.poll(atTop).toEqual([days[1]])
  await page.keyboard.press(']')
  await page.keyboard.press(']')
  await expect
    .poll(() =>
      page.evaluate(`(() => {
        const { scrollTop, clientHeight, scrollHeight } = document.querySelector('.thread-scroll')
        return scrollHeight - clientHeight - scrollTop
      })()`),
    )
    .toBeLessThan(24)
  expect(visitor.problems).toEqual([])
})

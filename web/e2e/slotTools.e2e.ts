// What helps in the form: LINE asked before a send, areas drawn on a picture by hand and keys, files brought to their fields, Flex blocks
// and files, pasted map links. SCREENSHOTS names a folder for pictures of it.
import { Buffer } from 'node:buffer'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { DESK } from './browser.ts'
import { comes } from './reading.ts'
import { at, fill, openSlotStage, shot, slotAt } from './slotStage.ts'

let stage: Awaited<ReturnType<typeof openSlotStage>>
beforeAll(async () => {
  stage = await openSlotStage(2)
})
afterEach(async () => {
  await stage?.noFaults()
  await stage?.leave()
})
afterAll(() => stage?.stop())

const VALIDATE = '/v2/bot/message/validate/push'
const send = (page: Page) => page.locator('[data-test=slot-send]')
const line = (page: Page, state: string) => page.locator(`[data-test=slot-line][data-line=${state}]`)
/** A draft is kept on the server: each scene leaves the form empty. */
async function empty(page: Page) {
  for (let n = await page.locator('[data-test=slot]').count(); n > 0; n -= 1)
    await slotAt(page, 0).locator('[data-test=slot-remove]').click()
}

test('LINE’s complaint stands on its slot in LINE’s words; once that is changed LINE is asked anew, and it goes', async () => {
  const before = (await stage.ledger()).length
  await stage.fault({ match: { path: VALIDATE }, kind: 'status', status: 400, count: 1 })
  const { page, problems } = await stage.openForm()
  await fill(page, 0, { kind: 'text', fields: { text: 'hello', 'sender.name': 'Aoi' } })
  await send(page).click()
  await line(page, 'refused').waitFor()
  expect(await slotAt(page, 0).locator('[data-test=slot-kind]').getAttribute('aria-invalid')).toBe('true')
  expect(await slotAt(page, 0).locator('.field-problem').first().innerText()).toBe('LINE: Fault 400 (sim)')
  await shot(page, 'refused')
  await at(slotAt(page, 0), 'text').fill('hello again')
  expect(await slotAt(page, 0).locator('[aria-invalid=true]').count()).toBe(0)
  await page.locator('[data-test=slot-check]').click()
  await line(page, 'taken').waitFor()
  expect(await stage.ledger()).toHaveLength(before)
  await send(page).dblclick()
  await page.locator('[data-test=slot-form]').waitFor({ state: 'detached' })
  await comes(page, async () => (await stage.ledger()).length > before, 30_000)
  expect(await stage.ledger()).toHaveLength(before + 1)
  expect(problems).toEqual([])
})

test('when LINE cannot be asked the form says so, and the second press sends, once', async () => {
  const before = (await stage.ledger()).length
  await stage.fault({ match: { path: VALIDATE }, kind: 'status', status: 503 })
  const { page } = await stage.openForm()
  await fill(page, 0, { kind: 'text', fields: { text: 'unasked', 'sender.name': 'Aoi' } })
  await send(page).dblclick()
  await line(page, 'away').waitFor()
  expect(await page.locator('[data-test=slot-form]').isVisible()).toBe(true)
  await shot(page, 'away')
  await send(page).dblclick()
  await page.locator('[data-test=slot-form]').waitFor({ state: 'detached' })
  await comes(page, async () => (await stage.ledger()).length > before, 30_000)
  expect(await stage.ledger()).toHaveLength(before + 1)
})

const numbers = async (page: Page, i: number) => {
  const fields = ['x', 'y', 'width', 'height'].map((name) => at(slotAt(page, 0), `actions[${i}].area.${name}`))
  return Promise.all(fields.map(async (field) => Number(await field.inputValue())))
}

test('areas are drawn, moved, pulled and removed by hand and by keys, and never leave the picture', async () => {
  const { page, problems } = await stage.openForm()
  await fill(page, 0, {
    kind: 'imagemap',
    fields: { baseUrl: 'https://pictures.example/map', 'baseSize.height': '700' },
  })
  const box = page.locator('[data-test=imagemap-stage]')
  await box.scrollIntoViewIfNeeded()
  const { x, y, width, height } = (await box.boundingBox())!
  const drag = async (from: [number, number], to: [number, number]) => {
    await page.mouse.move(x + from[0] * width, y + from[1] * height)
    await page.mouse.down()
    await page.mouse.move(x + to[0] * width, y + to[1] * height, { steps: 4 })
    await page.mouse.up()
  }
  await drag([0.1, 0.1], [0.4, 0.5])
  await page.locator('[data-area="0"]:focus').waitFor()
  const [left, top, across, down] = await numbers(page, 0)
  expect(left! / 1040).toBeCloseTo(0.1, 1)
  expect(down! / 700).toBeCloseTo(0.4, 1)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Alt+ArrowLeft')
  expect(await numbers(page, 0)).toEqual([left! + 9, top, across, down! + 10])
  await drag([0.3, 0.3], [2, 2])
  const [x1, y1, w1, h1] = await numbers(page, 0)
  expect([x1! + w1!, y1! + h1!]).toEqual([1040, 700])
  await drag([0.05, 0.05], [0.9, 0.9])
  expect(await page.locator('.stage-area[data-crossed]').count()).toBe(2)
  await shot(page, 'areas')
  await page.locator('[data-area="1"]').press('Delete')
  await page.locator('[data-area="0"]:focus').waitFor()
  expect(await page.locator('.stage-area').count()).toBe(1)
  await page.locator('[data-test=imagemap-cut]').selectOption('sixWide')
  expect(await page.locator('.stage-area').count()).toBe(6)
  expect(await page.locator('.stage-area[data-crossed]').count()).toBe(0)
  await page.locator('[data-test=imagemap-add]').press('Enter')
  await page.locator('[data-area="6"]:focus').waitFor()
  await empty(page)
  expect(problems).toEqual([])
})

test('at 390 px, dark, the areas fit and nothing scrolls sideways', async () => {
  const look = { width: 390, height: 844, theme: 'dark', language: 'ja' } as const
  const { page, problems } = await stage.openForm(look)
  await fill(page, 0, {
    kind: 'imagemap',
    fields: { baseUrl: 'https://pictures.example/map', 'baseSize.height': '700' },
  })
  await page.locator('[data-test=imagemap-cut]').selectOption('quarters')
  await page.locator('[data-area="2"]').click()
  await shot(page, 'areas', look)
  const wide = await page.evaluate(`document.querySelector('.slot-body').scrollWidth > innerWidth`)
  expect(wide).toBe(false)
  await empty(page)
  expect(problems).toEqual([])
})

// One dot, red.
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

test('a picture is brought to its fields, and what is no picture is refused with a reason', async () => {
  const { page, problems } = await stage.openForm()
  await fill(page, 0, { kind: 'image', fields: {} })
  const file = slotAt(page, 0).locator('[data-test=slot-file]')
  await file.setInputFiles({ name: 'words.png', mimeType: 'image/png', buffer: Buffer.from('no picture') })
  await page.locator('[data-test=slot-upload-failed]').waitFor()
  await file.setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: PNG })
  await expect.poll(() => at(slotAt(page, 0), 'previewImageUrl').inputValue()).toMatch(/\/m\/[0-9a-f]+\/preview$/)
  expect(await page.locator('[data-test=slot-upload-failed]').count()).toBe(0)
  await slotAt(page, 0).locator('[data-test=slot-kind]').selectOption('imagemap')
  await slotAt(page, 0)
    .locator('[data-test=slot-file]')
    .setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: PNG })
  await expect.poll(() => at(slotAt(page, 0), 'baseSize.height').inputValue()).toBe('1040')
  await page.locator('[data-test=imagemap-stage] img').waitFor()
  await shot(page, 'upload')
  await empty(page)
  expect(problems).toEqual([])
})

test('Flex blocks go where the cursor is, a file takes the place of what stood there, and one press brings it back', async () => {
  const { page, problems } = await stage.openForm()
  await fill(page, 0, { kind: 'flex', fields: { altText: 'a' } })
  const json = at(slotAt(page, 0), 'contents')
  await page.locator('[data-test=slot-insert]').selectOption('heading')
  await page.keyboard.type('Sale')
  await page.locator('[data-test=slot-insert]').selectOption('button')
  expect(await json.inputValue()).toMatch(/"text": "Sale"[^]*"type": "button"/)
  expect(await json.getAttribute('aria-invalid')).toBe(null)
  const before = await json.inputValue()
  const file = slotAt(page, 0).locator('[data-test=slot-file]')
  await file.setInputFiles({
    name: 'x.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{ "type": "bubble",, }'),
  })
  await expect.poll(() => json.inputValue()).toContain(',,')
  expect(await json.getAttribute('aria-invalid')).toBe('true')
  await shot(page, 'flex')
  await page.locator('[data-test=slot-undo]').click()
  expect(await json.inputValue()).toBe(before)
  await empty(page)
  expect(problems).toEqual([])
})

test('a pasted map link fills in the place, and names of buttons are seen over the form', async () => {
  const { page } = await stage.openForm(DESK)
  await fill(page, 0, { kind: 'location', fields: {} })
  await page
    .locator('[data-test=slot-map]')
    .fill('https://www.google.com/maps/place/Tokyo+Tower/@35.1,139.1,17z/data=!3d35.6586!4d139.7454')
  expect(await at(slotAt(page, 0), 'latitude').inputValue()).toBe('35.6586')
  expect(await at(slotAt(page, 0), 'longitude').inputValue()).toBe('139.7454')
  expect(await at(slotAt(page, 0), 'title').inputValue()).toBe('Tokyo Tower')
  await slotAt(page, 0).locator('[data-test=slot-remove]').hover()
  await page.locator('.tooltip:popover-open').waitFor()
  await shot(page, 'tooltip')
  await empty(page)
})

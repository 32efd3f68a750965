// Every kind of slot built in the form in a browser: the object it makes is one that LINE's description knows, it arrives at LINE as that
// very object, and the customer's phone holds the same.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { description, descriptionThere } from '../../contracts/line/shared.fixture.ts'
import { misfits } from './slotDescribed.ts'
import { EVERY } from './slotEveryKind.ts'
import { comes } from './reading.ts'
import { at, fill, openSlotStage, slotAt } from './slotStage.ts'

if (!descriptionThere)
  console.log('slotEvery.e2e.ts asks LINE’s description nothing: ../shared/line-openapi is not there')

let stage: Awaited<ReturnType<typeof openSlotStage>>
beforeAll(async () => {
  stage = await openSlotStage(1)
})
afterEach(() => stage?.leave())
afterAll(() => stage?.stop())

test.skipIf(!descriptionThere)(
  'LINE’s description knows every object, and the comparison notices what it does not know',
  () => {
    const schemas = description()
    for (const { kind, made } of EVERY) expect([kind, misfits(schemas, made)]).toEqual([kind, []])
    const wrong = [
      { type: 'text', text: 'x', colour: 1 },
      { type: 'text', text: 'x', sender: { name: 'x'.repeat(21) } },
      { type: 'nothing' },
      { type: 'template', altText: 'a', template: { type: 'buttons', actions: [] } },
      { type: 'imagemap', baseUrl: 'x', altText: 'a', baseSize: { width: '1', height: 1 }, actions: [] },
    ]
    expect(wrong.map((message) => misfits(schemas, message))).toEqual([
      ['message.colour is unknown'],
      ['message.sender.name is too long'],
      ['message.type is not known'],
      ['message.template.text is missing'],
      ['message.baseSize.width is no number'],
    ])
  },
)

const SENDS = [EVERY.slice(0, 5), EVERY.slice(5, 10), EVERY.slice(10)].map(
  (fills) => [fills.map(({ kind }) => kind).join(', '), fills] as const,
)
test.each(SENDS)('%s: what is built is what arrives and what the phone holds, once', async (_, fills) => {
  const before = (await stage.ledger()).length
  const { page, problems } = await stage.openForm()
  for (const [i, one] of fills.entries()) await fill(page, i, one)
  await page.locator('[data-test=slot-send]').dblclick()
  await page.locator('[data-test=slot-form]').waitFor({ state: 'detached' })
  await comes(page, async () => (await stage.ledger()).length >= before + fills.length)
  const arrived = (await stage.ledger()).slice(before)
  expect(arrived.map(({ position, delivered }) => [position, delivered])).toEqual(fills.map((__, i) => [i, true]))
  expect(await stage.onPhone(arrived.map(({ messageId }) => messageId))).toEqual(fills.map(({ made }) => made))
  expect(problems).toEqual([])
})

test('a value one beyond LINE’s limit is refused on its field while it is typed, and nothing is sent', async () => {
  const { page } = await stage.openForm()
  const before = (await stage.ledger()).length
  await fill(page, 0, { kind: 'imagemap', press: ['actions'], fields: {} })
  const limits: [path: string, most: number, begin: string][] = [
    ['altText', 1500, ''],
    ['baseUrl', 2000, 'https://e.com/'],
    ['actions[0].linkUri', 1000, 'https://e.com/'],
    ['actions[0].label', 100, ''],
    ['video.externalLink.label', 30, ''],
  ]
  for (const [path, most, begin] of limits) {
    const field = at(slotAt(page, 0), path)
    await field.fill(begin.padEnd(most, 'x'))
    expect([path, await field.getAttribute('aria-invalid')]).toEqual([path, null])
    await field.fill(begin.padEnd(most + 1, 'x'))
    expect([path, await field.getAttribute('aria-invalid')]).toEqual([path, 'true'])
  }
  await page.keyboard.press('Control+Enter')
  expect(await page.locator('[data-test=slot-form]').isVisible()).toBe(true)
  expect(await stage.ledger()).toHaveLength(before)
})

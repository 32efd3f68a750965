import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { LineClient } from '../../../line/client.ts'
import { lineThat, openDesk, type Desk } from '../desk.fixture.ts'
import { CHECK_BODY_MAX, CHECKS_A_MINUTE } from './check.ts'

type Reply = Awaited<ReturnType<LineClient['ask']>>
const TAKEN: Reply = { kind: 'answer', status: 200, body: {} }
const BODY = { messages: [{ type: 'text', text: 'hello' }] }

let desk: Desk
let answer: () => Promise<Reply>
let asked: string[] = []
beforeAll(async () => {
  desk = await openDesk({
    clients: lineThat((endpoint) => {
      asked.push(endpoint)
      return answer()
    }),
  })
})
beforeEach(() => {
  asked = []
  answer = async () => TAKEN
})
afterAll(() => desk.stop())

let number = 0
/** Somebody new: checks are counted by agent. */
const agent = () => desk.person(`agent${number++}`, { [desk.shop]: ['agent'] })
const check = (as: string | undefined, body: unknown = BODY, channel = desk.shop) =>
  desk.ask({ method: 'POST', url: `/api/channels/${channel}/check`, body, ...(as && { as }) })

test('whoever may write there may ask; LINE is asked for nobody else', async () => {
  expect(await check(undefined)).toMatchObject({ status: 401 })
  expect(await check(await desk.person('viewer', { [desk.shop]: ['viewer'] }))).toMatchObject({ status: 403 })
  expect(await check(await agent(), BODY, desk.office)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  expect(await check(await desk.person('all', { '*': ['agent'] }), BODY, 'none')).toMatchObject({ status: 404 })
  expect(asked).toEqual([])
  expect(await check(await agent())).toMatchObject({ status: 200, body: { asked: true, problems: [] } })
  expect(asked).toEqual(['validatePush'])
})

test('LINE’s complaints are passed on; trouble with LINE is no complaint', async () => {
  const as = await agent()
  const details = [{ message: 'May not be empty', property: 'messages[0].text' }]
  answer = async () => ({ kind: 'answer', status: 400, body: { message: 'The request body has 1 error(s)', details } })
  expect((await check(as)).body).toEqual({
    asked: true,
    problems: [{ field: 'messages[0].text', message: 'May not be empty' }],
  })
  answer = async () => ({ kind: 'none', code: 'ECONNREFUSED' })
  expect((await check(as)).body).toEqual({ asked: false, why: 'ECONNREFUSED' })
})

test('one to five objects with a type, and nothing beside them', async () => {
  const as = await agent()
  const bad = [
    {},
    [],
    { messages: [] },
    { messages: Array(6).fill(BODY.messages[0]) },
    { messages: [{}] },
    { ...BODY, to: 'U1' },
  ]
  for (const body of bad) expect(await check(as, body)).toMatchObject({ status: 400, body: { code: 'malformed' } })
  expect(asked).toEqual([])
})

test('five full imagemaps fit; more than that is refused before LINE is asked', async () => {
  const as = await agent()
  const area = { x: 1000, y: 1000, width: 1040, height: 1040 }
  const action = { type: 'uri', linkUri: `https://e.com/${'x'.repeat(986)}`, label: 'x'.repeat(100), area }
  const imagemap = {
    type: 'imagemap',
    baseUrl: 'https://e.com',
    altText: 'x'.repeat(1500),
    actions: Array(50).fill(action),
  }
  const five = { messages: Array(5).fill(imagemap) }
  expect(JSON.stringify(five).length).toBeGreaterThan(300_000)
  expect(await check(as, five)).toMatchObject({ status: 200 })
  const huge = { messages: [{ type: 'text', text: 'x'.repeat(CHECK_BODY_MAX) }] }
  expect(await check(as, huge)).toMatchObject({ status: 413, body: { code: 'too_large' } })
  expect(asked).toHaveLength(1)
})

test('a silent LINE holds nobody longer than the time allowed', { timeout: 20_000 }, async () => {
  let release: (reply: Reply) => void = () => undefined
  answer = () => new Promise((resolve) => (release = resolve))
  const started = performance.now()
  expect((await check(await agent())).body).toEqual({ asked: false, why: 'no answer within 3000 ms' })
  expect(performance.now() - started).toBeGreaterThanOrEqual(2_900)
  release(TAKEN)
})

test('a loop is stopped, by agent', async () => {
  const [as, other] = [await agent(), await agent()]
  for (let i = 0; i < CHECKS_A_MINUTE; i += 1) await check(as)
  expect(await check(as)).toMatchObject({ status: 429, body: { code: 'too_many', limit: CHECKS_A_MINUTE } })
  expect(await check(other)).toMatchObject({ status: 200 })
})

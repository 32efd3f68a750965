import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRealWorld, type World } from '../../services/test/world.ts'
import { openBrowser } from './browser.ts'
import {
  agentAnswers,
  bubble,
  colleagueSeesTyping,
  customerWrites,
  gather,
  nothingWentWrong,
  type Counter,
} from './counter.ts'

const { DATABASE_URL, KAFKA_BROKERS, REDIS_URL } = process.env
const possible = Boolean(DATABASE_URL && KAFKA_BROKERS && REDIS_URL)
if (!possible)
  console.log('real.e2e.ts is not run: DATABASE_URL, KAFKA_BROKERS and REDIS_URL name the engines it needs')

let world: World
let browser: Browser
let counter: Counter
beforeAll(async () => {
  if (!possible) return
  world = await startRealWorld()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await world?.stop()
})

test.skipIf(!possible)('real engines: two gateways, one customer: written, seen, typed, answered', async () => {
  counter = await gather(browser, world)
  const [one, other] = ['aoi', 'mika'].map((name) => world.balancer!.targetOf(`${name} (Madoguchi scene)`))
  expect(one).toBeDefined()
  expect(other).toBeDefined()
  expect(one).not.toBe(other)
  await customerWrites(counter, '白いのが欲しいです')
  await colleagueSeesTyping(counter)
  await agentAnswers(counter, 'はい、白は3台ございます。')
})

test.skipIf(!possible)('a gateway is killed: its agent goes on at the other with nothing missing', async () => {
  const lost = [...world.children.values()].find(
    (child) => child.url === world.balancer!.targetOf('aoi (Madoguchi scene)'),
  )!
  await lost.kill('SIGKILL')
  await counter.customer.write('まだいますか')
  await counter.customer.write('あと、配送はいつですか')
  await bubble(counter.aoi.page, '配送はいつですか').waitFor({ timeout: 20_000 })
  const texts = await counter.aoi.page.locator('[data-test=message]').allInnerTexts()
  for (const text of ['まだいますか', '配送はいつですか', '白いのが欲しい', '3台ございます'])
    expect(texts.filter((shown) => shown.includes(text))).toHaveLength(1)
  await agentAnswers(counter, '明日お届けできます。')
})

test.skipIf(!possible)('a projector is killed: within 3 s messages flow again', async () => {
  await world.children.get('projector-1')!.kill('SIGKILL')
  await counter.customer.write('ありがとうございます')
  await bubble(counter.mika.page, 'ありがとうございます').waitFor({ timeout: 3_000 })
  await counter.customer.write('では白でお願いします')
  await bubble(counter.mika.page, 'では白でお願いします').waitFor({ timeout: 3_000 })
  nothingWentWrong(counter)
})

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { startEmbeddedWorld, type World } from '../../services/test/world.ts'
import { openBrowser } from './browser.ts'
import { agentAnswers, colleagueSeesTyping, customerWrites, gather, nothingWentWrong } from './counter.ts'

let world: World
let browser: Browser
beforeAll(async () => {
  world = await startEmbeddedWorld()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await world?.stop()
})

test('embedded: a customer’s message stands on two screens within a second, and an answer goes back', async () => {
  const counter = await gather(browser, world)
  await customerWrites(counter, '白いのが欲しいです')
  await colleagueSeesTyping(counter)
  await agentAnswers(counter, 'はい、白は3台ございます。')
  nothingWentWrong(counter)
})

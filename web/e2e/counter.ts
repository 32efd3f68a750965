// The scene at the counter: two agents and a customer, the same on either set of engines.
import { expect } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { demoChannels, demoPeople } from '../../services/simulator/world/demo.ts'
import type { World } from '../../services/test/world.ts'
import { signIn, visit, type Visitor } from './browser.ts'
import { openPhone, type Customer } from './customer.ts'
import { hasRead } from './reading.ts'

export type Counter = { aoi: Visitor; mika: Visitor; customer: Customer; name: string }

/** What the console promises of a message, a typist, an answer: on every screen within this time, untouched. */
export const SOON = { timeout: 1_000 }

export async function gather(browser: Browser, world: World): Promise<Counter> {
  const channel = demoChannels[0]!
  const person = demoPeople[1]!
  const [aoi, mika] = [await visit(browser, 'aoi'), await visit(browser, 'mika')]
  const customer = await openPhone(browser, world.phone, channel.id, person.id)
  await customer.write('こんにちは、ソファの在庫はありますか')
  await signIn(aoi.page, world.console, world.agents[0])
  await signIn(mika.page, world.console, world.agents[1])
  for (const { page } of [aoi, mika]) {
    await page.locator('[data-test=inbox-row]', { hasText: person.name }).first().click()
    await bubble(page, 'ソファの在庫').waitFor()
  }
  return { aoi, mika, customer, name: person.name }
}

export const bubble = (page: Page, text: string) => page.locator('[data-test=message]', { hasText: text })

/** The customer writes; both agents have it within a second without touching anything. */
export async function customerWrites({ aoi, mika, customer }: Counter, text: string) {
  await customer.write(text)
  await Promise.all([aoi, mika].map(({ page }) => bubble(page, text).waitFor(SOON)))
}

export async function colleagueSeesTyping({ aoi, mika }: Counter) {
  await aoi.page.locator('[data-test=composer-text]').pressSequentially('はい')
  await mika.page.locator('[data-test=presence-strip]', { hasText: /Aoi|葵/ }).waitFor(SOON)
}

/** One answers what they have read; the phone and the other agent see it, and it is filled: LINE took it. */
export async function agentAnswers({ aoi, mika, customer }: Counter, text: string) {
  await hasRead(aoi.page)
  await aoi.page.locator('[data-test=composer-text]').fill(text)
  await aoi.page.locator('[data-test=composer-send]').click()
  await bubble(mika.page, text).waitFor(SOON)
  await customer.sees(text)
  for (const { page } of [aoi, mika])
    await page.locator('[data-test=message][data-state=sent]', { hasText: text }).waitFor()
}

export function nothingWentWrong({ aoi, mika, customer }: Counter) {
  expect([...aoi.problems, ...mika.problems, ...customer.problems]).toEqual([])
}

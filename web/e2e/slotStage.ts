// The message input form before one customer, with LINE's ledger beside it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { demoChannels, demoPeople } from '../../services/simulator/world/demo.ts'
import { startEmbeddedWorld } from '../../services/test/world.ts'
import { DESK, openBrowser, signIn, visit, type Look } from './browser.ts'
import type { Filled } from './slotEveryKind.ts'

export type Arrived = { messageId: string; requestId: string; position: number; delivered: boolean }
type Bubble = { messageId: string; message: unknown }

export const at = (slot: Locator, path: string) => slot.locator(`[data-at="${path}"]`)
export const slotAt = (page: Page, i: number) => page.locator('[data-test=slot]').nth(i)

/** `person`: which of the demo's. */
export async function openSlotStage(person: number) {
  const world = await startEmbeddedWorld()
  const browser: Browser = await openBrowser()
  const { id, name } = demoPeople[person]!
  const channel = demoChannels[0]!.id

  async function ask(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Record<string, unknown>> {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${world.simulator}${path}`, {
      method,
      ...(body && { headers, body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
    return (await answer.json()) as Record<string, unknown>
  }

  return {
    world,
    /** With the form open and empty. */
    async openForm(look: Look = DESK) {
      const visitor = await visit(browser, 'aoi', look)
      const { page } = visitor
      await signIn(page, world.console, world.agents[0])
      await page.locator('[data-test=inbox-row]', { hasText: name }).first().click()
      await page.locator('[data-test=composer-form]').click()
      await page.locator('[data-test=slot-form]').waitFor()
      // The draft of the scene before is kept on the server.
      for (let n = await page.locator('[data-test=slot]').count(); n > 0; n -= 1)
        await slotAt(page, 0).locator('[data-test=slot-remove]').click()
      return visitor
    },
    /** What LINE took, in order. */
    ledger: async () => (await ask('GET', '/_sim/messages')).messages as Arrived[],
    /** What the customer's phone holds under these ids. */
    async onPhone(ids: string[]): Promise<unknown[]> {
      const { bubbles } = await ask('GET', `/_sim/chat?channel=${channel}&source=${id}`)
      return ids.map((messageId) => (bubbles as Bubble[]).find((one) => one.messageId === messageId)?.message)
    },
    fault: (fault: object) => ask('POST', '/_sim/faults', fault),
    noFaults: () => ask('DELETE', '/_sim/faults'),
    async leave() {
      for (const context of browser.contexts()) await context.close()
    },
    async stop() {
      await browser.close()
      await world.stop()
    },
  }
}

/** A slot of that kind at place `i`, the last, with all of its fields unfolded. */
export async function fill(page: Page, i: number, { kind, press = [], choose = {}, fields }: Omit<Filled, 'made'>) {
  if (i > 0) await page.locator('[data-test=slot-add]').click()
  const slot = slotAt(page, i)
  await slot.locator('[data-test=slot-kind]').selectOption(kind)
  await slot.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')))
  for (const path of press) await at(slot, path).click()
  for (const [path, value] of Object.entries(choose)) await at(slot, path).selectOption(value)
  for (const [path, value] of Object.entries(fields)) await at(slot, path).fill(value)
}

/** Where SCREENSHOTS names a folder. */
export async function shot(page: Page, name: string, { width, theme, language }: Look = DESK) {
  const folder = process.env.SCREENSHOTS
  if (folder === undefined || folder === '') return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `slot-${name}-${width}-${theme}-${language}.png`) })
}

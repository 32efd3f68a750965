// LINE as a scene of reachability bends it: people nobody knows yet, what happened at any time, calls that are held, a month that is used up.
import { randomBytes } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { demoChannels } from '../../services/simulator/world/demo.ts'
import type { World } from '../../services/test/world.ts'
import { signIn, visit, type Visitor } from './browser.ts'

const LINE_CHANNEL = demoChannels[0]!.id
const SENDING = ['push', 'reply'].map((call) => `/v2/bot/message/${call}`)

export type Stage = Awaited<ReturnType<typeof openReachStage>>

/** Two agents at the first channel. */
export async function openReachStage(browser: Browser, world: World) {
  const [aoi, mika] = [await visit(browser, 'aoi'), await visit(browser, 'mika')]
  await signIn(aoi.page, world.console, world.agents[0])
  await signIn(mika.page, world.console, world.agents[1])
  const channel = /\/chat\/([^/]+)/.exec(aoi.page.url())![1]!

  async function ask(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${world.simulator}/_sim${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Record<string, unknown>
  }

  return {
    world,
    channel,
    both: [aoi, mika] as [Visitor, Visitor],
    problems: () => [...aoi.problems, ...mika.problems],
    /** Somebody LINE knows and the console does not. */
    async person(name: string): Promise<string> {
      const id = `U${randomBytes(16).toString('hex')}`
      await ask('POST', '/users', { id, name, friendship: 'friend' })
      return id
    },
    act: (as: string, deed: string, more: object = {}) =>
      ask('POST', '/act', { channel: LINE_CHANNEL, as, do: deed, ...more }),
    /** An event of LINE's as the scene wants it; without a reply token unless it names one. */
    inject: (event: object) => ask('POST', '/inject', { channel: LINE_CHANNEL, event }),
    /** Who calls LINE to send is told to wait: nothing leaves, and nothing is in doubt. */
    async hold() {
      for (const path of SENDING)
        await ask('POST', '/faults', { match: { path }, kind: 'status', status: 429, text: 'rate' })
    },
    letGo: () => ask('DELETE', '/faults'),
    month: (used: number, limit: number) =>
      ask('PATCH', `/channels/${LINE_CHANNEL}`, { quota: { type: 'limited', value: limit }, used }),
    async open(lineId: string) {
      await Promise.all(
        [aoi, mika].map(async ({ page }) => {
          await page.goto(`${world.console}/chat/${channel}/${lineId}`)
          await page.locator('[data-test=message]').first().waitFor()
        }),
      )
    },
  }
}

export const wrote = (userId: string, at: number, text: string) => ({
  type: 'message',
  timestamp: at,
  source: { type: 'user', userId },
  message: { id: String(BigInt(`0x${randomBytes(7).toString('hex')}`)), type: 'text', text, quoteToken: 'q' },
})

export const closed = (page: Page, why: RegExp) => page.locator('[data-test=composer-closed]', { hasText: why })
export const field = (page: Page) => page.locator('[data-test=composer-text]')
export const bubbleIn = (page: Page, state: string, text: string) =>
  page.locator(`[data-test=message][data-state=${state}]`, { hasText: text })

/** Once the agent has read what stands there: an answer to less would be held back (CM-26). */
export async function say(page: Page, text: string) {
  await page.locator('[data-test=inbox-row][aria-current=true]:not([data-unread])').first().waitFor()
  await field(page).fill(text)
  await page.locator('[data-test=composer-send]').click()
}

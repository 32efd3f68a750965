// Agents at real browsers: the console itself in Chromium, each signed in, with a conversation open.
import { chromium, type Browser, type Page } from 'playwright-core'
import { openBrowser, visit, type Visitor } from '../../../web/e2e/browser.ts'
import { started, type Stack } from '../../runtime/lifecycle.ts'
import { demoChannels } from '../../simulator/world/demo.ts'
import { CHROMIUM_ARGS, findChromium } from '../chromium.ts'
import { signalTree } from '../faults/processes.ts'
import { sim } from '../house/books.fixture.ts'
import { missingEngines } from '../house/engines.fixture.ts'
import type { Desk } from './stage.fixture.ts'

export type Seat = Visitor & { name: string }
type How = {
  browser: Browser
  /** As signed in by the desk: agent number so and so. */
  agent: number
  cookie: string
  /** Another way to the console than the balancer. */
  url?: string
  /** Before anything is loaded. */
  prepare?: (page: Page) => Promise<void>
}
export type Person = { id: string; name: string }

/** What a run with them lacks on this machine; null = nothing. */
export const missingSeats = (): string | null =>
  missingEngines() ?? (findChromium() === null ? 'no Chromium or Chrome found (CHROMIUM names one)' : null)

export async function openChromium(stack: Stack): Promise<Browser> {
  return stack.use(await openBrowser(), (opened) => opened.close())
}

export type Mortal = { browser: Browser; kill(): Promise<void>; signal(signal: 'SIGSTOP' | 'SIGCONT'): void }

/** A browser in processes of its own, which can be killed, and put to sleep as a closed laptop puts it. */
export function openMortal(stack: Stack): Promise<Mortal> {
  return started(async () => {
    const env = { ...process.env, LANG: 'C.UTF-8' } as Record<string, string>
    const server = await chromium.launchServer({ executablePath: findChromium()!, args: CHROMIUM_ARGS, env })
    stack.add(() => (signalTree(server.process().pid!, 'SIGCONT'), server.kill()))
    const child = server.process()
    return {
      browser: await chromium.connect(server.wsEndpoint()),
      signal: (signal) => signalTree(child.pid!, signal),
      async kill() {
        const gone = new Promise((resolve) => child.once('exit', resolve))
        signalTree(child.pid!, 'SIGKILL')
        await gone
      },
    }
  })
}

/** At the console's list. */
export async function sit(
  { world }: Desk,
  { browser, agent, cookie, url = world.console, prepare }: How,
): Promise<Seat> {
  const visitor = await visit(browser, `seat ${agent}`)
  const [name, value] = cookie.split('=') as [string, string]
  await visitor.context.addCookies([{ name, value, url }])
  await prepare?.(visitor.page)
  await visitor.page.goto(url)
  await visitor.page.locator('[data-test=inbox-row]').first().waitFor({ timeout: 60_000 })
  return { ...visitor, name: `Agent ${agent}` }
}

/** `text`: something said in it, by which one sees that it is shown. */
export async function openConversation({ page }: Seat, person: Person, text: string) {
  await rowOf(page, person).click()
  await bubble(page, text).waitFor({ timeout: 30_000 })
}

export const rowOf = (page: Page, { name }: Person) => page.locator('[data-test=inbox-row]', { hasText: name }).first()
export const bubble = (page: Page, text: string) => page.locator('[data-test=message]', { hasText: text })
export const sent = (page: Page, text: string) =>
  page.locator('[data-test=message][data-state=sent]', { hasText: text })

export const customerSays = ({ world }: Desk, { id }: Person, text: string) =>
  sim(world.simulator, 'POST', '/_sim/act', { channel: demoChannels[0]!.id, as: id, do: 'say', text })

/** Ms since `begin` until it holds there; Infinity = not within so many. */
export async function after(begin: number, wait: Promise<unknown>): Promise<number> {
  try {
    await wait
    return Date.now() - begin
  } catch (error) {
    if ((error as Error).name === 'TimeoutError') return Infinity
    throw error
  }
}

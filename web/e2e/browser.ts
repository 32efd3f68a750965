// Chromium and the people at it. Each agent has a browser context of their own; the user agent string tells the balancer
// of a scene who it is.
import { expect } from 'vitest'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { CHROMIUM_ARGS, findChromium } from '../../services/test/chromium.ts'
import type { WorldAgent } from '../../services/test/world.ts'

export type Language = 'en' | 'ja' | 'th' | 'zh-TW'
export type Look = { width: number; height: number; theme: 'light' | 'dark'; language: Language }
const LOCALES: Record<Language, string> = { en: 'en-GB', ja: 'ja-JP', th: 'th-TH', 'zh-TW': 'zh-TW' }
export const DESK: Look = { width: 1440, height: 900, theme: 'light', language: 'en' }

export type Visitor = { page: Page; context: BrowserContext; problems: string[] }

export async function openBrowser(): Promise<Browser> {
  // Without a language a browser saves a file under no name that is not ASCII.
  const env = { ...process.env, LANG: 'C.UTF-8' } as Record<string, string>
  return chromium.launch({ executablePath: findChromium()!, args: CHROMIUM_ARGS, env })
}

/** `problems`: every error of the page's own code and every violation of its content policy. */
export async function visit(browser: Browser, name: string, look: Look = DESK): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.theme,
    locale: LOCALES[look.language],
    timezoneId: 'Asia/Tokyo',
    userAgent: `${name} (Madoguchi scene)`,
  })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`${name}: ${error.message}`))
  page.on('console', (message) => {
    if (/Content Security Policy|\[Vue warn\]/.test(message.text())) problems.push(`${name}: ${message.text()}`)
  })
  return { page, context, problems }
}

/** Until the expression is true there. Not by `waitForFunction`: of a string that asks with `eval`, which the content policy forbids it. */
export const until = (page: Page, expression: string, timeout = 30_000) =>
  expect.poll(() => page.evaluate(`Boolean(${expression})`), { timeout }).toBe(true)

export async function signIn(page: Page, console: string, agent: WorldAgent): Promise<void> {
  await page.goto(`${console}/sign-in`)
  await page.locator('[data-test=sign-in-email]').fill(agent.email)
  await page.locator('[data-test=sign-in-password]').fill(agent.password)
  await page.locator('[data-test=sign-in-submit]').click()
  await page.locator('[data-test=inbox-row]').first().or(page.locator('[data-test=inbox-empty]')).waitFor()
}

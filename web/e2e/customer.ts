// A customer at the simulator's phone, in the same browser.
import type { Browser, Page } from 'playwright-core'
import { visit } from './browser.ts'

export type Customer = {
  page: Page
  problems: string[]
  write(text: string): Promise<void>
  /** Resolves when a bubble from the account with this text stands on the phone. */
  sees(text: string): Promise<void>
}

/** `person`: a LINE user id of the simulator's world. */
export async function openPhone(browser: Browser, phone: string, channel: string, person: string): Promise<Customer> {
  const { page, problems } = await visit(browser, `phone ${person.slice(0, 4)}`, {
    width: 420,
    height: 800,
    theme: 'light',
    language: 'en',
  })
  await page.goto(`${phone}?channel=${channel}&as=${person}`)
  const field = page.locator('[data-test=phone-text]')
  await field.waitFor()
  return {
    page,
    problems,
    async write(text) {
      await field.fill(text)
      await page.locator('[data-test=phone-send]').click()
    },
    async sees(text) {
      await page.locator('[data-test=phone-bubble][data-direction=in]', { hasText: text }).waitFor()
    },
  }
}

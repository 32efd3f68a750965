// An agent's desk for scenes by keyboard alone: what has the focus, what stands open, and an input method that composes as a real one.
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Page } from 'playwright-core'

export const field = (page: Page) => page.locator('[data-test=composer-text]')
export const palette = (page: Page) => page.locator('[data-test=palette]')
export const sheet = (page: Page) => page.locator('[data-test=key-sheet]')
export const rows = (page: Page) => page.locator('[data-test=inbox-row]')
export const chosen = (page: Page) => palette(page).locator('[aria-selected=true] .palette-title').innerText()
/** The path in the address, as people read it. */
export const pathOf = (page: Page) => decodeURIComponent(new URL(page.url()).pathname)
export const bubble = (page: Page, text: string) => page.locator('[data-test=message]', { hasText: text })

export async function picture(page: Page, name: string) {
  const folder = process.env.SCREENSHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** What axe finds wrong in it. As text: the page's content policy forbids scripts of others. */
export const axeFinds = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate(`${axe.source}; axe.run('${selector}', { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | ')))`)

/** The `data-test` of what has the focus, or of what it lies in. */
export const focused = (page: Page): Promise<string | null> =>
  page.evaluate(`document.activeElement?.closest('[data-test]')?.getAttribute('data-test') ?? null`)

/** The conversation whose row has the focus. */
export const focusedRow = (page: Page): Promise<string | null> =>
  page.evaluate(`document.activeElement?.getAttribute('data-conversation') ?? null`)

/** What an input method does: the browser itself sees a composition and keys with code 229. */
export async function openIme(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  const key = (type: 'rawKeyDown' | 'keyUp', name: string) =>
    cdp.send('Input.dispatchKeyEvent', {
      type,
      key: type === 'rawKeyDown' ? 'Process' : name,
      code: name,
      windowsVirtualKeyCode: type === 'rawKeyDown' ? 229 : 0,
    })
  return {
    async compose(text: string) {
      await key('rawKeyDown', 'KeyA')
      await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
      await key('keyUp', 'KeyA')
    },
    /** The Enter that takes the candidate: it ends the composition and belongs to it. */
    async take(text: string) {
      await key('rawKeyDown', 'Enter')
      await cdp.send('Input.insertText', { text })
      await key('keyUp', 'Enter')
    },
  }
}

const DAY_MS = 24 * 60 * 60_000

/** Somebody who wrote on each of the last days, from the oldest on; the LINE id. */
export async function talkOfDays(simulator: string, channel: string, days: number): Promise<string> {
  const id = `U${randomBytes(16).toString('hex')}`
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${simulator}/_sim${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  }
  await post('/users', { id, name: '三日 続', friendship: 'friend' })
  for (let day = days - 1; day >= 0; day--)
    for (let n = 0; n < 16; n++) {
      const at = Date.now() - day * DAY_MS - (16 - n) * 1_000
      await post('/act', { channel, as: id, do: 'say', text: `${day}日前の${n}`, at, delayMs: 0 })
    }
  return id
}

// Whether an agent has read a conversation: who answers past what they have not had before their eyes is asked first (CM-26).
import { expect } from 'vitest'
import type { Page } from 'playwright-core'

/** What was said has been on screen for long enough: the reading position has come to the newest. */
export async function hasRead(page: Page, timeout = 10_000) {
  await page.locator('.thread-scroll[data-settled]').waitFor()
  const conversation = decodeURIComponent(/[^/]+$/.exec(new URL(page.url()).pathname)![0])
  const left = `(async () => {
    const get = async (path) => (await fetch(path)).json()
    const { rows } = await get('/api/conversations/${encodeURIComponent(conversation)}/messages?limit=50')
    const { readings } = await get('/api/personal')
    return Math.max(...rows.flatMap(({ noun, row }) => (noun === 'message' ? [row.place] : []))) - (readings['${conversation}'] ?? -1)
  })()`
  await expect.poll(() => page.evaluate(left), { timeout }).toBeLessThanOrEqual(0)
}

/**
 * Until what was sent has come where it is to come. The demo's people thank for an answer some seconds later: where such thanks come
 * between reading and sending, it is sent anyway.
 */
export async function comes(page: Page, come: () => Promise<unknown>, timeout = 60_000) {
  const anyway = page.locator('[data-test=held-anyway]')
  await expect
    .poll(
      async () => {
        if ((await anyway.count()) > 0) await anyway.click()
        return come()
      },
      { timeout },
    )
    .toBeTruthy()
}

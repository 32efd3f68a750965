// The whole console in a language nobody speaks: no word is left in English, and no box is too narrow for longer ones (SH-30).
// SCREENSHOTS names a folder for the pictures.
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmbeddedWorld, type World } from '../../services/test/world.ts'
import { DESK, openBrowser, visit } from './browser.ts'
import { everyPage } from './everyPage.ts'
import { speakPseudo } from './pseudo.ts'

/** Nouns whose words come with what shows them. */
const LAZY = readFileSync(join(import.meta.dirname, '..', 'src', 'locales', 'lazy.ts'), 'utf8')
const LATE = /\{([\w,]+)\}\.ts/.exec(LAZY)![1]!.split(',')

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

/**
 * In the page. What people and LINE wrote has `dir=auto` or is code, a key, a moment, an address or an id; languages are named in themselves
 * or by the browser.
 * Cut off = drawn beyond a box that hides it, with no ellipsis to say so; outside = beyond the control it names.
 */
const FINDINGS = `(() => {
  const DATA = '[dir=auto], code, kbd, time, output, [data-pseudo-ok], [lang]:not(html), select[data-test=language] *, svg'
  const NAMES = /^(Madoguchi|LINE|Webhook|[A-Z]{2,4})$/
  const CODE = /@|GMT|^[UCR][0-9a-f]{32}$|^\\w+\\.\\w+$/
  const left = new Set(), cut = new Set(), outside = new Set()
  const bare = (text) => CODE.test(text) ? [] : (text.replaceAll(/⟦[^⟦⟧]*(?:⟦[^⟦⟧]*⟧[^⟦⟧]*)*⟧/g, ' ').match(/[A-Za-z]{2,}/g) ?? []).filter((w) => !NAMES.test(w))
  const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    const text = node.data.trim()
    if (text === '' || parent === null || !shown(parent) || parent.closest('.visually-hidden, script, style')) continue
    if (!parent.closest(DATA) && bare(text).length > 0) left.add(text)
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const rect of range.getClientRects()) {
      if (rect.width < 1 || rect.height < 1) continue
      for (let box = parent; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box)
        if (style.clipPath !== 'none') break
        if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none' || /auto|scroll/.test(style.overflowX)) break
        const bounds = box.getBoundingClientRect()
        if (rect.left >= bounds.right || rect.right <= bounds.left) break
        const beyond = rect.right > bounds.right + 1.5 || rect.left < bounds.left - 1.5
        if (beyond && /hidden|clip/.test(style.overflowX)) { cut.add(text); break }
        if (beyond && box.matches('button, a, [role=tab], label, th, .badge, dt, dd')) { outside.add(text); break }
      }
    }
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
    if (shown(element) && !element.closest('[data-pseudo-ok]'))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        const value = element.getAttribute(name)
        if (value && !value.includes('⟦') && bare(value).length > 0 && !element.closest(DATA)) left.add(name + ': ' + value)
      }
  return { left: [...left], cut: [...cut], outside: [...outside] }
})()`

async function lookAt(page: Page, name: string, width: number) {
  const folder = process.env.SCREENSHOTS
  if (folder) {
    mkdirSync(folder, { recursive: true })
    await page.screenshot({ path: join(folder, `${name}-${width}-pseudo.png`) })
  }
  expect
    .soft({ name, width, ...((await page.evaluate(FINDINGS)) as object) })
    .toEqual({ name, width, left: [], cut: [], outside: [] })
}

test.each([1440, 390])('every page at %i px: all of it translated, nothing cut off', async (width) => {
  const { page, context, problems } = await visit(browser, `pseudo ${width}`, { ...DESK, width })
  expect((await speakPseudo(context)).sort()).toEqual(['all', ...LATE].sort())
  // The phone is the customer's, and the simulator's: it has words of its own.
  await everyPage(page, world, 'en', (name) => (name === 'phone' ? Promise.resolve() : lookAt(page, name, width)))
  expect(problems).toEqual([])
  await context.close()
})

test('the check sees a word that was not translated, one that is cut off and one that leaves its button', async () => {
  const { page, context } = await visit(browser, 'pseudo check')
  await page.goto(`${world.console}/sign-in`)
  await page.locator('[data-test=sign-in-email]').waitFor()
  // Styles one by one: the content policy takes none that stand in markup.
  await page.evaluate(`(() => {
    document.body.innerHTML = '<p>Left here</p><p aria-label="Said here">⟦fine⟧</p><div>⟦Cut off in its middle⟧</div>' +
      '<button>⟦Wider than its button⟧</button><p dir="auto">Written by somebody</p>'
    const [cut, wide] = document.querySelectorAll('div, button')
    Object.assign(cut.style, { width: '3rem', overflow: 'hidden', whiteSpace: 'nowrap' })
    Object.assign(wide.style, { width: '2rem', overflow: 'visible', whiteSpace: 'nowrap' })
  })()`)
  expect(await page.evaluate(FINDINGS)).toEqual({
    left: ['Left here', 'aria-label: Said here'],
    cut: ['⟦Cut off in its middle⟧'],
    outside: ['⟦Wider than its button⟧'],
  })
  await context.close()
})

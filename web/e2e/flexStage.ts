// One page of cards in a browser, ready to draw on: what it showed, what it asked of the network, what went wrong.
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { visit, type Look } from './browser.ts'
import type { FlexPage } from './flexPage.ts'

export type Card = { name: string; contents: unknown; altText: string }
export type Rect = { x: number; y: number; width: number; height: number; right: number; bottom: number }

export type Stage = {
  page: Page
  /** Addresses asked for since the page stood. */
  requests: string[]
  problems: string[]
  show(cards: Card[], load?: boolean): Promise<void>
  draw(contents: unknown): Promise<void>
  /** Where elements stand, measured from the corner of the first bubble. */
  rects(selector: string): Promise<Rect[]>
  evaluate<T>(script: string): Promise<T>
  clean(): void
  stop(): Promise<void>
}

/** One column: a giga bubble has its room. */
const LOOK: Look = { width: 900, height: 900, theme: 'light', language: 'en' }

export async function openStage(browser: Browser, cards: FlexPage, look: Partial<Look> = {}): Promise<Stage> {
  const { page, context, problems } = await visit(browser, 'cards', { ...LOOK, ...look })
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text())
  })
  page.on('dialog', (dialog) => {
    problems.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  context.on('page', () => problems.push('a page was opened'))
  await page.goto(cards.url)
  const evaluate = <T>(script: string) => page.evaluate<T>(script)
  await expect.poll(() => evaluate('typeof show')).toBe('function')
  const show = (list: Card[], load = false) => evaluate<void>(`show(${JSON.stringify(JSON.stringify(list))}, ${load})`)
  const draw = (contents: unknown) => show([{ name: 'card', contents, altText: 'alt' }])
  await draw(bubble(box([text('first')])))
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('framenavigated', () => problems.push('it went elsewhere'))
  return {
    page,
    requests,
    problems,
    show,
    draw,
    evaluate,
    rects: (selector) => evaluate(RECTS.replace('SELECTOR', JSON.stringify(selector))),
    clean: () => expect({ requests, problems }).toEqual({ requests: [], problems: [] }),
    stop: () => context.close(),
  }
}

const RECTS = `(() => {
  const from = document.querySelector('.flex-bubble').getBoundingClientRect()
  return [...document.querySelectorAll(SELECTOR)].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    const [left, top] = [x - from.x, y - from.y]
    return { x: left, y: top, width, height, right: left + width, bottom: top + height }
  })
})()`

/** Within half a pixel. */
export function near(values: number[], wanted: number[]): void {
  expect(values).toHaveLength(wanted.length)
  const far = values
    .map((value, i) => ({ i, value, wanted: wanted[i]! }))
    .filter((v) => Math.abs(v.value - v.wanted) > 0.5)
  expect(far).toEqual([])
}

export const box = (contents: unknown[], more: object = {}) => ({ type: 'box', layout: 'vertical', contents, ...more })
export const text = (words: string, more: object = {}) => ({ type: 'text', text: words, ...more })
export const block = (more: object = {}) => box([], { backgroundColor: '#00aaff', height: '30px', ...more })
export const image = (more: object = {}) => ({ type: 'image', url: 'https://pictures.example/a.png', ...more })
export const bubble = (body: object, more: object = {}) => ({ type: 'bubble', body, ...more })
export const LOREM =
  'Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore.'

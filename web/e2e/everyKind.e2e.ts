// All that LINE can bring, and all that can be sent, through the whole product: each has its bubble or its pill, nothing is blank, nothing
// is a dead letter, and what is sent arrives at the phone. SCREENSHOTS names a folder for the pictures, for people to look at.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { everyKind } from '../../services/simulator/phone/everyKind.ts'
import { hostilePeople } from '../../services/simulator/phone/hostile.ts'
import { everyMessage } from '../../services/simulator/test/everyMessage.fixture.ts'
import { demoChannels, demoGroups, demoPeople } from '../../services/simulator/world/demo.ts'
import { startEmbeddedWorld, type World } from '../../services/test/world.ts'
import { DESK, openBrowser, signIn, until, visit, type Look } from './browser.ts'
import { openPhone } from './customer.ts'

const CHANNEL = demoChannels[0]!.id
/** Who does everything, in whose group, and who gets everything. */
const [PERSON, GROUP, OTHER] = [demoPeople[0]!, demoGroups[0]!, demoPeople[3]!]

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

async function simulate<Answer>(path: string, body?: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' }
  const wish = body && { method: 'POST', headers, body: JSON.stringify(body) }
  const answer = await fetch(`${world.simulator}${path}`, wish)
  expect([path, answer.status]).toEqual([path, 200])
  return (await answer.json()) as Answer
}

async function deadLetters() {
  const told = await (await fetch(`${world.console}/metrics`)).text()
  expect(told).toContain('dead_letters_total counter')
  return told.split('\n').filter((line) => /^\w*dead_letters_total(\{| )/.test(line) && !line.endsWith(' 0'))
}

type Row = { id: string; conversation: string; event: string; body: { kind: string; setId?: string } }

/** Every message row of the channel, by the console's own API. */
const rows = (page: Page): Promise<Row[]> =>
  page.evaluate(`(async () => {
    const pages = async (path, next) => {
      const all = []
      for (let at = ''; at !== null; ) {
        const page = await (await fetch(path + (at && '&' + next + '=' + encodeURIComponent(at)))).json()
        all.push(...page.rows)
        at = page[next]
      }
      return all
    }
    const channel = location.pathname.split('/')[2]
    const list = await pages('/api/channels/' + channel + '/conversations?limit=25', 'after')
    const threads = list
      .filter(({ noun }) => noun === 'conversation')
      .map(({ id }) => pages('/api/conversations/' + encodeURIComponent(id) + '/messages?limit=50', 'before'))
    return (await Promise.all(threads)).flat().flatMap(({ noun, id, row }) => (noun === 'message' ? [{ ...row, id }] : []))
  })()`)

async function open(page: Page, name: string) {
  await toList(page)
  await page.locator('[data-test=inbox-row]', { hasText: name }).first().click()
  await page.locator('.thread-scroll[data-settled]').waitFor()
}

/** Where there is room for one of them alone, the list is behind the conversation. */
async function toList(page: Page) {
  const row = page.locator('[data-test=inbox-row]').first()
  if (!(await row.isVisible())) await page.goBack()
  await row.waitFor()
}

/** `blank`: it has a bubble, or the line of a pill, in which nothing is to be seen. */
type Drawn = { key: string; words: string; blank: boolean }

/** Each entry of the timeline, from its beginning to its end, as it stands there. */
async function everyEntry(page: Page): Promise<Drawn[]> {
  const begins = page.locator('.thread-begins')
  for (let n = 0; (await begins.count()) === 0; n += 1) {
    expect(n).toBeLessThan(20)
    const before = await page.evaluate(`document.querySelectorAll('[data-test=message]').length`)
    await page.locator('[data-test=load-older]:not([aria-busy=true])').click()
    await until(
      page,
      `document.querySelector('.thread-begins') !== null || document.querySelectorAll('[data-test=message]').length > ${String(before)}`,
    )
  }
  // Asked of the thread in one go: entries that were found first and looked at afterwards may be drawn anew in between.
  return page.locator('.thread-scroll').evaluate((thread) =>
    [...(thread as unknown as Element).querySelectorAll('[data-test=message]')].map((one) => {
      const shows = (part: Element) =>
        part.getBoundingClientRect().height > 0 &&
        (/[^\s\p{Cf}]/u.test(part.innerText) ||
          part.matches('img, video, audio') ||
          part.querySelector('img, video, audio, svg') !== null)
      const beside = '.message-meta, [data-test=message-menu], :has([data-test=message-menu])'
      const lines = [...one.querySelectorAll('.message-line, .event-head')].map((line) =>
        [...line.querySelectorAll(`:scope > :not(${beside}, time)`)].some(shows),
      )
      return {
        key: one.getAttribute('data-key')!,
        words: one.innerText,
        blank: lines.length === 0 || lines.includes(false),
      }
    }),
  )
}

/** The page's own, as far as it is asked here; there is no DOM where this runs. */
type Element = {
  innerText: string
  getAttribute(name: string): string | null
  getBoundingClientRect(): { height: number }
  matches(selector: string): boolean
  querySelector(selector: string): Element | null
  querySelectorAll(selector: string): Iterable<Element>
}

/** What a person would see if words were missing. */
const RAW_KEY =
  /\b(?:message|messageSent|inbox|contact|event|flex|media|template|schedule|shell)\.[a-z][a-zA-Z]*(?:\.[a-zA-Z]+)*\b/

/** High enough that all of a thread is drawn at once. */
const TALL = 24_000
const LOOKS: Look[] = [
  { ...DESK, height: TALL },
  { width: 390, height: TALL, theme: 'dark', language: 'ja' },
]

async function picture(page: Page, name: string, { width, theme, language }: Look) {
  const folder = process.env.SCREENSHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  const list = (await page.locator('.thread-scroll ol').boundingBox())!
  for (let y = list.y; y < list.y + list.height; y += 2_000) {
    const clip = { x: 0, y, width, height: Math.min(2_000, list.y + list.height - y) }
    const piece = Math.round((y - list.y) / 2_000) + 1
    await page.screenshot({ path: join(folder, `every-${name}-${width}-${theme}-${language}-${piece}.png`), clip })
  }
}

/** What changes a message, and what LINE tells of no source, which is no conversation's: on the log alone. */
const WITHOUT_ROW = new Set([
  'edited',
  'unsent in the group',
  'unsent',
  'account not linked',
  'module attached',
  'module detached',
  'suspended',
  'resumed',
])

type Done = { acted: number; webhookEventIds: string[]; skipped: unknown[] }

test('one of everything: each has its bubble or pill in both languages, nothing is blank and nothing a dead letter', async () => {
  expect(everyKind.filter(({ name }) => WITHOUT_ROW.has(name))).toHaveLength(WITHOUT_ROW.size)
  const done = await simulate<Done>('/_sim/every', { channel: CHANNEL, as: PERSON.id })
  expect(done.skipped).toEqual([])
  expect(await simulate('/_sim/drain', {})).toMatchObject({ drained: true })
  const previews: string[][] = []
  for (const look of LOOKS) {
    const { page, context, problems } = await visit(browser, `every ${look.language}`, look)
    await signIn(page, world.console, world.agents[0])
    await open(page, PERSON.name)
    await expect.poll(() => withoutRow(page, done.webhookEventIds), { timeout: 30_000 }).toBe(WITHOUT_ROW.size)
    const all = await rows(page)
    for (const name of [PERSON.name, GROUP.name!]) {
      await open(page, name)
      const drawn = await everyEntry(page)
      await picture(page, name === GROUP.name ? 'group' : 'person', look)
      expect(drawn.filter(({ blank }) => blank)).toEqual([])
      expect(drawn.filter(({ words }) => RAW_KEY.test(words))).toEqual([])
      const conversation = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1)!)
      const keys = new Set(drawn.map(({ key }) => key))
      const left = all.filter((row) => row.conversation === conversation && !keys.has(row.id))
      const sets = new Set(left.map(({ body }) => body.setId))
      expect(sets.has(undefined)).toBe(false)
      expect([...keys].filter((key) => key.startsWith('set:'))).toHaveLength(sets.size)
    }
    await toList(page)
    previews.push(await page.locator('.conversation-preview').allInnerTexts())
    expect(problems).toEqual([])
    await context.close()
  }
  const [en, ja] = previews
  expect(en!.length).toBeGreaterThan(hostilePeople.length + 2)
  expect(ja).toHaveLength(en!.length)
  expect([...en!, ...ja!].filter((words) => !/[^\s\p{Cf}]/u.test(words) || RAW_KEY.test(words))).toEqual([])
  // The group's last word is ours to say, so it is another one in each language.
  expect(en).toContain('The account joined this group')
  expect(ja).not.toContain('The account joined this group')
  expect(await deadLetters()).toEqual([])
})

async function withoutRow(page: Page, events: string[]) {
  const known = new Set((await rows(page)).map(({ event }) => event))
  return events.filter((id) => !known.has(id)).length
}

/** Where the pictures of what we send are; LINE fetches them from there. */
const HOST = 'https://media.example'

test('everything that can be sent arrives at the phone and is drawn there, and in the console', async () => {
  const customer = await openPhone(browser, world.phone, CHANNEL, OTHER.id)
  // What stands for LINE has no way to that host: here it is the simulator's own media.
  await customer.page.route(/\/_sim\/fetched\//, async (route) => {
    const { pathname } = new URL(new URL(route.request().url()).searchParams.get('url')!)
    await route.fulfill({ response: await route.fetch({ url: `${world.simulator}${pathname}` }) })
  })
  const { page, context, problems } = await visit(browser, 'everything sent', LOOKS[0])
  await signIn(page, world.console, world.agents[0])
  await open(page, OTHER.name)
  const before = (await ledger()).length
  const messages = everyMessage(HOST)
  for (let i = 0; i < messages.length; i += 5) await send(page, messages.slice(i, i + 5))
  await expect.poll(async () => (await ledger()).length - before, { timeout: 60_000 }).toBe(messages.length)
  const arrived = (await ledger()).slice(before)
  expect(arrived.filter(({ delivered }) => !delivered)).toEqual([])
  for (const { messageId } of arrived) {
    const paper = customer.page.locator(`[data-message-id="${messageId}"] .paper`)
    await paper.waitFor()
    const height = (await paper.boundingBox())!.height
    const shows = (await paper.innerText()).trim() !== '' || (await paper.locator('img, video, audio, svg').count()) > 0
    expect([messageId, height > 10, shows]).toEqual([messageId, true, true])
  }
  await until(customer.page, '[...document.images].every((one) => one.complete && one.naturalWidth > 0)')
  await expect
    .poll(() => page.locator('[data-test=message][data-state=sent] .message-line').count())
    .toBeGreaterThanOrEqual(messages.length)
  await until(
    page,
    `document.querySelector('[data-test=message]:is([data-state=queued], [data-state=pending])') === null`,
  )
  await picture(page, 'sent', LOOKS[0]!)
  expect(await page.locator('[data-test=message]:is([data-state=failed], [data-state=refused])').count()).toBe(0)
  expect([...problems, ...customer.problems]).toEqual([])
  expect(await deadLetters()).toEqual([])
  await context.close()
})

type Arrived = { messageId: string; delivered: boolean }
const ledger = async () => (await simulate<{ messages: Arrived[] }>('/_sim/messages')).messages

/** By the console's own outbox, as the form does it. */
const send = (page: Page, messages: object[]) =>
  page.evaluate(`(() => {
    const { $pinia } = document.querySelector('#app').__vue_app__.config.globalProperties
    const conversation = decodeURIComponent(location.pathname.split('/').at(-1))
    $pinia._s.get('outbox').send({ conversation, messages: ${JSON.stringify(messages)}, notificationDisabled: false })
  })()`)

// The stale-reply guard (CM-26) at real browsers: of two agents at two gateways who send in the same instant, and of one who wakes and
// sends, each is shown what was missed before it is sent. LINE's books and the rows agree: each once.
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasRead } from '../../../web/e2e/reading.ts'
import { createStack } from '../../runtime/lifecycle.ts'
import { bodyHash } from '../../simulator/ledger/hash.ts'
import type { MessageRecord } from '../../simulator/ledger/record.ts'
import { demoPeople } from '../../simulator/world/demo.ts'
import { checkOf } from '../check/check.ts'
import { startProxy, type Proxy } from '../faults/proxy.ts'
import { sim, violationsIn } from '../house/books.fixture.ts'
import { until } from '../house/until.fixture.ts'
import {
  bubble,
  customerSays,
  missingSeats,
  openChromium,
  openMortal,
  openConversation,
  sent,
  sit,
  type Mortal,
  type Seat,
} from './seats.fixture.ts'
import { openDesk, type Desk } from './stage.fixture.ts'

const check = checkOf('guard', { short: { rounds: 3, sleepS: 15 }, long: { rounds: 20, sleepS: 300 } })
const missing = missingSeats()
if (missing !== null) console.log(`guard is not run: ${missing}`)

const MINUTE = 60_000
const INSTANT_MS = 100
const PERSON = demoPeople[1]!

const stack = createStack()
let desk: Desk
let [aoi, mika, ken]: Seat[] = []
let line: Proxy
/** Mika's. */
let laptop: Mortal
const HURRY = ['急いでいます', 'まだですか', '電話をください']
/** Everything that an agent said and was to be sent. */
const said: string[] = []

beforeAll(async () => {
  if (missing !== null) return
  desk = stack.use(await openDesk({ seed: check.seeds[0]! }), (opened) => opened.stop())
  await customerSays(desk, PERSON, 'ソファの在庫はありますか')
  const browser = await openChromium(stack)
  const to = { port: Number(new URL(desk.gateways[1]).port) }
  line = stack.use(await startProxy({ to }), (opened) => opened.stop())
  const cookies = await desk.agents(3)
  const [a, b, c] = cookies as [string, string, string]
  aoi = await sit(desk, { browser, agent: 1, cookie: a, url: desk.gateways[0] })
  laptop = await openMortal(stack)
  mika = await sit(desk, { browser: laptop.browser, agent: 2, cookie: b, url: desk.gateways[1] })
  ken = await sit(desk, { browser, agent: 3, cookie: c, url: `http://127.0.0.1:${line.port}` })
  for (const seat of [aoi, mika, ken]) {
    await openConversation(seat, PERSON, 'ソファの在庫')
    await hasParts(seat)
  }
}, 20 * MINUTE)
afterAll(() => stack.stop(), MINUTE)

const at = (page: Page, name: string) => page.locator(`[data-test=${name}]`)
const fill = ({ page }: Seat, text: string) => at(page, 'composer-text').fill(text)
const held = ({ page }: Seat) => at(page, 'composer-held')
const sendAt = ({ page }: Seat, when: number) =>
  page.evaluate<number>(`new Promise((done) => setTimeout(() => {
    document.querySelector('[data-test=composer-send]').click()
    done(Date.now())
  }, ${when} - Date.now()))`)

/** The part that shows what was missed comes by itself, before anything is typed: a line that is dead from then on would never bring it. */
function hasParts({ page }: Seat) {
  const loaded = `performance.getEntriesByType('resource').some(({ name }) => name.includes('/ComposerBeside'))`
  return until(() => page.evaluate<boolean>(loaded), 'the parts of the composer', MINUTE)
}

/** Both have read all; both send at one moment. Which was held. */
async function inOneInstant(one: Seat, other: Seat, texts: [string, string]) {
  for (const seat of [one, other]) await hasRead(seat.page, MINUTE)
  await Promise.all([fill(one, texts[0]), fill(other, texts[1])])
  const when = Date.now() + 1_500
  const [a, b] = await Promise.all([sendAt(one, when), sendAt(other, when)])
  const both = [one, other].map((seat, i) => ({ seat, mine: texts[i]!, theirs: texts[1 - i]! }))
  await until(async () => (await countHeld(both)) > 0 || (await takenOf(texts)) === 2, 'an outcome', MINUTE)
  const losers: typeof both = []
  for (const each of both) if (await held(each.seat).isVisible()) losers.push(each)
  return { apartMs: Math.abs(a - b), losers }
}

const countHeld = async (both: { seat: Seat }[]) =>
  (await Promise.all(both.map(({ seat }) => held(seat).count()))).reduce((sum, n) => sum + n, 0)

/** How often LINE has taken them. */
async function takenOf(texts: string[]): Promise<number> {
  const { messages } = await sim<{ messages: MessageRecord[] }>(
    desk.world.simulator,
    'GET',
    '/_sim/messages?limit=100000',
  )
  const hashes = texts.map((text) => bodyHash([{ type: 'text', text }]))
  return messages.filter((one) => hashes.includes(one.bodyHash)).length
}

async function areRows(texts: string[]): Promise<number> {
  const { rows } = await desk.pool.query(`select from rm.message where row->'body'->'messages'->0->>'text' = any($1)`, [
    texts,
  ])
  return rows.length
}

/** What stands above the composer, and then sends it anyway. */
async function sendsAnyway({ page }: Seat, text: string, missed: string[]) {
  await at(page, 'held-row')
    .filter({ hasText: missed.at(-1)! })
    .waitFor({ timeout: MINUTE })
  expect(await areRows([text])).toBe(0)
  await at(page, 'held-anyway').click()
  await sent(page, text).waitFor({ timeout: MINUTE })
}

/** A customer who is in a hurry, and the length of a sleep. */
async function missedMeanwhile() {
  for (const text of HURRY) await customerSays(desk, PERSON, text)
  await bubble(aoi!.page, HURRY.at(-1)!).last().waitFor({ timeout: MINUTE })
  await wait(check.size.sleepS * 1_000)
}

async function isHeld(seat: Seat, text: string, how: string) {
  const begin = Date.now()
  await held(seat).waitFor({ timeout: MINUTE })
  console.log(
    `guard: asleep for ${check.size.sleepS} s (${how}), what was missed is shown ${Date.now() - begin} ms after waking`,
  )
  await sendsAnyway(seat, text, HURRY)
  said.push(text)
}

describe.skipIf(missing !== null)('the guard', { timeout: 12 * MINUTE }, () => {
  test('of two who send in the same instant at two gateways one is shown the other’s words first', async () => {
    const apart: number[] = []
    for (let round = 0; round < check.size.rounds; round += 1) {
      const texts: [string, string] = [`${round}：葵の返事`, `${round}：美香の返事`]
      const { apartMs, losers } = await inOneInstant(aoi!, mika!, texts)
      apart.push(apartMs)
      said.push(...texts)
      expect(losers).toHaveLength(1)
      const [{ seat, mine, theirs }] = losers as [(typeof losers)[0]]
      await sendsAnyway(seat, mine, [theirs])
      for (const { page } of [aoi!, mika!])
        for (const text of texts) await sent(page, text).waitFor({ timeout: MINUTE })
    }
    console.log(`guard: ${check.size.rounds} rounds, sent ${apart.join(', ')} ms apart: one held in each`)
    expect(apart.filter((ms) => ms <= INSTANT_MS)).not.toEqual([])
  })

  test('one whose machine slept wakes, sends, and is shown what was missed', async () => {
    const { page } = mika!
    await hasRead(page, MINUTE)
    await fill(mika!, '眠っていた美香です')
    // What was due while it slept is done at once when it wakes: nobody could have looked.
    await page.evaluate(`window.ticks = 0; void setInterval(() => (window.ticks += 1), 100);
      void setTimeout(() => document.querySelector('[data-test=composer-send]').click(), 1000)`)
    laptop.signal('SIGSTOP')
    await missedMeanwhile()
    laptop.signal('SIGCONT')
    const ticks = await page.evaluate<number>('window.ticks')
    await isHeld(mika!, '眠っていた美香です', `${ticks} of ${check.size.sleepS * 10} ticks`)
    expect(ticks).toBeLessThan(check.size.sleepS * 5)
  })

  test('so is one whose line was dead, who said it before the line was back', async () => {
    await hasRead(ken!.page, MINUTE)
    await fill(ken!, '眠っていた健です')
    line.silence()
    await missedMeanwhile()
    await at(ken!.page, 'composer-send').click()
    line.heal()
    await isHeld(ken!, '眠っていた健です', 'no line')
  })

  test('LINE’s books and the rows agree: each once', async () => {
    for (const text of said) expect([text, await takenOf([text])]).toEqual([text, 1])
    expect(await areRows(said)).toBe(said.length)
    expect(await violationsIn({ simulator: desk.world.simulator, pool: desk.pool, excuses: [] })).toEqual([])
    expect([...aoi!.problems, ...mika!.problems, ...ken!.problems]).toEqual([])
  })

  test('… and gateways that do not hear of each other’s words are caught', async () => {
    await desk.pool.query(`create function forget() returns trigger language plpgsql as
      $$ begin new.since := '-infinity'; return new; end $$`)
    await desk.pool.query(
      'create trigger deaf before insert or update on last_said for each row execute function forget()',
    )
    const { pid } = desk.world.children.get('projector-1')!
    process.kill(pid, 'SIGSTOP') // nor by rows that are quick
    try {
      const texts: [string, string] = ['最後の返事です', '私も最後です']
      const { losers } = await inOneInstant(aoi!, mika!, texts)
      expect(losers).toEqual([])
      expect(await takenOf(texts)).toBe(2)
    } finally {
      process.kill(pid, 'SIGCONT')
      await desk.pool.query('drop function forget() cascade')
    }
  })
})

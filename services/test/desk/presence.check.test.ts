// Who is where, seen by others at two gateways (CO-1, CO-2): within a second, gone at once on leaving and within a lease after a crash;
// and without Redis everything but the marks goes on, until they are back by themselves (LV-7).
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { setTimeout as wait } from 'node:timers/promises'
import { hasRead } from '../../../web/e2e/reading.ts'
import { createStack } from '../../runtime/lifecycle.ts'
import { demoPeople } from '../../simulator/world/demo.ts'
import { checkOf } from '../check/check.ts'
import { startProxy } from '../faults/proxy.ts'
import {
  after,
  bubble,
  customerSays,
  missingSeats,
  openChromium,
  openConversation,
  openMortal,
  rowOf,
  sent,
  sit,
  type Seat,
} from './seats.fixture.ts'
import { fair } from './share.fixture.ts'
import { openDesk, type Desk } from './stage.fixture.ts'

const check = checkOf('presence', { short: { rounds: 2, awayS: 15 }, long: { rounds: 10, awayS: 60 } })
const missing = missingSeats()
if (missing !== null) console.log(`presence is not run: ${missing}`)

const MINUTE = 60_000
const SOON = 1_000
const LEASE = 13_000
/** The bus and the leases are tried anew every 2 s, and told within 4 s of that. */
const BACK = 10_000
/** A notice that is lost heals within a second or so. */
const TALK = 5_000
const PERSON = demoPeople[1]!

const stack = createStack()
let desk: Desk
let [aoi, mika, ken]: Seat[] = []
let mortal: Awaited<ReturnType<typeof openMortal>>
/** A mutation for the check's own sake: no word of presence reaches it. */
let blind: Seat
/** Of an agent who comes later. */
let fifth: string

beforeAll(async () => {
  if (missing !== null) return
  desk = stack.use(await openDesk({ seed: check.seeds[0]! }), (opened) => opened.stop())
  for (const person of [PERSON, demoPeople[2]!]) await customerSays(desk, person, 'ソファの在庫はありますか')
  const cookies = await desk.agents(5)
  fifth = cookies[4]!
  const browser = await openChromium(stack)
  mortal = await openMortal(stack)
  aoi = await sit(desk, { browser, agent: 1, cookie: cookies[0]! })
  mika = await sit(desk, { browser, agent: 2, cookie: cookies[1]! })
  ken = await sit(desk, { browser: mortal.browser, agent: 3, cookie: cookies[2]! })
  blind = await sit(desk, { browser, agent: 4, cookie: cookies[3]!, prepare: withoutPresence })
}, 20 * MINUTE)
afterAll(() => stack.stop(), MINUTE)

const withoutPresence = (page: Page) =>
  page.routeWebSocket(/socket\.io/, (near) => {
    const far = near.connectToServer()
    far.onMessage((text) => void (String(text).startsWith('42["presence"') || near.send(text)))
  })

const mark = ({ page }: Seat, who: Seat, state: string) =>
  rowOf(page, PERSON).locator(`.agent-mark[data-presence=${state}][aria-label^="${who.name} "]`)
const anyMark = ({ page }: Seat, who: Seat) => rowOf(page, PERSON).locator(`.agent-mark[aria-label^="${who.name} "]`)
const seenBy = (seats: Seat[], who: Seat, state: string, begin: number, timeout = fair(SOON)) =>
  Promise.all(seats.map((seat) => after(begin, mark(seat, who, state).waitFor({ timeout }))))
const goneFor = (seats: Seat[], who: Seat, begin: number, timeout = fair(SOON)) =>
  Promise.all(seats.map((seat) => after(begin, anyMark(seat, who).waitFor({ state: 'detached', timeout }))))

/** A page without a window is always in front: it is told otherwise. */
const tab = ({ page }: Seat, is: 'hidden' | 'visible') =>
  page.evaluate(`Object.defineProperty(document, 'visibilityState', { value: '${is}', configurable: true });
    void document.dispatchEvent(new Event('visibilitychange'))`)

const leave = ({ page }: Seat) => rowOf(page, demoPeople[2]!).click()

async function oneRound(who: Seat, others: Seat[], told: Record<string, number[]>) {
  const add = (what: string, all: number[]) => void (told[what] = [...(told[what] ?? []), ...all])
  let begin = Date.now()
  await rowOf(who.page, PERSON).click()
  add('viewing', await seenBy(others, who, 'viewing', begin))
  await who.page.locator('[data-test=composer-text]').waitFor()
  begin = Date.now()
  await who.page.locator('[data-test=composer-text]').pressSequentially('は')
  add('typing', await seenBy(others, who, 'typing', begin))
  begin = Date.now()
  await tab(who, 'hidden')
  add('away', await seenBy(others, who, 'away', begin))
  await tab(who, 'visible')
  await seenBy(others, who, 'viewing', begin)
  begin = Date.now()
  await leave(who)
  add('left', await goneFor(others, who, begin))
}

const worst = (told: Record<string, number[]>) => Object.entries(told).map(([what, all]) => `${what} ${all.join(' ')}`)

describe.skipIf(missing !== null)('presence', { timeout: 8 * MINUTE }, () => {
  test('viewing, typing, away and leaving are seen at the other gateway and at the same one within a second', async () => {
    const served = [aoi!, mika!].map((_, i) => desk.world.balancer!.targetOf(`seat ${i + 1} (Madoguchi scene)`))
    expect(new Set(served).size).toBe(2)
    const told: Record<string, number[]> = {}
    for (let round = 0; round < check.size.rounds; round += 1) {
      await oneRound(aoi!, [mika!, ken!], told)
      await oneRound(mika!, [aoi!, ken!], told)
      await oneRound(ken!, [aoi!, mika!], told)
    }
    console.log(`presence: seen after ms: ${worst(told).join('; ')}`)
    expect(Math.max(...Object.values(told).flat())).toBeLessThan(fair(SOON))
  })

  test('… and a page that no presence reaches is caught', async () => {
    await rowOf(aoi!.page, PERSON).click()
    expect(await seenBy([blind], aoi!, 'viewing', Date.now())).toEqual([Infinity])
    await leave(aoi!)
  })

  test('a closed page is gone at once, a killed browser within its lease', async () => {
    const second = await mika!.context.newPage()
    await second.goto(mika!.page.url())
    const there = { ...mika!, page: second }
    await rowOf(second, PERSON).click()
    expect(await seenBy([aoi!, ken!], there, 'viewing', Date.now(), 10_000)).not.toContain(Infinity)
    let begin = Date.now()
    await second.close()
    const closed = await goneFor([aoi!, ken!], mika!, begin)
    await rowOf(ken!.page, PERSON).click()
    await seenBy([aoi!, mika!], ken!, 'viewing', Date.now())
    begin = Date.now()
    await mortal.kill()
    const killed = await goneFor([aoi!, mika!], ken!, begin, fair(LEASE))
    console.log(`presence: gone ${closed.join(', ')} ms after closing, ${killed.join(', ')} ms after kill -9`)
    expect(Math.max(...closed)).toBeLessThan(fair(SOON))
    expect(Math.max(...killed)).toBeLessThan(fair(LEASE))
  })

  test('who vanishes without a word, as a network does, is gone within a lease', async () => {
    const to = { port: Number(new URL(desk.gateways[1]).port) }
    const line = stack.use(await startProxy({ to }), (opened) => opened.stop())
    const url = `http://127.0.0.1:${line.port}`
    const rin = await sit(desk, { browser: aoi!.page.context().browser()!, agent: 5, cookie: fifth, url })
    await rowOf(rin.page, PERSON).click()
    expect(await seenBy([aoi!, mika!], rin, 'viewing', Date.now(), 10_000)).not.toContain(Infinity)
    const begin = Date.now()
    line.silence()
    const vanished = await goneFor([aoi!, mika!], rin, begin, fair(LEASE + SOON))
    console.log(`presence: gone ${vanished.join(', ')} ms after the line fell silent`)
    expect(Math.max(...vanished)).toBeLessThan(fair(LEASE + SOON))
  })

  test('while Redis is away people write and agents answer; the marks are back by themselves', async () => {
    for (const seat of [aoi!, mika!]) await openConversation(seat, PERSON, 'ソファの在庫')
    await seenBy([mika!], aoi!, 'viewing', Date.now())
    await desk.redis.kill()
    const end = Date.now() + check.size.awayS * 1_000
    const gone = goneFor([mika!], aoi!, Date.now(), check.size.awayS * 1_000)
    const took: number[] = []
    let n = 0
    while (Date.now() < end) {
      took.push(...(await oneExchange((n += 1))))
      await wait(500)
    }
    const vanished = await gone
    await desk.redis.start()
    const begin = Date.now()
    const back = (
      await Promise.all([
        seenBy([mika!], aoi!, 'viewing', begin, fair(BACK)),
        seenBy([aoi!], mika!, 'viewing', begin, fair(BACK)),
      ])
    ).flat()
    console.log(
      `presence: without Redis for ${check.size.awayS} s: ${n} questions and answers, each seen after at most ${Math.max(...took)} ms; marks gone after ${vanished.join()} ms, back ${back.join(', ')} ms after its return`,
    )
    expect(Math.max(...took)).toBeLessThan(fair(TALK))
    expect(Math.max(...vanished, ...back)).toBeLessThan(Infinity)
    await everythingOnce(n)
    expect([...aoi!.problems, ...mika!.problems]).toEqual([])
  })
})

/** A customer asks, both see it; one answers, the other sees it and LINE has taken it. */
async function oneExchange(n: number): Promise<number[]> {
  let begin = Date.now()
  await customerSays(desk, PERSON, `質問${n}。`)
  const asked = await Promise.all(
    [aoi!, mika!].map(({ page }) => after(begin, bubble(page, `質問${n}。`).waitFor({ timeout: fair(TALK) }))),
  )
  await hasRead(aoi!.page, MINUTE)
  await aoi!.page.locator('[data-test=composer-text]').fill(`答え${n}。`)
  begin = Date.now()
  await aoi!.page.keyboard.press('Control+Enter')
  const answered = await Promise.all(
    [aoi!, mika!].map(({ page }) => after(begin, sent(page, `答え${n}。`).waitFor({ timeout: fair(TALK) }))),
  )
  return [...asked, ...answered]
}

async function everythingOnce(n: number) {
  const { rows } = await desk.pool.query<{ text: string }>(
    `select row->'body'->>'text' as text from rm.message where row::text ~ '(質問|答え)\\d+。'`,
  )
  expect(rows).toHaveLength(2 * n)
}

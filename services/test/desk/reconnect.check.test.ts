// Away for a second, a minute, half an hour, while hundreds of events happen (LV-2): back on the line an agent's screen is soon what a
// fresh one shows, by the way that fits: from the rings, from the rows, or by starting over.
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FollowAck } from '@madoguchi/contracts/socket/ack'
import { createStack } from '../../runtime/lifecycle.ts'
import { demoPeople } from '../../simulator/world/demo.ts'
import { checkOf } from '../check/check.ts'
import { createDice } from '../check/dice.ts'
import { startProxy, type Proxy } from '../faults/proxy.ts'
import { missingEngines } from '../house/engines.fixture.ts'
import type { Ears } from '../house/browser.fixture.ts'
import { until } from '../house/until.fixture.ts'
import { breakOff, unlike, truthFor, type Away } from './away.fixture.ts'
import { isShown, openLined, type LinedAgent } from './lines.fixture.ts'
import { bubble, customerSays, missingSeats, openChromium, openConversation, sit, type Seat } from './seats.fixture.ts'
import { fair } from './share.fixture.ts'
import { openDesk, type Desk } from './stage.fixture.ts'

const MINUTE = 60_000
const check = checkOf('reconnect', { short: { minute: 4_000, silences: 1 }, long: { minute: MINUTE, silences: 5 } })
const missing = missingEngines()
if (missing !== null) console.log(`reconnect is not run: ${missing}`)

const blind = missingSeats()
if (missing === null && blind !== null) console.log(`a silent line is not tried at a browser: ${blind}`)

const PEOPLE = 24
const AGENTS = 4
const OPEN = 5
/** LV-3: a line that carries nothing is taken for dead. */
const NOTICED_MS = 12_000
const PERSON = demoPeople[1]!
/** NF-5: what an hour away may cost. */
const WITHIN_MS = 3_000

let desk: Desk
let agents: LinedAgent[]
let forgetful: LinedAgent
/** The cookie of one more, who sits at a real browser. */
let seated: string
let resets = 0
const answered = (ack: FollowAck) => void (resets += Number(ack.ok && ack.reset))
const counting: Ears = {
  follow: (ask) => async (body) => {
    const ack = await ask(body)
    answered(ack)
    return ack
  },
}
/** A mutation for the check's own sake: catching up tells it nothing. */
const forgetting: Ears = {
  follow: (ask) => async (body) => {
    const ack = await ask(body)
    return ack.ok && !ack.reset ? { ...ack, changes: [] } : ack
  },
}

async function open(i: number, cookie: string, ears: Ears): Promise<LinedAgent> {
  const [first, ...others] = desk.conversations(PEOPLE)
  const conversations = [first!, ...others.slice(i * (OPEN - 1), (i + 1) * (OPEN - 1))]
  const { gateways, channels } = desk
  const agent = await openLined({ name: `agent ${i}`, cookie, gateways, first: i, channels, conversations, ears })
  await until(() => isShown(agent, 1 + channels.length + OPEN), `the screen of agent ${i}`, MINUTE)
  return agent
}

beforeAll(async () => {
  if (missing !== null) return
  desk = await openDesk({ seed: check.seeds[0]! })
  const written = await desk.write({ rate: 100, count: 4 * PEOPLE, people: PEOPLE })
  await until(() => desk.areRows(written.keys()), 'rows', MINUTE)
  const cookies = await desk.agents(AGENTS + 2)
  agents = await Promise.all(cookies.slice(2).map((cookie, i) => open(i, cookie, counting)))
  forgetful = await open(AGENTS, cookies[0]!, forgetting)
  seated = cookies[1]!
}, 20 * MINUTE)
afterEach(() => void (resets = 0))
afterAll(async () => {
  for (const agent of [...(agents ?? []), ...(forgetful ? [forgetful] : [])]) await agent.stop()
  await desk?.stop()
}, MINUTE)

const rateOver = (ms: number) => 500 / ((ms * 0.9) / 1_000)
const EVENTS = { count: 500, people: PEOPLE }
const HALF_AN_HOUR = 30 * MINUTE
/** `startsOver`: whether views are loaded afresh; undefined = as it falls out. */
const AWAYS: (Away & { startsOver?: boolean })[] = [
  { name: 'a second', ms: 1_000, writes: [{ ...EVENTS, rate: rateOver(1_000) }], early: true, startsOver: false },
  {
    name: check.long ? 'a minute' : `${check.size.minute / 1_000} s`,
    ms: check.size.minute,
    writes: [{ ...EVENTS, rate: rateOver(check.size.minute) }],
    startsOver: false,
  },
  {
    name: 'half an hour, as those see it who remember: rings and leases gone, more rows than are told one by one',
    ms: 5_000,
    writes: [
      { ...EVENTS, rate: 200 },
      { count: 520, rate: 200, people: 1 },
    ],
    forget: true,
    startsOver: true,
  },
  ...(check.long
    ? [{ name: 'half an hour', ms: HALF_AN_HOUR, writes: [{ ...EVENTS, rate: rateOver(HALF_AN_HOUR) }] }]
    : []),
]

describe.skipIf(missing !== null)('back after', { timeout: HALF_AN_HOUR + 5 * MINUTE }, () => {
  test.for(AWAYS)('$name', async ({ startsOver, ...away }) => {
    const { awayMs, events, exactMs } = await breakOff(desk, agents, away)
    console.log(
      `reconnect: away ${awayMs} ms, ${events} events meanwhile; exact after ${exactMs.join(', ')} ms; ${resets} views started over`,
    )
    expect(Math.max(...exactMs)).toBeLessThan(fair(WITHIN_MS))
    expect(startsOver ?? resets > 0).toBe(resets > 0)
  })

  test('… and one that is told nothing on its return is caught', async () => {
    await breakOff(desk, [forgetful], { name: 'a moment', ms: 500, writes: [{ ...EVENTS, count: 50, rate: 100 }] })
    expect(unlike(forgetful, await truthFor([forgetful]))).not.toEqual([])
  })
})

/** Both ends believe in it and nothing arrives, while a customer writes. Ms until a new line is asked for, and until all is shown. */
async function oneSilence({ page }: Seat, line: Proxy, n: number) {
  const texts = [1, 2, 3].map((i) => `黙っている間${n}の${i}`)
  const opened = page.waitForEvent('websocket', { timeout: MINUTE })
  const begin = Date.now()
  line.halfOpen()
  for (const text of texts) await customerSays(desk, PERSON, text)
  await opened
  const noticed = Date.now() - begin
  for (const text of texts) await bubble(page, text).waitFor({ timeout: MINUTE })
  const shown = Date.now() - begin
  for (const text of texts) expect(await bubble(page, text).count()).toBe(1)
  return { noticed, shown }
}

describe.skipIf(blind !== null)('a half-open line', { timeout: 5 * MINUTE }, () => {
  test('is noticed by the browser within 12 s, and nothing is missing or double', async ({ onTestFinished }) => {
    const stack = createStack()
    onTestFinished(() => stack.stop(), MINUTE)
    await customerSays(desk, PERSON, 'ソファの在庫はありますか')
    const to = { port: Number(new URL(desk.gateways[0]).port) }
    const line = stack.use(await startProxy({ to }), (opened) => opened.stop())
    const browser = await openChromium(stack)
    const seat = await sit(desk, { browser, agent: 2, cookie: seated, url: `http://127.0.0.1:${line.port}` })
    await openConversation(seat, PERSON, 'ソファの在庫')
    const dice = createDice(check.seeds[0]!)
    const all: Awaited<ReturnType<typeof oneSilence>>[] = []
    for (let n = 1; n <= check.size.silences; n += 1) {
      await wait(dice.int(5_000)) // a beat comes every 5 s: anywhere between two
      all.push(await oneSilence(seat, line, n))
    }
    console.log(
      `reconnect: ${all.map((one) => `noticed after ${one.noticed} ms, all shown after ${one.shown} ms`).join('; ')}`,
    )
    expect(Math.max(...all.map((one) => one.noticed))).toBeLessThan(fair(NOTICED_MS))
    expect(seat.problems).toEqual([])
  })
})

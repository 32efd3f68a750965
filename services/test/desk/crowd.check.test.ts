// A hundred agents at two gateways while people write fifty messages a second, lines fall away and a gateway is restarted: at the end
// each screen is what a fresh one shows, and no message was missed (LV-1, LV-2, NF-5, NF-6). How late they came is told beside the
// same on a bare loop of receive, produce, consume, commit and emit to as many sockets.
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPart, type Part } from '../../bench/parts/part.ts'
import { percentile } from '../../bench/percentile.ts'
import { startFloor } from '../../bench/screen/startFloor.ts'
import { createStack } from '../../runtime/lifecycle.ts'
import { demoChannels } from '../../simulator/world/demo.ts'
import { checkOf } from '../check/check.ts'
import { createDice, type Dice } from '../check/dice.ts'
import { missingEngines } from '../house/engines.fixture.ts'
import { until } from '../house/until.fixture.ts'
import type { CrowdSettings, Drop, Member, Shown } from './crowd.fixture.ts'
import { openDesk, type Desk } from './stage.fixture.ts'

const check = checkOf('crowd', { short: { seconds: 20, bareSeconds: 5 }, long: { seconds: 300, bareSeconds: 20 } })
const missing = missingEngines()
if (missing !== null) console.log(`crowd is not run: ${missing}`)

const { CROWD_AGENTS = '100', CROWD_RATE = '50' } = process.env
const [AGENTS, RATE] = [Number(CROWD_AGENTS), Number(CROWD_RATE)]
const MINUTE = 60_000
const PROCESSES = 2
const PEOPLE = 50
const OPEN = 5
const DROP_MS = 2_000
/** Of one agent, on average. */
const DROP_EVERY_MS = 30_000
const SILENT_CHANCE = 0.2
/** A line that is silent is given up after 12 s, and what was on its way comes then. */
const REST_MS = 2 * MINUTE

const stack = createStack()
let desk: Desk
let parts: Part<null>[]
let members: Member[]

beforeAll(async () => {
  if (missing !== null) return
  desk = stack.use(await openDesk({ seed: check.seeds[0]! }), (opened) => opened.stop())
  const first = await desk.write({ rate: 50, count: PEOPLE, people: PEOPLE })
  await until(() => desk.areRows(first.keys()), 'rows', MINUTE)
  const places = desk.conversations(PEOPLE)
  const cookies = await desk.agents(AGENTS + 1)
  members = cookies.map((cookie, i) => ({
    name: `agent ${i}`,
    cookie,
    first: i,
    conversations: Array.from({ length: OPEN }, (_, k) => places[(i * OPEN + k) % PEOPLE]!),
    deaf: i === AGENTS,
  }))
  parts = []
  for (let i = 0; i < PROCESSES; i += 1) {
    const mine = members.filter((_, n) => n % PROCESSES === i)
    const settings: CrowdSettings = { members: mine, gateways: desk.gateways, channels: desk.channels }
    parts.push(
      stack.use(await startPart<null>(join(import.meta.dirname, 'crowd.fixture.ts'), settings), (part) => part.stop()),
    )
  }
  await all('opened')
}, 20 * MINUTE)
afterAll(() => stack.stop(), MINUTE)

const all = <T>(name: string, given?: unknown) => Promise.all(parts.map((part) => part.ask<T>(name, given)))

/** Lines fall away, now this one's, now that one's, until it is over. */
async function dropLines(dice: Dice, over: () => boolean): Promise<number> {
  const drops: Promise<unknown>[] = []
  while (!over()) {
    const i = dice.int(AGENTS)
    const drop: Drop = { member: Math.floor(i / PROCESSES), ms: DROP_MS, silent: dice.chance(SILENT_CHANCE) }
    drops.push(parts[i % PROCESSES]!.ask('drop', drop))
    await wait(dice.int((2 * DROP_EVERY_MS) / AGENTS))
  }
  await Promise.all(drops)
  return drops.length
}

async function storm(seed: number) {
  const dice = createDice(seed)
  let over = false
  const dropping = dropLines(dice.fork('drops'), () => over)
  const restarting = wait((check.size.seconds * 1_000) / 2).then(async () => {
    const how = dice.pick(['SIGTERM', 'SIGKILL'] as const)
    await desk.world.children.get('gateway-2')!.kill(how)
    await desk.world.restart('gateway-2')
    return how
  })
  const written = await desk.write({ rate: RATE, count: RATE * check.size.seconds, people: PEOPLE })
  over = true
  const [drops, restart] = await Promise.all([dropping, restarting])
  await until(() => desk.areRows(written.keys()), 'rows of all that was written', 5 * MINUTE)
  return { written, drops, restart }
}

type Unlike = { wrong: string[]; deaf: string[] }
async function atRest(): Promise<Unlike> {
  let told: Unlike[] = []
  const look = async () => (told = await all<Unlike>('unlike')).every(({ wrong }) => wrong.length === 0)
  await until(look, 'screens like fresh ones', REST_MS).catch(() => undefined)
  return { wrong: told.flatMap(({ wrong }) => wrong), deaf: told.flatMap(({ deaf }) => deaf) }
}

async function bareLoop(): Promise<number[]> {
  const { url, redisUrl } = { url: desk.world.settings.DATABASE_URL!, redisUrl: desk.redis.url }
  const loop = createStack()
  try {
    const kafka = { brokers: desk.world.settings.KAFKA_BROKERS!.split(','), topic: '' }
    const { webhook, show } = await startFloor(loop, { url, pool: desk.pool, redisUrl, kafka }, demoChannels[0]!.secret)
    await all('bare', show)
    const count = RATE * check.size.bareSeconds
    const written = await desk.writeTo(webhook, { rate: RATE, count, people: PEOPLE })
    let took: number[] = []
    const heard = async () =>
      (took = (await all<number[]>('bareShown', written)).flat()).length >= count * members.length
    await until(heard, 'everything from the bare loop', MINUTE)
    await all('bareEnd')
    return took
  } finally {
    await loop.stop()
  }
}

const figures = (took: number[]) => [50, 95, 99].map((p) => `p${p} ${Math.round(percentile(took, p))}`).join(' ')

describe.skipIf(missing !== null)('the crowd', { timeout: 20 * MINUTE }, () => {
  test.for(check.seeds.slice(0, 1))('sees everything and ends as fresh ones (seed %i)', async (seed) => {
    const { written, drops, restart } = await storm(seed)
    const { wrong, deaf } = await atRest()
    const told = await all<Shown>('shown', written)
    const [calm, cut, silent] = [
      told.flatMap((one) => one.calm),
      told.flatMap((one) => one.cut),
      told.flatMap((one) => one.silent),
    ]
    const shown = calm.length + cut.length + silent.length
    const lost = told.reduce((sum, one) => sum + one.missing, 0)
    const bare = await bareLoop()
    console.log(
      `crowd: ${AGENTS} agents, ${written.size} messages at ${RATE}/s, ${drops} lines dropped, a gateway restarted by ${restart}; ` +
        `${shown} of ${shown + lost} shown, ${wrong.length} rows unlike fresh ones; ` +
        `webhook to screen, ms: ${figures(calm)}; through ${cut.length} cuts ${figures(cut)}, through ${silent.length} silences ${figures(silent)}; bare loop ${figures(bare)}`,
    )
    expect(wrong).toEqual([])
    expect(lost).toBe(0)
    expect(shown).toBe(Math.round((written.size * AGENTS * OPEN) / PEOPLE))
    expect(deaf.length + told.reduce((sum, one) => sum + one.deafMissing, 0)).toBeGreaterThan(0)
  })
})

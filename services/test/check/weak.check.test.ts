// A weak network loses answers: the outbox sends again what it has no answer to, under the same id, and LINE gets each message once and
// in order. The browser's own outbox, a real gateway, log and sender; LINE's books are the judge.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { startEmbeddedWorld, type World } from '../world.ts'
import { checkOf } from './check.ts'
import { createDice, type Dice } from './dice.ts'
import { startThief } from './thief.fixture.ts'
import { customersOf, judge, sayAll, type Repeat, type Said } from './weak.fixture.ts'

const MINUTE = 60_000
const CUSTOMERS = 5
const check = checkOf('weak', { short: { messages: 100, thefts: 10 }, long: { messages: 500, thefts: 50 } })

let world: World
beforeAll(async () => void (world = await startEmbeddedWorld()), 2 * MINUTE)
afterAll(() => world?.stop(), MINUTE)

type Size = { messages: number; thefts: number }
type Run = Size & { seed: number; repeat?: Repeat }

/** Which answers are lost: drawn among all that would come if none were. */
const ordinals = (dice: Dice, { messages, thefts }: Size) =>
  dice
    .shuffle(Array.from({ length: messages }, (_, i) => i + 1))
    .slice(0, thefts)
    .toSorted((a, b) => a - b)

async function run({ seed, repeat, ...size }: Run) {
  const customers = await customersOf(world, CUSTOMERS)
  const dice = createDice(seed)
  const said: Said[] = Array.from({ length: size.messages }, (_, i) => ({
    ...dice.pick(customers),
    text: `${i + 1} of ${size.messages} (${seed}, ${uuidv7()})`,
  }))
  const thief = await startThief({ port: Number(new URL(world.console).port), at: ordinals(dice, size) })
  try {
    const again = await sayAll({ world, url: thief.url, said, ...(repeat === undefined ? {} : { repeat }) })
    return { thefts: thief.thefts(), again, verdict: await judge(world, said) }
  } finally {
    await thief.stop()
  }
}

test.for(check.seeds)(
  'every message is at LINE once and in order, however many answers are lost (seed %i)',
  { timeout: 15 * MINUTE },
  async (seed) => {
    const began = performance.now()
    const { thefts, again, verdict } = await run({ ...check.size, seed })
    console.log(
      `weak: ${check.size.messages} messages to ${CUSTOMERS} customers, ${thefts} answers lost with their line, ${again} sent again, ${Math.round((performance.now() - began) / 1000)} s; lost ${verdict.lost.length}, doubled ${verdict.doubled.length}, out of order ${verdict.outOfOrder.length}`,
    )
    expect(verdict).toEqual({ lost: [], doubled: [], outOfOrder: [] })
    expect(thefts).toBe(check.size.thefts)
    expect(again).toBeGreaterThanOrEqual(thefts)
  },
)

test('… and an outbox that repeats under a new id is caught', { timeout: 5 * MINUTE }, async () => {
  const { thefts, verdict } = await run({
    messages: 20,
    thefts: 4,
    seed: check.seeds[0]!,
    repeat: (command) => ({ ...command, id: uuidv7() }),
  })
  expect(thefts).toBe(4)
  expect(verdict.doubled.length).toBeGreaterThanOrEqual(4)
})

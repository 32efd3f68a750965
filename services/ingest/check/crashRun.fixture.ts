// Ingest's intake in one process through a random history: the log falls silent, ingest dies (its memory is gone, what is on
// disk at that moment stays), and comes back on its spool while people go on. For planting faults; the real death is beside it.
import { cpSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createMetrics } from '../../runtime/metrics.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { createDice, type Dice } from '../../test/check/dice.ts'
import { createFakeLog, said } from '../desk.fixture.ts'
import { wrap } from '../envelope.ts'
import { createIntake, type Intake } from '../intake.ts'
import { openSpool, type Spool } from '../spool.ts'
import { judge, type Delivery, type Judgement } from './judge.fixture.ts'

export type Plant = {
  spool?: (real: Spool) => Spool
  log?: (real: Fake) => Fake
  /** What was left over enters its lanes only after new events. */
  lateResume?: boolean
}
type Fake = ReturnType<typeof createFakeLog>

/** One tick of the platform's clock for every event that is sent or answered: longer than what judge() calls doubt. */
const TICK_MS = 1_000
const SOON = { spool: 2, giveUp: 1_000 }

/** Talks to one life of ingest after another; what it heard is what LINE would know. */
function createLine(dice: Dice, onAnswer: (answers: number) => void) {
  const deliveries: Delivery[] = []
  let at = 0
  return {
    deliveries,
    async say(intake: Intake, alive: () => boolean) {
      const event = said(dice.pick(['U1', 'U2', 'U3']), 'x')
      const sent = (at += TICK_MS)
      const ok = await intake.take([wrap('shop', event, 0)], SOON)
      if (!alive()) return
      at += TICK_MS
      const [status, verdict] = ok ? ([200, 'ok'] as const) : ([503, 'error_status_code'] as const)
      deliveries.push({ eventIds: [event.webhookEventId], verdict, status, at, latencyMs: at - sent })
      onAnswer(deliveries.length)
    },
  }
}

async function live(folder: string, { spool = (one) => one, log = (one) => one }: Plant) {
  const deps = { logger: silentLogger(), metrics: createMetrics() }
  const fake = createFakeLog()
  fake.stalled = true
  const opened = await openSpool({ folder, ...deps })
  return { fake, opened, intake: createIntake({ log: log(fake), spool: spool(opened), ...deps }) }
}

export async function crashRun(seed: number, plant: Plant = {}): Promise<Judgement> {
  const dice = createDice(seed)
  const root = await mkdtemp(join(tmpdir(), 'madoguchi-crash-'))
  const [before, after] = [join(root, 'before'), join(root, 'after')]
  const lastAnswer = dice.between(6, 12)
  let dead = false
  const line = createLine(dice, (answers) => {
    if (dead || answers < lastAnswer) return
    dead = true
    cpSync(before, after, { recursive: true })
  })
  const first = await live(before, plant)
  const talking = Array.from({ length: 20 }, async () => {
    await wait(dice.int(12))
    if (!dead) await line.say(first.intake, () => !dead)
  })
  await Promise.all(talking)
  await first.fake.close()
  await first.opened.stop()

  const second = await live(after, plant)
  if (!plant.lateResume) second.intake.resume()
  const more = Array.from({ length: 6 }, () => line.say(second.intake, () => true))
  if (plant.lateResume) second.intake.resume()
  second.fake.go()
  await Promise.all(more)
  await second.intake.drain(1_000)
  await second.opened.stop()
  await rm(root, { recursive: true, force: true, maxRetries: 3 })
  const logged = second.fake.acknowledged.map(({ id, key }, off) => ({ id, key, part: 0, off }))
  return judge({ deliveries: line.deliveries, logged })
}

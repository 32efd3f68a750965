// The whole house, every role its own process on real engines, killed at random under load. Afterwards the rows are those that the
// log alone gives, LINE's books are clean, every browser shows what a fresh one would, and nothing hangs (log.md §13, 6, 8, 9, 12).
import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startEmbedded } from '../../db/embedded.ts'
import { createStack, type Stack } from '../../runtime/lifecycle.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { checkOf } from '../check/check.ts'
import { createDice } from '../check/dice.ts'
import { findRedis, startFaultyRedis } from '../faults/redis.ts'
import { createBlows, rain } from './blows.fixture.ts'
import { brokenIn, settle } from './calm.fixture.ts'
import { watchProgress } from './lag.fixture.ts'
import { startLoad } from './load.fixture.ts'
import { hardOfHearing, unnoticed } from './notices.fixture.ts'
import { openHouse } from './stage.fixture.ts'

const check = checkOf('house', { short: { kills: 3 }, long: { kills: 100 } })
const { KAFKA_BROKERS = '' } = process.env
const possible = KAFKA_BROKERS !== '' && findRedis() !== null
if (!possible) console.log('house is not run: it needs KAFKA_BROKERS and redis-server')

const CROWD = { users: 60, groups: 4, eventsPerSecond: 25, seconds: 7_200, answer: true }
const STILL_S = 30

/** Of its own: seven processes take more connections than a shared server has to spare, and the bus's channels have fixed names. */
async function openEngines(stack: Stack): Promise<Record<string, string>> {
  const folder = stack.use(await mkdtemp(join(tmpdir(), 'madoguchi-house-')), (path) => rm(path, { recursive: true }))
  await chmod(folder, 0o711)
  const postgres = stack.use(await startEmbedded({ folder, logger: silentLogger() }), (opened) => opened.stop())
  const redis = stack.use(await startFaultyRedis(), (opened) => opened.stop())
  return { DATABASE_URL: postgres.url, REDIS_URL: redis.url, KAFKA_BROKERS, KAFKA_TOPIC: `house-${randomUUID()}` }
}

describe.skipIf(!possible)('the house', () => {
  test.for(check.seeds)(
    'keeps every promise while its processes are killed at random (seed %i)',
    { timeout: check.long ? 14_400_000 : 1_200_000 },
    async (seed, { onTestFinished }) => {
      const stack = createStack()
      onTestFinished(() => stack.stop(), 60_000)
      const engines = await openEngines(stack)
      const house = stack.use(await openHouse({ seed, engines }), (opened) => opened.stop())
      const { world, pool, browsers } = house
      const dice = createDice(seed)
      const blows = createBlows(world)
      const deaf = await house.open('deaf', hardOfHearing())
      const load = await startLoad({ simulator: world.simulator, browsers, dice: dice.fork('load'), crowd: CROWD })
      const progress = watchProgress(pool)
      await rain(blows, { dice: dice.fork('blows'), count: check.size.kills })
      progress.stop()
      await load.stop()
      const took = await settle(house)
      const surprises = [...blows.surprises()]
      const broken = await brokenIn(house, blows.excuses())
      const missed = broken.length > 0 ? [] : await unnoticed({ house, deaf, blows })
      const acked = browsers.reduce((sum, one) => sum + one.acked.size, 0)
      console.log(
        `house: killed ${JSON.stringify(blows.kills())} (${blows.restarts()} starts repeated); ${load.raised()} events, ${acked} messages acknowledged of ${load.said()}, ` +
          `${broken.length} broken; at the log's end after ${took} ms, at most ${progress.longest()} s without progress, ${progress.connections()} connections`,
      )
      expect(broken).toEqual([])
      expect(surprises).toEqual([])
      expect(missed).toEqual([])
      expect(progress.longest()).toBeLessThan(STILL_S)
    },
  )
})

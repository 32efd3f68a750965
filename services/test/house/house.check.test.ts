// The whole house, every role its own process on real engines, killed at random under load. Afterwards the rows are those that the
// log alone gives, LINE's books are clean, every browser shows what a fresh one would, and nothing hangs (log.md §13, 6, 8, 9, 12).
import { describe, expect, test } from 'vitest'
import { createStack } from '../../runtime/lifecycle.ts'
import { checkOf } from '../check/check.ts'
import { createDice } from '../check/dice.ts'
import { createBlows, rain } from './blows.fixture.ts'
import { brokenIn, settle } from './calm.fixture.ts'
import { missingEngines, openOwnEngines } from './engines.fixture.ts'
import { watchProgress } from './lag.fixture.ts'
import { startLoad } from './load.fixture.ts'
import { hardOfHearing, unnoticed } from './notices.fixture.ts'
import { openHouse } from './stage.fixture.ts'

const check = checkOf('house', { short: { kills: 3 }, long: { kills: 100 } })
const missing = missingEngines()
if (missing !== null) console.log(`house is not run: ${missing}`)

const CROWD = { users: 60, groups: 4, eventsPerSecond: 25, seconds: 7_200, answer: true }
const STILL_S = 30

describe.skipIf(missing !== null)('the house', () => {
  test.for(check.seeds)(
    'keeps every promise while its processes are killed at random (seed %i)',
    { timeout: check.long ? 14_400_000 : 1_200_000 },
    async (seed, { onTestFinished }) => {
      const stack = createStack()
      onTestFinished(() => stack.stop(), 60_000)
      const { engines } = await openOwnEngines(stack)
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

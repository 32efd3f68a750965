// What the house has to do meanwhile: the simulator's people write, agents open what they see and answer it.
import { setTimeout as wait } from 'node:timers/promises'
import { reachOf } from '@madoguchi/contracts/row/reach'
import type { CrowdInput, CrowdReport } from '../../simulator/people/crowd/crowd.ts'
import type { Dice } from '../check/dice.ts'
import { sim } from './books.fixture.ts'
import type { Browser } from './browser.fixture.ts'

export type Load = {
  said(): number
  /** Events of the people, once it is over. */
  raised(): number
  stop(): Promise<void>
}
type Deps = {
  simulator: string
  browsers: Browser[]
  dice: Dice
  crowd: CrowdInput & { seconds: number }
  /** How often the crowd's time is gone through, one after the other. */
  days?: number
}

/** Between two messages of one agent, on average. */
const EVERY_MS = 400
/** One look at another conversation in so many answers. */
const LOOK_CHANCE = 0.2

export async function startLoad({ simulator, browsers, dice, crowd, days = 1 }: Deps): Promise<Load> {
  let [said, raised, going] = [0, 0, true]
  const rise = () => sim(simulator, 'POST', '/_sim/crowd', crowd)
  const rest = async () => void (raised += (await sim<CrowdReport>(simulator, 'DELETE', '/_sim/crowd')).raised)

  async function work(browser: Browser, own: Dice) {
    while (going) {
      const listed = browser.listed().filter((row) => reachOf(row, Date.now()).can !== 'no')
      if (listed.length > 0) {
        const { id } = own.pick(listed)
        if (own.chance(LOOK_CHANCE)) browser.openConversation(id)
        browser.say(id, `answer ${(said += 1)} of ${browser.name}`)
      }
      await wait(own.int(2 * EVERY_MS))
    }
  }
  async function nextDay(day: number) {
    const until = performance.now() + crowd.seconds * 1_000
    while (going && performance.now() < until) await wait(50)
    if (!going || day === days) return
    await rest()
    await rise()
    return nextDay(day + 1)
  }
  await rise()
  const working = [...browsers.map((browser) => work(browser, dice.fork(browser.name))), nextDay(1)]
  return {
    said: () => said,
    raised: () => raised,
    async stop() {
      going = false
      await Promise.all(working)
      await rest()
    },
  }
}

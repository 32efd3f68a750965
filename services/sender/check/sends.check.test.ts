// Each message is accepted by LINE at most once, in order per conversation, and ends: whoever dies, wherever, and whatever LINE
// does. The platform's own books are the judge.
import { afterEach, expect, test } from 'vitest'
import { checkOf } from '../../test/check/check.ts'
import { createDice, type Dice } from '../../test/check/dice.ts'
import { POINTS, type Play } from './points.fixture.ts'
import { openScene, type Judged, type Scene } from './scene.fixture.ts'
import { storm } from './storm.fixture.ts'

const MINUTE = 60_000
const check = checkOf('sends', {
  short: { deaths: 2, storm: { rounds: 2, each: 4 } },
  long: { deaths: 20, storm: { rounds: 40, each: 6 } },
})

const scenes: Scene[] = []
afterEach(async () => void (await Promise.all(scenes.splice(0).map((scene) => scene.stop()))))

async function open(seed: number): Promise<Scene> {
  const scene = await openScene(seed)
  scenes.push(scene)
  return scene
}

type Planned = { name: string; play: Play; dice: Dice }

/** Plays what is left of the list until nothing is. */
async function performed(scene: Scene, plays: Planned[]): Promise<Judged> {
  for (let next = plays.shift(); next !== undefined; next = plays.shift()) {
    const { name, play, dice } = next
    await scene.next()
    await play(scene, dice).catch((error: Error) => {
      throw new Error(`${name}: ${error.message}`, { cause: error })
    })
  }
  return scene.judge()
}

test.for(check.seeds)(
  'at every place where somebody can die, nothing is lost, nothing doubled, order kept (seed %i)',
  { timeout: 60 * MINUTE },
  async (seed) => {
    const dice = createDice(seed)
    const deaths = Array.from({ length: check.size.deaths }, () => Object.entries(POINTS)).flat()
    const plays = dice.shuffle(deaths).map(([name, play], i) => ({ name, play, dice: dice.fork(i) }))
    const perform = async () => performed(await open(seed), plays)
    // Two stages at a time: half of a play is waiting.
    const verdicts = await Promise.all([perform(), perform()])
    for (const { violations } of verdicts) expect(violations).toEqual([])
    const sum = (of: 'asked' | 'calls' | 'repeats') => verdicts.reduce((all, one) => all + one[of], 0)
    console.log(
      `sends: ${deaths.length} deaths at ${Object.keys(POINTS).length} places, ${sum('asked')} messages, ${sum('calls')} calls, ${sum('repeats')} repeats of what the dead had heard; lost 0, doubled 0`,
    )
  },
)

test.for(check.seeds)(
  'under LINE’s faults of every kind, with senders killed at random, the books are clean (seed %i)',
  { timeout: 60 * MINUTE },
  async (seed) => {
    const scene = await open(seed)
    const states = await storm(scene, createDice(seed).fork('storm'), check.size.storm)
    const { violations, asked, calls, repeats } = await scene.judge()
    expect(violations).toEqual([])
    expect(asked).toBe(states.size)
    const ends = Map.groupBy(states.values(), (state) => state)
    const figures = [...ends].map(([state, all]) => `${all.length} ${state}`).join(', ')
    console.log(
      `sends: ${2 * check.size.storm.rounds} kills under faults, ${asked} messages (${figures}), ${calls} calls, ${repeats} repeats of what the dead had heard; lost 0, doubled 0`,
    )
  },
)

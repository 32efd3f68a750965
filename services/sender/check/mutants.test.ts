// The check is checked: each promise of the sender broken on purpose gives its violation, and where none is broken there is none.
import { afterEach, expect, test } from 'vitest'
import type { Violation } from '../books.fixture.ts'
import type { SenderDeps } from '../start.ts'
import { MUTANTS } from './mutants.fixture.ts'
import type { Scenario } from './scenarios.fixture.ts'
import { openScene, type Scene } from './scene.fixture.ts'

const ALL = Object.entries(MUTANTS)
const SIDE_BY_SIDE = 3

const scenes: Scene[] = []
afterEach(async () => void (await Promise.all(scenes.splice(0).map((scene) => scene.stop()))))

/** What the books have to say about a sender in this scenario, and did not say before. */
async function found(scene: Scene, { before, play }: Scenario, change: Partial<SenderDeps>): Promise<string[]> {
  await scene.next()
  const known = new Set((await scene.judge()).violations.map(textOf))
  const ids = (await before?.(scene)) ?? []
  const sender = await scene.stage.startSender(change)
  ids.push(...((await play?.(scene)) ?? []))
  await scene.ended(ids)
  await sender.stop()
  const { violations } = await scene.judge()
  return [...new Set(violations.filter((one) => !known.has(textOf(one))).map(({ rule }) => rule))].toSorted()
}

const textOf = ({ rule, ids }: Violation) => `${rule} ${ids.join()}`

/** All of them, some at a time, each among people of its own. */
async function each<T, R>(list: T[], run: (scene: Scene, one: T) => Promise<R>): Promise<R[]> {
  const left = [...list.entries()]
  const results: R[] = []
  const lane = async () => {
    const scene = await openScene()
    scenes.push(scene)
    for (let next = left.shift(); next !== undefined; next = left.shift()) results[next[0]] = await run(scene, next[1])
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane))
  return results
}

test('each broken promise is found by its name', { timeout: 180_000 }, async () => {
  const verdicts = await each(ALL, async (scene, [name, { plant, when, shows }]) => {
    const rules = await found(scene, when, plant(scene.stage))
    return { name, missed: shows.filter((rule) => !rules.includes(rule)), rules }
  })
  expect(verdicts.filter(({ missed }) => missed.length > 0)).toEqual([])
})

test('in the same scenarios a sound sender is found faultless', { timeout: 180_000 }, async () => {
  const scenarios = [...new Map(ALL.map(([name, { when }]) => [when, name]))]
  const verdicts = await each(scenarios, async (scene, [when, name]) => ({ name, rules: await found(scene, when, {}) }))
  expect(verdicts.filter(({ rules }) => rules.length > 0)).toEqual([])
})

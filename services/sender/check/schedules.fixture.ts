// Scheduled messages: whoever dies when their time comes, each is asked for once; and of an edit, a cancel, a "send now" and the due time
// at the same moment exactly one wins, the one that every screen shows.
import { expect } from 'vitest'
import type { Failpoint } from '../../runtime/failpoint.ts'
import type { Dice } from '../../test/check/dice.ts'
import { createPlanner, type Plan, type Planner } from '../schedule/plan.fixture.ts'
import type { Scene } from './scene.fixture.ts'
import { shownOtherwise } from './shown.fixture.ts'
import { allSent } from './watch.fixture.ts'

const EACH = 3

export function deathOfSchedule(failpoint: Failpoint) {
  return async (scene: Scene, dice: Dice) => {
    const planner = createPlanner(scene.stage)
    // All that is due at once is one arrival at 'dispatched'.
    const pass = failpoint === 'sender.dispatched' ? 1 : dice.between(1, EACH)
    const victim = await scene.children.start({ failpoint: `${failpoint}:${pass}` })
    const plans: Plan[] = []
    for (const person of Array.from({ length: EACH }, () => scene.people).flat()) {
      const plan = await planner.schedule(
        `${person} later ${plans.length} ${dice.between(0, 1e9)}`,
        { due: Date.now() },
        person,
      )
      plans.push(plan)
    }
    expect(await victim.gone).toBe('SIGKILL')
    await scene.mourn()
    const ids = plans.map(({ id }) => id)
    await allSent(scene, ids)
    for (const id of ids) expect(await planner.about(id, 'message.queued')).toHaveLength(1)
  }
}

export async function racing(scene: Scene, dice: Dice) {
  const planner = createPlanner(scene.stage)
  const both = await Promise.all([scene.children.start(), scene.children.start()])
  const plans: Plan[] = []
  for (let i = 0; i < EACH; i += 1)
    for (const person of scene.people) {
      const words = `${person} race ${i} ${dice.between(0, 1e9)}`
      const plan = await planner.schedule(words, { due: Date.now() + dice.between(0, 60) }, person)
      await Promise.all(
        dice.shuffle(['edit', 'cancel', 'release']).map((wish) => act(planner, plan, { wish, words, dice })),
      )
      plans.push(plan)
    }
  await Promise.all(plans.map(({ id }) => over(scene, planner, id)))
  await Promise.all(both.map((one) => one.end('SIGTERM')))
  expect(
    await shownOtherwise(
      scene.stage,
      plans.map(({ id }) => id),
    ),
  ).toEqual([])
}

async function act(planner: Planner, plan: Plan, { wish, words, dice }: { wish: string; words: string; dice: Dice }) {
  if (dice.chance(0.3)) return
  if (wish === 'edit') await planner.edit(plan, `${words} edited`, { due: Date.now() + dice.pick([0, 40]) })
  else await planner.tell(wish === 'cancel' ? 'message.cancelAsked' : 'message.released', plan)
}

async function over({ stage }: Scene, planner: Planner, id: string) {
  const isOver = async () => {
    const kept = await planner.kept(id)
    if (!(kept?.said_at instanceof Date)) return false
    return kept.state === 'cancelled' || (await stage.row(id)).reported_at instanceof Date
  }
  await stage.until(isOver, (is) => is, `the end of ${id}`)
}

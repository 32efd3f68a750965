// What agents do with one scheduled message, in an order that the log alone decides: no clock has a part in it.
import { createPlanner, type Plan } from '../schedule/plan.fixture.ts'
import type { Scenario } from './scenarios.fixture.ts'
import type { Scene } from './scene.fixture.ts'

const HOUR = 60 * 60_000

export const dueAtOnce: Scenario = {
  play: (scene) => planned(scene, (planner, [to]) => planner.schedule(`due at once ${to}`, { due: Date.now() }, to)),
}

/** Whoever takes it back has not seen the edit; it is sent now by whoever has. */
export const takenBackTooLate: Scenario = {
  play: (scene) =>
    planned(scene, async (planner, [to]) => {
      const first = await planner.schedule(`as it was ${to}`, { due: Date.now() + HOUR }, to)
      const second = await planner.edit(first, `as it is ${to}`, { due: Date.now() + HOUR })
      await planner.tell('message.cancelAsked', first)
      await planner.tell('message.released', second)
      return second
    }),
}

/** The ids of what was asked for, once nothing waits any more. */
async function planned(
  scene: Scene,
  plan: (planner: ReturnType<typeof createPlanner>, people: string[]) => Promise<Plan>,
): Promise<string[]> {
  const { stage, people } = scene
  const planner = createPlanner(stage)
  const { id } = await plan(planner, people)
  const said = async () => (await planner.kept(id))?.said_at instanceof Date
  await stage.until(said, (is) => is, `what became of ${id}`)
  await stage.until(
    async () => (await stage.database.pool.query<{ all: boolean }>(READ_ALL)).rows[0]!.all,
    (all) => all,
    'the sender at the end of the log',
  )
  const { rowCount } = await stage.database.pool.query('select from outbound where id = $1', [id])
  return rowCount === 0 ? [] : [id]
}

const READ_ALL = `
select coalesce(bool_and(c.next > r.off), false) as all
  from (select part, max(off) as off from log.record group by part) r left join checkpoint c on c.reader = 'sender' and c.part = r.part`

// One history on a bad day, step by step: rows are committed while notices get lost, doubled and late, lines break, gateways start
// anew, Postgres fails to answer, another version is swapped in, and agents open and close views. Time passes only in steps.
import { quiet, settle, wrongViews } from './rest.fixture.ts'
import {
  commit,
  compare,
  connect,
  load,
  mend,
  notice,
  packet,
  page,
  read,
  restart,
  toggle,
  up,
} from './steps.fixture.ts'
import { ROOMS, openWorld, type World } from './world.fixture.ts'

export type Storm = Awaited<ReturnType<typeof openStorm>>
type Step = [weight: number, run: (world: World) => unknown]

const gate = ({ random, gates }: World) => random.of(gates)
const browser = ({ random, browsers }: World) => random.of(browsers)

const STEPS: Step[] = [
  [22, (w) => commit(w)],
  [100, (w) => notice(w, gate(w))],
  [100, (w) => packet(w, browser(w))],
  [25, (w) => up(w, browser(w))],
  [30, (w) => load(w)],
  [20, (w) => read(w, gate(w))],
  [4, (w) => compare(w, gate(w))],
  [3, (w) => gate(w).beat()],
  [8, (w) => browser(w).ring()],
  [6, (w) => toggle(w, browser(w))],
  [3, (w) => page(w, browser(w))],
  [10, (w) => mend(w, browser(w))],
  [2, (w) => w.random.chance(w.faults.cut) && browser(w).hangUp()],
  [2, (w) => w.random.chance(w.faults.restart) && restart(w)],
  [2, (w) => w.random.chance(w.faults.lag) && browser(w).line()?.fallBehind()],
  [1, (w) => w.random.chance(w.faults.swap) && w.projectors.swap()],
]
const WEIGHT = STEPS.reduce((sum, [weight]) => sum + weight, 0)

export async function openStorm(deps: Parameters<typeof openWorld>[0]) {
  const world = await openWorld(deps)
  const { random, counts, browsers, gates, records } = world
  for (const one of browsers) {
    connect(world, one)
    for (const room of ROOMS.filter(() => random.chance(0.6))) toggle(world, one, room)
  }

  return {
    counts,
    left: () => records.length,
    async step() {
      counts.steps += 1
      let left = random.below(WEIGHT)
      await STEPS.find(([weight]) => (left -= weight) < 0)![1](world)
      await settle()
    },
    quiet: (rounds?: number) => quiet(world, rounds),
    wrong: () => wrongViews(world),
    commit: (count: number) => commit(world, count),
    /** What has not been heard yet never will be. */
    loseNotices: () => gates.forEach((one) => void one.notices.splice(0)),
    openAll() {
      for (const one of browsers) for (const room of ROOMS) if (!one.views.has(room)) one.open(room)
    },
  }
}

// A projector, two gateways and three browsers with what is on its way between them. The seed decides everything.
import { channelRoom, conversationRoom, templatesRoom, type Room } from '@madoguchi/contracts/socket/room'
import { dice, history, type Dice } from '../../projector/commit/history.fixture.ts'
import { createBrowser, type Browser, type Sync } from './browser.fixture.ts'
import { noCounts, type Counts, type Faults, type Without } from './faults.fixture.ts'
import { openGate, type Gate } from './gate.fixture.ts'
import { answerOf, type Load } from './snapshots.fixture.ts'
import type { Stage } from './stage.fixture.ts'

const CONVERSATIONS = ['U0', 'U1', 'U2', 'U3', 'C1', 'R1', '?'].map((source) => `shop:${source}`)
export const ROOMS: Room[] = [channelRoom('shop'), templatesRoom('shop'), ...CONVERSATIONS.map(conversationRoom)]
const [GATES, BROWSERS] = [2, 3]

type Deps = { stage: Stage; sync: Sync; seed: number; length: number; faults: Faults; without?: Without }
export type World = Awaited<ReturnType<typeof openWorld>>

export async function openWorld({ stage, sync, seed, length, faults, without = {} }: Deps) {
  const random: Dice = dice(seed)
  const counts: Counts = noCounts()
  const batches = new Map<string, number>()
  const projectors = await stage.begin((notice) => {
    batches.set(`${notice.v}/${notice.part}/${notice.next}`, notice.from)
    const told = random.chance(world.faults.huge) ? { ...notice, rows: null } : notice
    for (const gate of world.gates)
      if (!random.chance(world.faults.lose))
        gate.notices.push(told, ...(random.chance(world.faults.double) ? [told] : []))
  })
  const batchFrom = ({ v, part, next, from }: Record<'v' | 'part' | 'next' | 'from', number>) =>
    without.from ? (batches.get(`${v}/${part}/${next}`) ?? from) : from
  const startGate = () =>
    openGate({
      pool: stage.pool,
      repaired: () => (counts.repairs += 1),
      told: (change) => ({ ...change, from: batchFrom(change) }),
    })
  const world = {
    random,
    counts,
    faults,
    without,
    projectors,
    startGate,
    pool: stage.pool,
    records: history(seed + 1, length),
    loads: [] as Load[],
    gates: [] as Gate[],
    browsers: [] as Browser[],
  }
  const hands: Parameters<typeof createBrowser>[0] = {
    sync,
    asked: () => (counts.follows += 1),
    answered: (ack) => (counts.resets += ack.ok && ack.reset ? 1 : 0),
  }
  // The console's own requests: no other code of the test asks over HTTP.
  globalThis.fetch = (path) =>
    new Promise((done, fail) => void world.loads.push({ run: () => answerOf(stage.pool, path as string), done, fail }))
  for (let i = 0; i < GATES; i += 1) world.gates.push(await startGate())
  for (let i = 0; i < BROWSERS; i += 1) world.browsers.push(createBrowser(hands))
  return world
}

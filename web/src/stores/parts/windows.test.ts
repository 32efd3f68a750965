// A long thread seen through windows: whatever comes, changes, moves or vanishes meanwhile, what is drawn is a piece of the thread as it is,
// without a hole and each item once (TL-12).
import { isDeepStrictEqual } from 'node:util'
import { afterEach, expect, test, vi } from 'vitest'
import { createFollows } from '../../sync/follow.ts'
import { createDice, type Dice } from '../../sync/world.fixture.ts'
import { createThreadWorld, THREAD } from './threadWorld.fixture.ts'
import { createWarmThread, type WarmThread } from './warmThread.ts'

const LIMIT = 8
vi.mock('@madoguchi/contracts/http/snapshot', async (original) => ({ ...(await original<object>()), THREAD_PAGE: 8 }))
afterEach(() => vi.unstubAllGlobals())
const tick = () => new Promise<void>((done) => setImmediate(done))

/** A browser and a gateway of chance. */
function openLife(seed: number) {
  const dice = createDice(seed)
  const world = createThreadWorld(dice, LIMIT)
  for (let n = 20 + dice.below(120); n > 0; n--) world.happen()
  const timers = new Set<() => void>()
  let up = true
  const slow = async () => {
    for (let n = dice.below(5); n > 0; n--) await tick()
  }
  vi.stubGlobal('fetch', async (path: string) => {
    await slow()
    const body = structuredClone(world.answer(path))
    const lost = dice.chance(0.08)
    await slow()
    if (lost) throw new TypeError('no answer')
    return body === null ? Response.json({ code: 'not_found' }, { status: 404 }) : Response.json(body)
  })
  const follows = createFollows({
    async follow(body) {
      if (!up) throw new Error('away')
      const answer = structuredClone(world.follow(body))
      const lost = dice.chance(0.1)
      await slow()
      if (lost || !up) throw new Error('no answer')
      return answer
    },
    unfollow() {},
    progress() {},
    later(run) {
      timers.add(run)
      return () => void timers.delete(run)
    },
  })
  return {
    dice,
    world,
    follows,
    connect(on: boolean) {
      up = on
      if (on) return follows.connected()
      world.hangUp()
      follows.disconnected()
    },
    connected: () => up,
    deliver(faults: { lose: number; double: number; late: number }) {
      for (const change of world.deliver(faults)) follows.change(change)
    },
    async wake() {
      for (const due of timers) {
        timers.delete(due)
        due()
      }
      await tick()
    },
  }
}
type Life = ReturnType<typeof openLife>

/** What a reader may do at any time. */
function act(view: WarmThread, { dice, world }: Life): void {
  const all = world.standing()
  const drawn = view.messages()
  const some = <T>(of: readonly T[]) => of[dice.below(of.length)]
  const what = dice.below(6)
  const calm = (done: Promise<unknown>) => void done.catch(() => {})
  if (what === 0) calm(view.loadOlder())
  else if (what === 1) calm(view.loadNewer())
  else if (what === 2) calm(view.reach({ item: some(all)?.id ?? 'none' }))
  else if (what === 3) view.toEnd()
  else if (what === 4) calm(view.reach({ at: 1_000 + dice.below(150) }))
  else view.release(ends(dice, drawn))
}

function ends(dice: Dice, drawn: readonly { id: string }[]) {
  const [from, to] = [dice.below(drawn.length + 1), dice.below(drawn.length + 1)].sort((a, b) => a - b) as [
    number,
    number,
  ]
  return {
    from: dice.chance(0.5) ? null : (drawn[from]?.id ?? null),
    to: dice.chance(0.5) ? null : (drawn[to]?.id ?? null),
  }
}

async function live(seed: number) {
  const life = openLife(seed)
  const { dice, world, follows } = life
  let aim: string | null = null
  const view = createWarmThread({
    id: THREAD,
    follows,
    changed() {},
    aim: () => (aim === null ? null : { item: aim }),
  })
  life.connect(true)
  for (let step = 0; step < 160; step++) {
    const what = dice.next()
    if (what < 0.3) world.happen()
    else if (what < 0.5) life.deliver({ lose: 0.15, double: 0.2, late: 0.2 })
    else if (what < 0.56) follows.beat({ rooms: life.connected() ? world.beat() : [] })
    else if (what < 0.6) life.connect(!life.connected())
    else if (what < 0.62) world.rebuild()
    else if (what < 0.64) void view.reload()
    else if (what < 0.68) await life.wake()
    else if (what < 0.7) aim = dice.chance(0.5) ? null : (world.standing()[0]?.id ?? null)
    else if (what < 0.85) act(view, life)
    else await tick()
  }
  if (!life.connected()) life.connect(true)
  for (let n = 0; n < 60; n++) {
    life.deliver({ lose: 0, double: 0, late: 0 })
    follows.beat({ rooms: world.beat() })
    await life.wake()
    if (view.state !== 'ready') await view.reload()
    await tick()
  }
  return { view, world }
}

const told = (rows: readonly { id: string }[]) => rows.map((row) => `${row.id} ${(row as { text?: string }).text}`)
const truthOf = (world: Life['world']) => told(world.standing().map(({ id, row }) => ({ id, ...row })))

test('a piece of the thread as it is, and its end as it is, whatever happened', { timeout: 120_000 }, async () => {
  let windows = 0
  for (let seed = 1; seed <= 250; seed++) {
    const { view, world } = await live(seed)
    const [truth, drawn, ending] = [truthOf(world), told(view.messages()), told(view.ending())]
    expect(truth.slice(truth.length - ending.length), `end, seed ${seed}`).toEqual(ending)
    const from = drawn.length === 0 ? 0 : truth.indexOf(drawn[0]!)
    expect(truth.slice(from, from + drawn.length), `drawn, seed ${seed}`).toEqual(drawn)
    expect(view.newer() || isDeepStrictEqual(drawn, ending), `at the end, seed ${seed}`).toBe(true)
    expect(view.older() || from === 0, `at the beginning, seed ${seed}`).toBe(true)
    if (view.newer()) windows++
    // From where it is, all of it can be read.
    await readOn(view)
    expect(told(view.messages()), `read on, seed ${seed}`).toEqual(truthOf(world))
    view.close()
  }
  expect(windows).toBeGreaterThan(40)
})

async function readOn(view: WarmThread) {
  for (let n = 0; n < 200 && (view.older() || view.newer()); n++) {
    await view.loadNewer().catch(() => {})
    await view.loadOlder().catch(() => {})
  }
}

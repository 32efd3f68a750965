// What happens to the house's processes, from a seed: killed outright and started again at once, or made to stand still for a while.
import { setTimeout as wait } from 'node:timers/promises'
import type { Child } from '../child.ts'
import type { Dice } from '../check/dice.ts'
import type { RealWorld } from '../world.ts'
import type { Span } from './books.fixture.ts'

export const MORTAL = [
  'ingest',
  'projector-1',
  'projector-2',
  'sender',
  'fetcher',
  'eraser',
  'automation',
  'notifier',
  'gateway-1',
  'gateway-2',
]
/** `still`: ms; 0 = killed. */
export type Blow = { name: string; still: number }

const STILL_CHANCE = 0.2
/** Two at the same moment. */
const TOGETHER_CHANCE = 0.15
const PAUSE_MS = 1_500

export type Blows = {
  strike(blow: Blow): Promise<void>
  /** Kills by role. */
  kills(): Record<string, number>
  /** When the sender was struck. */
  excuses(): Span[]
  /** Starts that failed and were repeated. */
  restarts(): number
  /** Processes that ended without having been killed. */
  surprises(): string[]
}

/** A start that finds no database ends, and whoever supervises the process repeats it; so often. */
const STARTS = 5

export function createBlows({ children, restart }: Pick<RealWorld, 'children' | 'restart'>): Blows {
  const struck = new Set<Child>()
  const surprises: string[] = []
  const excuses: Span[] = []
  const kills: Record<string, number> = {}
  const watch = (name: string, child: Child) =>
    void child.exited.then((code) => {
      if (!struck.has(child)) surprises.push(`${name} ended by itself with ${code}: ${child.output().slice(-500)}`)
    })
  for (const [name, child] of children) watch(name, child)
  let restarts = 0

  async function start(name: string, left = STARTS): Promise<Child> {
    try {
      return await restart(name)
    } catch (error) {
      if (left === 1) throw error
      restarts += 1
      return start(name, left - 1)
    }
  }

  return {
    async strike({ name, still }) {
      const child = children.get(name)!
      const from = Date.now()
      if (name === 'sender') excuses.push({ from, to: from + still })
      if (still > 0) return standStill(child, still)
      struck.add(child)
      await child.kill('SIGKILL')
      const role = name.split('-')[0]!
      kills[role] = (kills[role] ?? 0) + 1
      watch(name, await start(name))
    },
    kills: () => kills,
    restarts: () => restarts,
    excuses: () => excuses,
    surprises: () => surprises,
  }
}

async function standStill({ pid }: Child, ms: number) {
  process.kill(pid, 'SIGSTOP')
  await wait(ms)
  process.kill(pid, 'SIGCONT')
}

/** So many blows with pauses between, some of them two at once. */
export async function rain({ strike }: Blows, { dice, count }: { dice: Dice; count: number }): Promise<void> {
  for (let left = count; left > 0;) {
    const targets = dice.shuffle(MORTAL).slice(0, left > 1 && dice.chance(TOGETHER_CHANCE) ? 2 : 1)
    const blows = targets.map((name) => ({ name, still: dice.chance(STILL_CHANCE) ? dice.between(1_000, 5_000) : 0 }))
    await Promise.all(blows.map(strike))
    left -= blows.filter(({ still }) => still === 0).length
    await wait(dice.int(PAUSE_MS))
  }
}

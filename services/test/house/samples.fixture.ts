// What a process takes of the machine, and how far behind the house is, every so often.
import { readdirSync, readFileSync } from 'node:fs'
import type { Child } from '../child.ts'
import type { Life } from './growth.fixture.ts'
import type { Lag } from './lag.fixture.ts'
import { LIVE } from './rebuilt.fixture.ts'

export type Sampled = {
  lives: Life[]
  /** Second and value; null = could not be asked. */
  lag: [number, number | null][]
  oldest: [number, number | null][]
  spool: [number, number | null][]
  /** By process, over all its lives. */
  rss: Map<string, [number, number][]>
  handles: Map<string, [number, number][]>
}

const [PAGE, MB] = [4_096, 1_048_576]
type Deps = { children: Map<string, Child>; lag: Lag; everyMs: number }

export function startSampling({ children, lag, everyMs }: Deps) {
  const began = performance.now()
  const lives = new Map<number, Life & { from: number }>()
  const sampled: Sampled = { lives: [], lag: [], oldest: [], spool: [], rss: new Map(), handles: new Map() }
  const roles = () => [...children].filter(([name]) => name !== 'simulator')

  function weigh(now: number) {
    for (const [name, { pid }] of roles()) {
      const weight = weightOf(pid)
      if (weight === null) continue
      const life = lives.get(pid) ?? { name, samples: [], from: now }
      lives.set(pid, life)
      life.samples.push({ second: now - life.from, ...weight })
      for (const what of ['rss', 'handles'] as const)
        sampled[what].set(name, [...(sampled[what].get(name) ?? []), [now, weight[what]]])
    }
  }
  async function look() {
    const now = (performance.now() - began) / 1_000
    weigh(now)
    const behind = await lag.behind().catch(() => null)
    sampled.lag.push([now, behind?.[LIVE] ?? null])
    sampled.oldest.push([now, await gaugeOf(children.get('sender')!, 'outbound_oldest_seconds')])
    sampled.spool.push([now, await gaugeOf(children.get('ingest')!, 'spool_events')])
  }
  let looking = Promise.resolve()
  const timer = setInterval(() => void (looking = look()), everyMs)
  return {
    seconds: () => (performance.now() - began) / 1_000,
    async stop(): Promise<Sampled> {
      clearInterval(timer)
      await looking
      return { ...sampled, lives: [...lives.values()] }
    },
  }
}

/** null: it is gone. */
function weightOf(pid: number): { rss: number; handles: number } | null {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
    return { rss: (pages * PAGE) / MB, handles: readdirSync(`/proc/${pid}/fd`).length }
  } catch {
    return null
  }
}

/** null: it did not answer. */
export async function gaugeOf({ url }: Pick<Child, 'url'>, name: string): Promise<number | null> {
  try {
    const text = await (await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(2_000) })).text()
    const line = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)
    return line === null ? null : Number(line[1])
  } catch {
    return null
  }
}

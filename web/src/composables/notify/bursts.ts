// Bursts of one conversation become one (SH-15, pure): the first is told at once, what follows when it has been quiet for a while, and at
// the latest after the longest wait.
export const QUIET_MS = 3_000
export const LONGEST_MS = 10_000

type Deps<T> = {
  /** At least one, oldest first. */
  tell: (all: readonly T[]) => void
  /** Calls back after about `ms`; returns a way to call it off. */
  later: (run: () => void, ms: number) => () => void
  now: () => number
}
type Burst<T> = { waiting: T[]; since: number; cancel: () => void }

export function createBursts<T>({ tell, later, now }: Deps<T>): (key: string, one: T) => void {
  const bursts = new Map<string, Burst<T>>()

  function end(key: string) {
    const burst = bursts.get(key)
    bursts.delete(key)
    if (burst === undefined || burst.waiting.length === 0) return
    tell(burst.waiting)
    rest(key, { waiting: [], since: now() })
  }

  function rest(key: string, burst: Omit<Burst<T>, 'cancel'>) {
    const ms = Math.max(0, Math.min(QUIET_MS, burst.since + LONGEST_MS - now()))
    bursts.set(key, { ...burst, cancel: later(() => end(key), ms) })
  }

  return (key, one) => {
    const burst = bursts.get(key)
    if (burst === undefined) {
      tell([one])
      return rest(key, { waiting: [], since: now() })
    }
    burst.cancel()
    rest(key, { waiting: [...burst.waiting, one], since: burst.waiting.length === 0 ? now() : burst.since })
  }
}

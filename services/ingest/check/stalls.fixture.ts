// When this machine stood still for its processes: an answer is late only by what the machine had time for. A busy neighbour is
// no fault of ingest's, and a bound that forgives it everywhere would forgive ingest too.
export type Stall = { at: number; ms: number }

export type Stalls = { all(): Stall[]; stop(): void }

const TICK_MS = 20
/** A timer may be so late on an idle machine. */
const USUAL_MS = 30

export function watchStalls(): Stalls {
  const stalls: Stall[] = []
  let last = performance.now()
  const timer = setInterval(() => {
    const ms = performance.now() - last - TICK_MS
    last = performance.now()
    if (ms > USUAL_MS) stalls.push({ at: Date.now(), ms })
  }, TICK_MS)
  return { all: () => stalls, stop: () => clearInterval(timer) }
}

/** ms of standing still that ended between these moments. */
export const stalledWithin = (stalls: Stall[], from: number, to: number): number =>
  stalls.reduce((sum, { at, ms }) => (at >= from && at - ms <= to ? sum + ms : sum), 0)

// Waiting before another try: doubling, bounded, with jitter, so that many who failed together do not come back together.

/** Milliseconds before try number `attempt` (0 = the first repeat): between half and the whole of first·2^attempt, at most `max`. */
export function backoff(attempt: number, { first = 50, max = 2_000 } = {}, random: () => number = Math.random): number {
  const whole = Math.min(max, first * 2 ** Math.min(attempt, 30))
  return whole / 2 + (random() * whole) / 2
}

/** Resolves after `ms`, or at once when the signal aborts; never rejects. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done)
  })
}

/**
 * Whether `work` succeeds within so many ms; never rejects, and nobody waits for what comes later. A timer and no signal: each abort
 * makes an exception, 6 % of ingest’s time.
 */
export function inTime(work: Promise<unknown>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(false), ms)
    const done = (fine: boolean) => {
      clearTimeout(late)
      resolve(fine)
    }
    work.then(
      () => done(true),
      () => done(false),
    )
  })
}

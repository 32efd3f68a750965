// A short wait that everybody who comes meanwhile shares, ended early by whoever is in a hurry.

export type Linger = {
  /** Resolves when the wait under way is over; begins one if there is none. */
  wait: () => Promise<void>
  /** Ends the wait under way. */
  hurry: () => void
}

export function createLinger(ms: number): Linger {
  let waiting: { over: Promise<void>; end: () => void } | null = null

  function begin() {
    const { promise: over, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(end, ms)
    function end() {
      clearTimeout(timer)
      waiting = null
      resolve()
    }
    waiting = { over, end }
    return over
  }

  return { wait: () => waiting?.over ?? begin(), hurry: () => waiting?.end() }
}

import { setTimeout as wait } from 'node:timers/promises'

/** Asks until it holds; throws when it does not within so many ms. Trouble with asking is an answer like no. */
export async function until(holds: () => Promise<boolean> | boolean, what: string, within: number): Promise<void> {
  const end = performance.now() + within
  let last: unknown
  for (;;) {
    try {
      if (await holds()) return
    } catch (error) {
      last = error
    }
    if (performance.now() > end) throw new Error(`${what} did not come within ${within} ms`, { cause: last })
    await wait(100)
  }
}

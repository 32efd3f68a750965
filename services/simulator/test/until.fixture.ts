import { setTimeout as wait } from 'node:timers/promises'

/** Waits for a condition; says what was awaited when it does not come. */
export async function until(met: () => boolean | Promise<boolean>, what: string, timeoutMs = 10_000): Promise<void> {
  const deadline = performance.now() + timeoutMs
  while (!(await met())) {
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs} ms for ${what}`)
    await wait(5)
  }
}

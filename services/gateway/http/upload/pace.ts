// A body on its way in, held to a pace: who sends nothing for a while, or a byte now and then, does not hold a line for ever. Only
// waiting for the sender counts, not the time our store takes.
import type { Readable } from 'node:stream'
import { Refused } from '../refusal.ts'

export type Pace = {
  /** Longest silence. */
  stallMs: number
  /** So long anybody may be slow; beyond it so many bytes a second are the least on average. */
  graceMs: number
  bytesPerSecond: number
}

/** A phone on a poor line brings three times that. */
export const PACE: Pace = { stallMs: 20_000, graceMs: 60_000, bytesPerSecond: 8_192 }

/** Throws Refused when the sender is too slow. The source is never destroyed: the refusal goes out on the same line. */
export async function* paced(source: Readable, { stallMs, graceMs, bytesPerSecond }: Pace): AsyncGenerator<Buffer> {
  const chunks = source.iterator({ destroyOnReturn: false })
  let waited = 0
  let bytes = 0
  for (;;) {
    const asked = performance.now()
    const left = graceMs + (bytes / bytesPerSecond) * 1_000 - waited
    const next = await inTime(chunks.next(), Math.min(stallMs, left))
    waited += performance.now() - asked
    if (next.done === true) return
    const chunk = next.value as Buffer
    bytes += chunk.length
    yield chunk
  }
}

async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Refused(408, 'too_slow', 'This comes too slowly; try again')), ms)
  work.catch(() => undefined) // it may break after it was given up
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

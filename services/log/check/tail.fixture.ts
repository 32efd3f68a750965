// A reader in this process that follows the log from 0 and remembers what it was given: every offset once, in order, none left out.
import { PARTITIONS } from '@madoguchi/contracts/ids'
import { expect, vi } from 'vitest'
import type { Log, Rec } from '../log.ts'

export type Tail = {
  records: () => Rec[]
  /** Of each partition the offset after the last delivered. */
  next: Map<number, number>
  /** Milliseconds from the log's clock to here. */
  delays: number[]
  /** Offsets that were passed over. */
  holes: () => number
  stop(): Promise<void>
}

export async function startTail(log: Log, name: string): Promise<Tail> {
  const parts = new Map<number, Rec[]>()
  const next = new Map<number, number>()
  const delays: number[] = []
  let holes = 0
  const subscription = await log.subscribe({
    name,
    position: async (part) => ({ next: next.get(part) ?? 0, lastKey: parts.get(part)?.at(-1)?.key ?? null }),
    async deliver(part, records) {
      const from = next.get(part) ?? 0
      const fresh = records.filter(({ off }) => off >= from)
      const mine = parts.get(part) ?? []
      parts.set(part, mine)
      for (const record of fresh) {
        holes += record.off - (next.get(part) ?? 0)
        next.set(part, record.off + 1)
        mine.push(record)
        delays.push(Date.now() - record.loggedAt)
      }
    },
  })
  return {
    records: () => [...parts.values()].flat(),
    next,
    delays,
    holes: () => holes,
    stop: () => subscription.stop(),
  }
}

/** The whole log as a new reader gets it, at least up to `ends`. */
export async function readWhole(log: Log, name: string, ends: Map<number, number>): Promise<Rec[]> {
  const tail = await startTail(log, name)
  await vi.waitFor(() => expect(behind(tail.next, ends)).toEqual([]), { timeout: 60_000, interval: 100 })
  await tail.stop()
  return tail.records()
}

/** Partitions whose position has not reached the end. */
export function behind(next: Map<number, number>, ends: Map<number, number>): number[] {
  const all = Array.from({ length: PARTITIONS }, (_, part) => part)
  return all.filter((part) => (next.get(part) ?? 0) < (ends.get(part) ?? 0))
}

/** Median, 99 %, the longest. */
export function percentiles(values: number[]): [number, number, number] {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return [at(0.5), at(0.99), at(1)]
}

// How long a read takes, over and over: the first ones warm what they need.
import { percentile } from '../percentile.ts'

export type Times = { p50: number; p99: number }

export async function timesOf(read: () => Promise<unknown>, { warm = 10, times = 100 } = {}): Promise<Times> {
  for (let i = 0; i < warm; i += 1) await read()
  const took: number[] = []
  for (let i = 0; i < times; i += 1) {
    const from = performance.now()
    await read()
    took.push(performance.now() - from)
  }
  return { p50: percentile(took, 50), p99: percentile(took, 99) }
}

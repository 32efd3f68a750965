import type { Clock } from '../../clock.ts'

// One token bucket per channel and endpoint; its capacity is what one period allows.
const DEFAULT: [number, number] = [2000, 1000]

export type Rates = { take(channelId: string, endpoint: string, rate?: [number, number]): boolean }

export function createRates({ clock }: { clock: Clock }): Rates {
  const buckets = new Map<string, { left: number; at: number }>()
  return {
    take(channelId, endpoint, [calls, periodMs] = DEFAULT) {
      const key = `${channelId} ${endpoint}`
      const now = clock.now()
      const bucket = buckets.get(key) ?? { left: calls, at: now }
      buckets.set(key, bucket)
      bucket.left = Math.min(calls, bucket.left + ((now - bucket.at) * calls) / periodMs)
      bucket.at = now
      if (bucket.left < 1) return false
      bucket.left -= 1
      return true
    },
  }
}

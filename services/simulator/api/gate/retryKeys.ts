import type { Clock } from '../../clock.ts'

// Accepted retry keys, remembered for 24 h of simulated time from acceptance. Their scope on LINE is undisclosed;
// here it is the channel.
const REMEMBERED = 24 * 3_600_000

export type SentMessage = { id: string; quoteToken?: string }
export type Accepted = {
  requestId: string
  bodyHash: string
  to: string
  sentMessages: SentMessage[] | null
  at: number
}

export type RetryKeys = {
  find(channelId: string, key: string): Accepted | null
  accept(channelId: string, key: string, accepted: Omit<Accepted, 'at'>): void
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
export const isRetryKey = (text: string) => UUID.test(text)

export function createRetryKeys({ clock }: { clock: Clock }): RetryKeys {
  const keys = new Map<string, Accepted>()
  return {
    find(channelId, key) {
      const found = keys.get(`${channelId} ${key.toLowerCase()}`)
      if (found === undefined) return null
      if (clock.now() - found.at < REMEMBERED) return found
      keys.delete(`${channelId} ${key.toLowerCase()}`)
      return null
    },
    accept: (channelId, key, accepted) =>
      void keys.set(`${channelId} ${key.toLowerCase()}`, { ...accepted, at: clock.now() }),
  }
}

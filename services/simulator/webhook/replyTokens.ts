import type { Clock } from '../clock.ts'
import type { Source } from '../world/chats.ts'

// A reply token works once, for its own channel, within 60 s of its last delivery and 20 min of its event.
const AFTER_DELIVERY = 60_000
const AFTER_EVENT = 20 * 60_000

type Entry = { channelId: string; source: Source; eventAt: number; deliveredAt: number; used: boolean }

export type ReplyTokens = {
  issue(token: string, entry: { channelId: string; source: Source; eventAt: number }): void
  delivered(token: string): void
  /** Where a reply would go, or null when the token does not work (any more). */
  look(token: string, channelId: string): Source | null
  use(token: string): void
}

export function createReplyTokens({ clock }: { clock: Clock }): ReplyTokens {
  const entries = new Map<string, Entry>()
  // Entries are in order of issue, so the oldest are dropped from the front once nothing can revive them.
  const forgetOld = () => {
    for (const [token, entry] of entries) {
      if (clock.now() - entry.deliveredAt <= AFTER_EVENT && entries.size < 500_000) return
      entries.delete(token)
    }
  }
  return {
    issue(token, { channelId, source, eventAt }) {
      forgetOld()
      entries.set(token, { channelId, source, eventAt, deliveredAt: clock.now(), used: false })
    },
    delivered(token) {
      const entry = entries.get(token)
      if (entry !== undefined) entry.deliveredAt = clock.now()
    },
    look(token, channelId) {
      const entry = entries.get(token)
      if (entry === undefined || entry.used || entry.channelId !== channelId) return null
      const now = clock.now()
      if (now - entry.deliveredAt > AFTER_DELIVERY || now - entry.eventAt > AFTER_EVENT) return null
      return entry.source
    },
    use(token) {
      const entry = entries.get(token)
      if (entry !== undefined) entry.used = true
    },
  }
}

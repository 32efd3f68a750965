import type { Clock } from '../clock.ts'
import { createBounded } from './bounded.ts'

// What was sent with messages, as LINE keeps it: ready at once or after a while, for a fortnight, and gone once it is unsent.
export type Sent = {
  bytes: Buffer
  contentType: string
  /** the small picture of an image or a film */
  preview?: { bytes: Buffer; contentType: string }
  /** until then LINE is making it ready */
  readyAt?: number
}

export type Contents = {
  set(messageId: string, sent: Sent): void
  get(messageId: string): Sent | undefined
  delete(messageId: string): void
}

const KEPT_MS = 14 * 24 * 3_600_000
/** Most of them share their bytes. */
const LIMIT = 2_000

export function createContents({ clock }: { clock: Clock }): Contents {
  const kept = createBounded<{ sent: Sent; until: number }>(LIMIT)
  return {
    set: (messageId, sent) => kept.set(messageId, { sent, until: clock.now() + KEPT_MS }),
    get(messageId) {
      const entry = kept.get(messageId)
      return entry !== undefined && clock.now() < entry.until ? entry.sent : undefined
    },
    delete: (messageId) => kept.delete(messageId),
  }
}

// What came in below while the reader was elsewhere in the thread.
import { isDesk } from '../desk/kind.ts'
import type { TimelineItem } from './item.ts'

/**
 * Items after the last one the reader had at the bottom; one's own sends do not count, they are no news to their author, and what
 * agents did with the conversation is no talk.
 */
export function newsAfter(items: TimelineItem[], lastSeen: string | null, me: string): TimelineItem[] {
  const from = items.findLastIndex((item) => item.id === lastSeen)
  if (from === -1) return []
  return items.slice(from + 1).filter(({ by, body }) => !(by.kind === 'agent' && by.id === me) && !isDesk(body.kind))
}

/**
 * What a live region says (SH-36): inbound items that were not there and stand behind all that was. Loaded history, late comers
 * and what we say are not read out.
 */
export function heard<T extends TimelineItem>(before: readonly T[], after: readonly T[]): T[] {
  const last = before.at(-1)
  if (last === undefined) return []
  const from = after.findLastIndex((item) => item.id === last.id)
  if (from === -1) return []
  return after.slice(from + 1).filter(({ direction }) => direction === 'inbound')
}

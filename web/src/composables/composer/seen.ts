// PURE: up to where an agent knows the conversation, for the stale-reply guard (CM-26): the reading position, which half a second on the
// screen of a visible, focused tab moves, as a place in the timeline.
import type { MessageSend } from '@madoguchi/contracts/socket/up'
import type { TimelineItem } from '../timeline/item.ts'

type Seen = NonNullable<MessageSend['seen']> | null

/** What waits for its time stands at a time to come. */
const AHEAD = new Set<string | undefined>(['scheduled', 'held', 'missed'])

export function seenIn(items: readonly TimelineItem[], readTo: number | undefined): Seen {
  let seen: Seen = null
  for (const { at, event, place, outbox, delivery, direction } of items) {
    // What agents note or do is no talk.
    if (direction === 'note' || outbox !== undefined || place > (readTo ?? -1) || AHEAD.has(delivery?.state)) continue
    if (seen === null || at > seen.at || (at === seen.at && event > seen.event)) seen = { at, event }
  }
  return seen
}

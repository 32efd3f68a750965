// Which of the messages on the screen LINE has counted since a moment. Pure.
import type { ConversationKind } from '@madoguchi/contracts/row/conversation'
import type { TimelineItem } from '../timeline/item.ts'
import type { Pushed } from './usage.ts'

type Place = { kind: ConversationKind; memberCount: number | null }

/** Nothing leaves by itself later than this after it was asked for. */
const EXPIRES_MS = 30 * 60_000

/** One for a person, each member of a group; of a group whose members are not known, at least one. */
export const peopleOf = ({ kind, memberCount }: Place): number => (kind === 'user' ? 1 : (memberCount ?? 1))

/** `items` in the timeline's order: those before the moment are not looked at, however many they are. */
export function pushesSince(items: readonly TimelineItem[], place: Place, since: number): Map<string, Pushed> {
  const found = new Map<string, Pushed>()
  for (let i = items.length - 1; i >= 0; i--) {
    const { id, at, channel, delivery } = items[i]!
    if (at < since - EXPIRES_MS) break
    if (delivery?.state === 'sent' && delivery.via === 'push' && delivery.stateAt > since)
      found.set(id, { channel, at: delivery.stateAt, people: peopleOf(place) })
  }
  return found
}

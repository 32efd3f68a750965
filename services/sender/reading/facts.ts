// What the sender must know of a conversation when it sends: who it is with and the times from which reachability is computed.
// Pure and order-free, as LINE's events are: times are maxima, the mode is the newest event's.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { isLineEvent } from '@madoguchi/contracts/event/event'
import type { LineEvent } from '@madoguchi/contracts/event/line'
import type { ConversationKind } from '@madoguchi/contracts/row/conversation'
import { reachAfter, type ReachFacts } from '@madoguchi/contracts/row/reach'

export type Facts = {
  kind: ConversationKind
  /** Whom to push to; null when LINE does not say who it is. */
  lineId: string | null
} & ReachFacts

/** By conversation. Keys of channels and of the workspace are no conversations. */
export function factsOf(events: Envelope[]): Map<string, Facts> {
  const found = new Map<string, Facts>()
  for (const event of events) {
    if (!isLineEvent(event.type) || event.key.endsWith(':-') || event.key.startsWith('-:')) continue
    found.set(event.key, heard(found.get(event.key) ?? unheard(event), event))
  }
  return found
}

function unheard({ key, data }: Envelope): Facts {
  const source = (data as LineEvent | null)?.source
  const id = key.slice(key.indexOf(':') + 1)
  const lineId = id === '?' ? null : (source?.groupId ?? source?.roomId ?? source?.userId ?? id)
  return {
    kind: lineId === null ? 'unidentified' : kindOf(source?.type, lineId),
    lineId,
    mode: { value: 'active', at: 0 },
    lastUserMessageAt: null,
    lastFollowAt: null,
    lastUnfollowAt: null,
    lastJoinAt: null,
    lastLeaveAt: null,
  }
}

/** LINE's source type, or the shape of the id where it gives none. */
export function kindOf(type: unknown, lineId: string): ConversationKind {
  if (type === 'user' || type === 'group' || type === 'room') return type
  return lineId.startsWith('C') ? 'group' : lineId.startsWith('R') ? 'room' : 'user'
}

function heard(facts: Facts, { type, at, data }: Envelope): Facts {
  const mode: unknown = (data as LineEvent | null)?.mode
  return reachAfter(facts, { type, at, mode: typeof mode === 'string' ? mode : 'active' })
}

// Whether a send at this moment would be a free reply or counted (SH-12, CM-22). Pure. An approximation: the sender decides when LINE
// is called, by when our server received the event; here is known when it happened and what has been asked for since.
import type { BodyKind } from '@madoguchi/contracts/row/message'
import type { TimelineItem } from '../timeline/item.ts'

export type Cost =
  /** `leftMs` of `ofMs`: so long a reply is free yet. */
  { free: true; leftMs: number; ofMs: number } | { free: false; people: number | null }

type Known = {
  items: readonly TimelineItem[]
  /** Of the channel, ms; 0 = always push. */
  windowMs: number
  /** How many a push counts for; null = nobody knows. */
  people: number | null
  now: number
}

/** Events to which LINE gives a reply token, as the timeline knows them: everything a customer sends, and these. */
const ANSWERABLE = new Set<BodyKind>([
  'follow',
  'join',
  'memberJoined',
  'postback',
  'videoPlayComplete',
  'beacon',
  'accountLink',
  'membership',
])

export function costOf({ items, windowMs, people, now }: Known): Cost {
  const from = now - windowMs
  const tokens: number[] = []
  const asked: number[] = []
  for (let i = items.length - 1; i >= 0 && items[i]!.at >= from; i--) {
    const item = items[i]!
    if (answerable(item)) tokens.push(item.at)
    else if (spends(item)) asked.push(item.at)
  }
  // A token is good for one reply, and the newest goes first.
  for (const at of asked.reverse()) {
    const spent = tokens.findIndex((token) => token <= at)
    if (spent >= 0) tokens.splice(spent, 1)
  }
  const leftMs = tokens.length === 0 ? 0 : tokens[0]! + windowMs - now
  return leftMs > 0 ? { free: true, leftMs, ofMs: windowMs } : { free: false, people }
}

function answerable({ direction, body, countable }: TimelineItem): boolean {
  return direction !== 'outbound' && (countable || ANSWERABLE.has(body.kind))
}

/** It was sent as a reply, or may be at any moment. */
function spends({ direction, outbox, delivery }: TimelineItem): boolean {
  if (direction !== 'outbound') return false
  if (outbox !== undefined) return outbox.state !== 'refused'
  if (delivery === undefined) return false
  return delivery.via === 'reply' || delivery.state === 'queued' || delivery.state === 'delayed'
}

import type { Body } from '@madoguchi/contracts/row/message'
import type { TimelineItem } from '../item.ts'

/** Pills may stand between. */
const LOOK_AHEAD = 20

/** The first thing a customer said or pressed after the item, before we said anything more; quick replies are gone by then. */
export function answerTo(items: readonly TimelineItem[], at: number): Body | null {
  for (const { direction, body } of items.slice(at + 1, at + 1 + LOOK_AHEAD)) {
    if (direction === 'outbound') return null
    if (direction === 'inbound' || body.kind === 'postback') return body
  }
  return null
}

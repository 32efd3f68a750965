// One thing in a timeline as the stores hand it over, and what kind of drawing it asks for.
import type { MessageRow } from '@madoguchi/contracts/row/message'
import type { OutboxItem } from '../../sync/outbox.ts'

/** `outbox`, and of a note `unsaved`: known to this browser alone; the row with the same id replaces it. */
export type TimelineItem = MessageRow & { id: string; outbox?: OutboxItem; unsaved?: true }

/** What nobody "said": shown as a pill in the middle. An unsent message is one too: nothing of it remains to stand in a bubble. */
const PILLS = new Set<string>([
  'unsent',
  'follow',
  'unfollow',
  'join',
  'leave',
  'memberJoined',
  'memberLeft',
  'postback',
  'videoPlayComplete',
  'beacon',
  'accountLink',
  'membership',
  'module',
  'activated',
  'deactivated',
  'botSuspended',
  'botResumed',
  'delivery',
  'event',
])

export const isPill = ({ direction, body }: TimelineItem): boolean => direction === 'system' || PILLS.has(body.kind)

/** Known to this browser alone. */
export const isLocal = ({ outbox, unsaved }: TimelineItem): boolean => outbox !== undefined || unsaved === true

/** Who said it, as a key: two items with the same one may share an avatar. */
export function speakerKey({ by, direction }: TimelineItem): string {
  if (by.kind === 'agent') return `agent:${by.id}`
  if (by.kind === 'contact') return `contact:${by.userId ?? ''}`
  return direction
}

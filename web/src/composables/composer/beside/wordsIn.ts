// PURE: what of a message can be copied as text, '' = nothing; and whether its menu has anything to offer.
import type { TimelineItem } from '../../timeline/item.ts'
import { quotable } from './quote.ts'

export function wordsIn({ body }: TimelineItem): string {
  switch (body.kind) {
    case 'text':
      return body.text
    case 'location':
      return [body.title, body.address].filter(Boolean).join('\n')
    case 'sent':
      return body.messages
        .flatMap((one) => ('text' in one && typeof one.text === 'string' ? [one.text] : []))
        .join('\n\n')
    default:
      return ''
  }
}

/** `mayNote`: whoever may write a note may write it about anything that stands here. */
export const hasMenu = (item: TimelineItem, mayNote: boolean): boolean =>
  item.outbox === undefined && (mayNote || wordsIn(item) !== '' || quotable(item) !== null)

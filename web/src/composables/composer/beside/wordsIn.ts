// PURE: what of a message can be copied as text, '' = nothing.
import type { TimelineItem } from '../../timeline/item.ts'

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

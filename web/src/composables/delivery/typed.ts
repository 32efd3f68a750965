import type { TimelineItem } from '../timeline/item.ts'

/** What can go back into the composer: the words of a send of plain texts alone. null = it holds what a text field cannot. */
export function typedIn({ body }: Pick<TimelineItem, 'body'>): string | null {
  if (body.kind !== 'sent') return null
  const texts = body.messages.flatMap((message) =>
    message.type === 'text' && message.emojis === undefined ? [message.text] : [],
  )
  return texts.length === body.messages.length ? texts.join('\n\n') : null
}

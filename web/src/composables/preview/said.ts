// What an item says in one line, for what is read out.
import type { TimelineItem } from '../timeline/item.ts'
import type { Say } from '../say.ts'
import { previewText } from './previewText.ts'

export const saidBy = (item: TimelineItem, name: string, say: Say): string =>
  say('inbox.said', { who: name, what: previewText(item.preview, say) })

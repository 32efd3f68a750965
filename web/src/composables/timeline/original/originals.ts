// Which loaded item a quote means. Theirs names LINE's message id, which is a row's id or stands among the ids that LINE gave to what we
// sent; ours names a token (line.md §2.7).
import type { TimelineItem } from '../item.ts'
import type { Quote } from '../sent/bubbles.ts'

/** `part`: which object of a send. */
export type Original = { item: TimelineItem; part: number }
export type Originals = {
  byId: ReadonlyMap<string, Original>
  byToken: ReadonlyMap<string, Original>
  byRow: ReadonlyMap<string, Original>
}

export function originalsIn(items: Iterable<TimelineItem>): Originals {
  const [byId, byToken] = [new Map<string, Original>(), new Map<string, Original>()]
  const byRow = new Map<string, Original>()
  for (const item of items) {
    byRow.set(item.id, { item, part: 0 })
    if (item.direction === 'inbound') byId.set(item.id, { item, part: 0 })
    if (item.quoteToken !== undefined) byToken.set(item.quoteToken, { item, part: 0 })
    for (const [part, { id, quoteToken }] of (item.delivery?.sentMessages ?? []).entries()) {
      byId.set(`${item.channel}:${id}`, { item, part })
      if (quoteToken !== undefined) byToken.set(quoteToken, { item, part })
    }
  }
  return { byId, byToken, byRow }
}

/** What leads to the row a quote means: its id, or LINE's of what we sent, by which the server finds it. null = it says a token alone. */
export const rowOf = (channel: string, quote: Quote): string | null =>
  'id' in quote ? `${channel}:${quote.id}` : (quote.row ?? null)

/** null: not loaded, or nothing of it remains to be shown. */
export function originalOf({ byId, byToken, byRow }: Originals, channel: string, quote: Quote): Original | null {
  const ours = ({ token, row }: Extract<Quote, { token: string }>) => byToken.get(token) ?? byRow.get(row ?? '')
  const found = 'id' in quote ? byId.get(`${channel}:${quote.id}`) : ours(quote)
  if (found === undefined || found.item.body.kind === 'unsent' || found.item.body.kind === 'undisplayable') return null
  return found
}

// PURE: what can be quoted, and by which token: theirs bears one, of ours each object LINE answered with one (line.md §2.7).
import type { TimelineItem } from '../../timeline/item.ts'

export type Quoted = { row: string; token: string }

/** As kept in a draft, read with distrust. */
export function quoteOf(kept: unknown): Quoted | null {
  const { row, token } = Object(kept) as { row?: unknown; token?: unknown }
  return typeof row === 'string' && typeof token === 'string' ? { row, token } : null
}

/** null: LINE gave no token, or nothing of it remains. Of several objects of a send the last is meant. */
export function quotable({ id, body, quoteToken, delivery }: TimelineItem): Quoted | null {
  if (body.kind === 'unsent' || body.kind === 'undisplayable' || body.kind === 'deleted') return null
  const token = quoteToken ?? delivery?.sentMessages?.findLast((one) => one.quoteToken !== undefined)?.quoteToken
  return token === undefined ? null : { row: id, token }
}

// Which scheduled messages are shown (pure): by author, and by when they leave; "stopped" are those that wait for a person.
import type { MessageRow } from '@madoguchi/contracts/row/message'
import { dayAfter, wallOf } from './zoned.ts'

export const WHENS = ['anyTime', 'today', 'week', 'stopped'] as const
export type When = (typeof WHENS)[number]
export type Filter = { author: string; when: When }
type Item = Pick<MessageRow, 'by' | 'delivery'>

/** '' = the system. */
export const authorOf = ({ by }: Item): string => (by.kind === 'agent' ? by.id : '')

/** `author`: '' = anyone. */
export function shown<I extends Item>(
  items: readonly I[],
  { author, when }: Filter,
  at: { now: number; zone: string },
): I[] {
  return items.filter((item) => (author === '' || authorOf(item) === author) && fits(item, when, at))
}

function fits({ delivery }: Item, when: When, { now, zone }: { now: number; zone: string }): boolean {
  if (when === 'anyTime') return true
  if (when === 'stopped') return delivery?.state !== 'scheduled'
  const today = wallOf(now, zone).date
  const last = when === 'today' ? today : dayAfter(today, 6)
  return delivery?.state === 'scheduled' && wallOf(delivery.due ?? 0, zone).date <= last
}

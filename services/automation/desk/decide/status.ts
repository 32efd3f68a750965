// What time and the customer's words do to a status (pure): CO-11, CO-14.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { DeskRules } from '@madoguchi/contracts/row/deskRules'
import { reopenedFact, statusFact } from './facts.ts'
import type { Opener, Reply, Standing } from './standing.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The row is open already; this says which case it is. A word within the time continues the case that was resolved. */
export function reopened({ id, desk }: Standing, opener: Opener, now: number): Envelope {
  const until = desk.said.reopenUntil
  const fresh = until !== null && opener.at > until
  const data = { case: desk.case + (fresh ? 1 : 0), fresh, based: desk.said.place }
  return reopenedFact({ id, now, cause: opener.event }, data)
}

/** Late rather than never; not when the customer's word has ended the snooze. */
export function snoozeEnded({ id, desk }: Standing, now: number): Envelope | null {
  const { status, until, place } = desk.said
  if (desk.status !== 'snoozed' || status !== 'snoozed' || until === null || until > now) return null
  return statusFact({ id, now, place }, { status: 'open', rule: 'snoozeEnded' })
}

/** An open conversation in which nothing waits for an answer once a person's reply has gone. */
export function replied({ id, desk }: Standing, reply: Reply, rules: DeskRules, now: number): Envelope | null {
  const asked = rules.afterReply === 'pending' && desk.status === 'open' && desk.needsReplySince === null
  if (!asked) return null
  return statusFact({ id, now, place: desk.said.place, cause: reply.message }, { status: 'pending', rule: 'replied' })
}

/** `lastAt` and the last word about the status are both older than the days of the channel. */
export function idle({ id, desk, lastAt }: Standing, rules: DeskRules, now: number): Envelope | null {
  const before = now - rules.idleDays * DAY_MS
  const quiet = lastAt !== null && lastAt < before && desk.said.at < before
  if (rules.idleDays === 0 || !quiet || !(desk.status === 'open' || desk.status === 'pending')) return null
  const reopenUntil = now + rules.reopenHours * HOUR_MS
  return statusFact({ id, now, place: desk.said.place }, { status: 'resolved', rule: 'idle', reopenUntil })
}

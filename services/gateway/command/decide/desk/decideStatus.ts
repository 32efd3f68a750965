// conversation:status → conversation.statusChanged, or why not (pure; CO-10, CO-14). Under the hard rule a colleague's conversation is
// not for others to close. Of two changes at once the later on the log stands, so nobody is refused for being second.
import type { ConversationStatusChanged } from '@madoguchi/contracts/event/conversation'
import type { Desk } from '@madoguchi/contracts/row/desk'
import type { Refusal } from '@madoguchi/contracts/socket/ack'
import { SNOOZE_MAX_MS, type ConversationSetStatus } from '@madoguchi/contracts/socket/desk'
import { refuse, type Decision } from '../decision.ts'
import { answered, deskLock, fact, type Known } from './known.ts'
import { whyLocked } from './lock.ts'
import type { Doer } from './staff.ts'

const HOUR_MS = 60 * 60_000

export function decideStatus(wish: ConversationSetStatus, known: Known, by: Doer): Decision {
  const before = answered(wish, known, by.agent)
  if (before !== null) return before
  if (known.conversation === null) return refuse('not_found')
  const wrong = whyInvalid(wish, by.now)
  if (wrong !== null) return wrong
  const { desk } = known.conversation
  if (isSame(wish, desk)) return { done: null }
  const locked = whyLocked(deskLock(desk, by), true)
  if (locked !== null) return locked
  return { append: fact(wish, known, by, { type: 'conversation.statusChanged', data: dataOf(wish, by) }) }
}

function whyInvalid({ status, until }: ConversationSetStatus, now: number): Refusal | null {
  const no = (why: string) => refuse('invalid', { field: 'until', why, limit: SNOOZE_MAX_MS })
  if (status !== 'snoozed') return until === undefined ? null : no('not_allowed')
  if (until === undefined) return no('empty')
  if (until <= now) return no('too_soon')
  return until > now + SNOOZE_MAX_MS ? no('too_late') : null
}

const isSame = ({ status, until }: ConversationSetStatus, desk: Desk): boolean =>
  status === desk.status && (status !== 'snoozed' || until === desk.said.until)

function dataOf({ status, until }: ConversationSetStatus, { now, rules }: Doer): ConversationStatusChanged {
  if (status === 'resolved') return { status, reopenUntil: now + rules.reopenHours * HOUR_MS }
  return { status, ...(until !== undefined && { until }) }
}

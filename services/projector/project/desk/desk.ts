// Facts about the work → the conversation's desk and a pill of their own. The last word by the log's order counts; a rule's word names what
// it went by and says nothing if a person spoke meanwhile. What follows from messages (status, waiting, case) is computed where the row
// is saved: rows of messages may come and go in any order.
import { channelOf } from '@madoguchi/contracts/ids'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import { STATUSES, type ConversationStatus, type Desk } from '@madoguchi/contracts/row/desk'
import type { Body, MessageRow } from '@madoguchi/contracts/row/message'
import { newConversation, seen } from '../person/conversation.ts'
import type { Held, Placed, Write } from '../placed.ts'
import { dense, numberOf, recordOf, textOf } from '@madoguchi/contracts/event/value'
import { noticesOf } from './notice.ts'

type Outcome = { desk: Desk; body: Body } | null
type Fact = (desk: Desk, placed: Placed) => Outcome

const idOrNone = (value: unknown): string | null => textOf(value) ?? null
const statusOf = (value: unknown): ConversationStatus | undefined => STATUSES.find((one) => one === value)

const assigned: Fact = (desk, { event }) => {
  const { assignee: to, team: of, how, based } = recordOf(event.data)
  if (based !== undefined && based !== desk.assignedAt) return null
  const [assignee, team] = [idOrNone(to), idOrNone(of)]
  return {
    desk: { ...desk, assignee, team, assignedAt: event.at },
    body: { kind: 'assigned', assignee, team, how: textOf(how) ?? 'given' },
  }
}

const statusChanged: Fact = (desk, { event, off }) => {
  const data = recordOf(event.data)
  const status = statusOf(data.status)
  if (status === undefined || (data.based !== undefined && data.based !== desk.said.place)) return null
  const until = status === 'snoozed' ? (numberOf(data.until) ?? null) : null
  const reopenUntil = status === 'resolved' ? (numberOf(data.reopenUntil) ?? null) : null
  const said = { status, place: off, at: event.at, by: event.by, until, reopenUntil }
  const body = dense({ kind: 'status' as const, status, until: until ?? undefined, rule: textOf(data.rule) }) as Body
  return { desk: { ...desk, said, ...(status === 'resolved' && { cleared: off }) }, body }
}

/** From here on it is open by word, which was the customer's all the same; the number is the case that goes on or begins. */
const reopened: Fact = (desk, { event, off }) => {
  const data = recordOf(event.data)
  const number = numberOf(data.case)
  if (number === undefined || data.based !== desk.said.place) return null
  const said = { status: 'open' as const, place: off, at: event.at, by: 'contact', until: null, reopenUntil: null }
  const body: Body = { kind: 'reopened', case: number, fresh: data.fresh === true }
  return { desk: { ...desk, said, case: Math.max(desk.case, number) }, body }
}

const waived: Fact = (desk, { off }) => ({ desk: { ...desk, cleared: off }, body: { kind: 'replyWaived' } })

const escalated: Fact = (desk, { event }) => ({
  desk: { ...desk, escalated: { by: event.by, at: event.at } },
  body: { kind: 'escalated', text: textOf(recordOf(event.data).text) ?? '' },
})
const returned: Fact = (desk, { event }) => ({
  desk: { ...desk, escalated: null },
  body: { kind: 'returned', text: textOf(recordOf(event.data).text) ?? '' },
})

const FACTS: Record<string, Fact> = {
  'conversation.assigned': assigned,
  'conversation.statusChanged': statusChanged,
  'conversation.reopened': reopened,
  'conversation.replyWaived': waived,
  'conversation.escalated': escalated,
  'conversation.returned': returned,
}
export const isDeskFact = (type: string): boolean => Object.hasOwn(FACTS, type)

export function projectDesk(placed: Placed, held: Held): Write[] {
  const { event } = placed
  const before = seen(held.get('conversation', event.key) ?? newConversation(placed), event.at)
  const outcome = FACTS[event.type]!(before.desk, placed)
  if (outcome === null) return [{ noun: 'conversation', id: event.key, row: before }]
  const row: ConversationRow = { ...before, desk: outcome.desk }
  return [
    { noun: 'conversation', id: event.key, row },
    { noun: 'message', id: event.id, row: pillBy(placed, outcome.body) },
    ...noticesOf(placed, { said: before.desk.said.by }),
  ]
}

export function pillBy({ event, place }: Placed, body: Body): MessageRow {
  return {
    channel: channelOf(event.key),
    conversation: event.key,
    direction: 'system',
    at: event.at,
    event: event.id,
    place,
    by: event.by === 'system' ? { kind: 'system' } : { kind: 'agent', id: event.by },
    body,
    preview: { kind: body.kind },
    countable: false,
    activity: false,
  }
}

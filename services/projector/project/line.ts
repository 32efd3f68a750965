// What LINE told → rows. Nothing LINE may send throws here: a value of the wrong kind is as good as absent.
import { memberId } from '@madoguchi/contracts/ids'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import { edited, messageIdOf, newInbound, said, unsent } from './message/inbound.ts'
import { pillOf } from './message/pill.ts'
import { contactOf } from './person/contact.ts'
import { heard, newConversation } from './person/conversation.ts'
import { memberOf } from './person/member.ts'
import { lineEventOf, type Held, type Placed, type Write } from './placed.ts'
import { SAID, membersIn, touched } from './touched.ts'
import { recordOf, textOf } from '@madoguchi/contracts/event/value'

export function projectLine(placed: Placed, held: Held): Write[] {
  const { event } = placed
  // The log's value was no JSON (log/wire.ts): there is nothing to read.
  if (typeof event.data === 'string') throw new Error('the event could not be decoded')
  const row = heard(held.get('conversation', event.key) ?? newConversation(placed), placed)
  const writes: Write[] = [{ noun: 'conversation', id: event.key, row }, ...membersOf(placed, held)]
  const id = rowIdOf(placed, held)
  const message = messageFrom(placed, held.get('message', id))
  if (message !== undefined) writes.push({ noun: 'message', id, row: message })
  if (row.kind === 'user')
    writes.push({ noun: 'contact', id: event.key, row: contactOf(held.get('contact', event.key), row) })
  return writes
}

/** A message id that is known from another conversation says nothing about that one: the event stands for itself. */
function rowIdOf(placed: Placed, held: Held): string {
  const { event } = placed
  const id = touched(placed).message ?? event.id
  return (held.get('message', id)?.conversation ?? event.key) === event.key ? id : event.id
}

function messageFrom(placed: Placed, held: MessageRow | undefined): MessageRow | undefined {
  const { type } = placed.event
  if (!SAID.has(type)) return unlessThere(held, pill, placed)
  if (held?.skeleton === true) return undefined // nothing brings it back
  if (messageIdOf(placed) === null) return unlessThere(held, withoutId, placed)
  if (type === 'line.message') return said(held, placed)
  return type === 'line.unsend' ? unsent(held, placed) : edited(held, placed)
}

const unlessThere = (held: MessageRow | undefined, make: (placed: Placed) => MessageRow, placed: Placed) =>
  held === undefined || held.body.kind === 'undisplayable' ? make(placed) : undefined

/** LINE always gives an id; a body that lacks it is still somebody's message. */
function withoutId(placed: Placed): MessageRow {
  const { event } = placed
  const type = textOf(recordOf(lineEventOf(event).message).type) ?? event.type.slice('line.'.length)
  const row = newInbound(placed, { kind: 'unsupported', type })
  return { ...row, countable: event.type === 'line.message', activity: event.type === 'line.message' }
}

/** What moves the row in the list (LP-3). */
const MOVING: ReadonlySet<string> = new Set(['line.postback', 'line.follow', 'line.join'])

function pill(placed: Placed): MessageRow {
  const { event } = placed
  const row = newInbound(placed, pillOf(event.type.slice('line.'.length), lineEventOf(event)))
  return {
    ...row,
    direction: 'system',
    countable: event.type === 'line.postback',
    activity: MOVING.has(event.type),
  }
}

/** Members as the event shows them. */
export function membersOf(placed: Placed, held: Held): Extract<Write, { noun: 'member' }>[] {
  const { event } = placed
  const state = event.type === 'line.memberJoined' ? 'joined' : event.type === 'line.memberLeft' ? 'left' : 'seen'
  return membersIn(placed).map((userId) => {
    const id = memberId(event.key, userId)
    return { noun: 'member', id, row: memberOf(held.get('member', id), { placed, userId, state }) }
  })
}

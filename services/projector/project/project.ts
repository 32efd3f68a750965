// One event and the rows it touches → the rows as they are afterwards. Pure: no clock, no dice, no I/O; every write is of the
// event's own key, and an unknown type changes nothing.
import { newInbound } from './message/inbound.ts'
import { projectLine } from './line.ts'
import { projectOutbound, projectProfile } from './facts.ts'
import { newConversation } from './person/conversation.ts'
import type { Held, Placed, Write } from './placed.ts'
import { isListed, touched } from './touched.ts'

export function project(placed: Placed, held: Held): Write[] {
  const { event } = placed
  if (!isListed(event.key)) return []
  if (event.type.startsWith('line.')) return projectLine(placed, held)
  if (event.type.startsWith('message.')) return projectOutbound(placed, held)
  return projectProfile(placed, held)
}

/**
 * What stands where an event could not be projected. A message of the customer keeps its id and counts, so that somebody
 * looks and an unsend finds it; anything else is a pill of the event's id.
 */
export function undisplayable(placed: Placed, held: Held): Write[] {
  const { event } = placed
  if (!isListed(event.key)) return []
  const isMessage = event.type === 'line.message'
  const wanted = isMessage ? touched(placed).message : null
  const there = wanted === null ? undefined : held.get('message', wanted)?.body.kind
  const id = wanted !== null && (there === undefined || there === 'undisplayable') ? wanted : event.id
  const row = {
    ...newInbound(placed, { kind: 'undisplayable' }),
    direction: isMessage ? ('inbound' as const) : ('system' as const),
    countable: isMessage,
    activity: isMessage,
  }
  const conversation = held.get('conversation', event.key) ?? newConversation(placed)
  return [
    { noun: 'message', id, row },
    { noun: 'conversation', id: event.key, row: conversation },
  ]
}

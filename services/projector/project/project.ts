// One event and the rows it touches → the rows as they are afterwards. Pure: no clock, no dice, no I/O; every write is of the
// event's own key, and an unknown type changes nothing.
import type { MessageRow } from '@madoguchi/contracts/row/message'
import { isDeskFact, projectDesk } from './desk/desk.ts'
import { projectNote } from './desk/note.ts'
import { newInbound } from './message/inbound.ts'
import { projectMedia } from './message/media.ts'
import { projectLine } from './line.ts'
import { projectOutbound, projectProfile } from './facts.ts'
import { newConversation, seen } from './person/conversation.ts'
import type { Held, Placed, Write } from './placed.ts'
import { projectRedacted } from './redacted.ts'
import { projectTemplate } from './template.ts'
import { isListed, touched } from './touched.ts'

export function project(placed: Placed, held: Held): Write[] {
  const { event } = placed
  if (event.type === 'template.changed') return projectTemplate(placed, held)
  if (!isListed(event.key)) return []
  if (event.type.startsWith('line.')) return projectLine(placed, held)
  if (event.type === 'message.redacted') return projectRedacted(placed, held)
  if (event.type.startsWith('message.')) return projectOutbound(placed, held)
  if (event.type.startsWith('media.')) return projectMedia(placed, held)
  if (event.type.startsWith('note.')) return projectNote(placed, held)
  if (isDeskFact(event.type)) return projectDesk(placed, held)
  return projectProfile(placed, held)
}

/**
 * What stands where an event could not be projected. A message of the customer keeps its id and counts, so that somebody
 * looks and an unsend finds it; anything else is a pill of the event's id. A copy of a message that stands already, or that was
 * taken back, has nothing more to say; and nothing of the message is kept but where it was. What stands already keeps its place: a
 * schedule, when what asks for it cannot be shown, or the same message the first time.
 */
export function undisplayable(placed: Placed, held: Held): Write[] {
  const { event } = placed
  if (!isListed(event.key)) return []
  const isMessage = event.type === 'line.message'
  const wanted = isMessage ? touched(placed).message : null
  const there = wanted === null ? undefined : held.get('message', wanted)
  const conversation: Write = {
    noun: 'conversation',
    id: event.key,
    row: seen(held.get('conversation', event.key) ?? newConversation(placed), event.at),
  }
  if (there !== undefined && says(there)) return [conversation]
  const id = wanted !== null && (there === undefined || there.body.kind === 'undisplayable') ? wanted : event.id
  const { quoteToken: _content, ...blank } = newInbound(placed, { kind: 'undisplayable' })
  const direction = isMessage ? ('inbound' as const) : ('system' as const)
  const place = Math.min(blank.place, held.get('message', id)?.place ?? blank.place)
  const row = { ...blank, place, direction, countable: isMessage, activity: isMessage }
  return [{ noun: 'message', id, row }, conversation]
}

/** It is the message itself, not one that an edit gave for it; or it is gone. */
const says = ({ body, orphan }: MessageRow): boolean =>
  body.kind === 'unsent' || (orphan !== true && body.kind !== 'undisplayable')

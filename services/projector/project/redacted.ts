// The skeleton of a message whose words are being erased (log.md §11). Afterwards its row is a function of the skeleton alone, and
// whatever the erased events said of conversation, contact and members is said once more, so that a rebuild without them ends the
// same. Everything touched gets this event's rev, also where nothing looks changed: in a rebuild it may be new.
import type { MessageRedacted } from '@madoguchi/contracts/event/redacted'
import { channelOf } from '@madoguchi/contracts/ids'
import type { MessageRow } from '@madoguchi/contracts/row/message'
import { membersOf } from './line.ts'
import { contactOf } from './person/contact.ts'
import { heard, newConversation } from './person/conversation.ts'
import type { Held, Placed, Write } from './placed.ts'
import { heardAs, listedIn } from './skeleton.ts'

export function projectRedacted(placed: Placed, held: Held): Write[] {
  const { event } = placed
  const data = event.data as MessageRedacted
  const before = held.get('message', data.message)
  if (before !== undefined && before.conversation !== event.key) return []
  const events = listedIn(event)
    .filter(({ type }) => type.startsWith('line.'))
    .map((one) => heardAs(one, placed))
  const row = events.reduce(heard, held.get('conversation', event.key) ?? newConversation(events[0] ?? placed))
  const message = before?.skeleton === true ? before : skeleton(event.key, data)
  const writes: Write[] = [
    { noun: 'message', id: data.message, row: message },
    { noun: 'conversation', id: event.key, row },
    ...membersIn(events, held),
  ]
  if (row.kind === 'user')
    writes.push({ noun: 'contact', id: event.key, row: contactOf(held.get('contact', event.key), row) })
  return writes
}

function skeleton(key: string, { at, event, place, direction, userId }: MessageRedacted): MessageRow {
  return {
    channel: channelOf(key),
    conversation: key,
    direction,
    at,
    event,
    place,
    by: { kind: 'contact', userId },
    body: { kind: 'unsent' },
    preview: { kind: 'unsent' },
    countable: false,
    activity: false,
    skeleton: true,
  }
}

function membersIn(events: Placed[], held: Held): Write[] {
  const members = new Map<string, Extract<Write, { noun: 'member' }>>()
  const now: Held = {
    get: (noun, id) => (noun === 'member' ? (members.get(id)?.row as never) : undefined) ?? held.get(noun, id),
  }
  for (const one of events) for (const write of membersOf(one, now)) members.set(write.id, write)
  return [...members.values()]
}

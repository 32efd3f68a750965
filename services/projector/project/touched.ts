// Which rows an event speaks of, before any is loaded.
import { channelOf, conversationId, memberId } from '@madoguchi/contracts/ids'
import { isDeskFact } from './desk/desk.ts'
import { noteIn } from './desk/note.ts'
import { messageIdOf } from './message/inbound.ts'
import { membersOf } from './message/pill.ts'
import { isOwnFact } from './person/did.ts'
import { lineEventOf, type Placed } from './placed.ts'
import { heardAs, listedIn } from './skeleton.ts'
import { recordOf, textOf } from '@madoguchi/contracts/event/value'

/**
 * `message`: of a template's event the template, whose revisions are found by it. `contact`: the 1:1 conversation of the person it is
 * about, by which an erasure finds it.
 */
export type Touched = { message: string | null; members: string[]; contact: string | null }

/** Facts of a channel or the workspace have no conversation: they stand in the event table only. */
export const isListed = (key: string): boolean => !key.endsWith(':-') && !key.startsWith('-:')

/** Events of LINE that speak of a message by LINE's id; every other one is a pill with the event's id. */
export const SAID: ReadonlySet<string> = new Set(['line.message', 'line.messageEdited', 'line.unsend'])

export function touched(placed: Placed): Touched {
  const { event } = placed
  if (!isListed(event.key)) return { message: templateIn(placed), members: [], contact: null }
  const members = [placed, ...erasedIn(placed)].flatMap(membersIn).map((userId) => memberId(event.key, userId))
  return { message: messageIn(placed), members, contact: contactIn(placed) }
}

const erasedIn = (placed: Placed): Placed[] => listedIn(placed.event).map((listed) => heardAs(listed, placed))

export const templateIn = ({ event }: Placed): string | null =>
  event.type === 'template.changed' ? (textOf(recordOf(event.data).template) ?? null) : null

function messageIn(placed: Placed): string | null {
  const { event } = placed
  if (event.type === 'message.queued') return event.id
  if (event.type.startsWith('message.') || event.type.startsWith('media.'))
    return textOf(recordOf(event.data).message) ?? null
  if (event.type.startsWith('note.')) return noteIn(placed)
  if (isDeskFact(event.type) || isOwnFact(event.type)) return event.id
  if (SAID.has(event.type)) return messageIdOf(placed) ?? event.id
  return event.type.startsWith('line.') ? event.id : null
}

/** User ids of a group's or room's members. */
export function membersIn({ event }: Placed): string[] {
  const line = lineEventOf(event)
  if (event.type === 'member.profiled') return [textOf(line.userId) ?? '']
  if (!event.type.startsWith('line.')) return []
  const { groupId, roomId, userId } = recordOf(line.source)
  if (!textOf(groupId) && !textOf(roomId)) return []
  if (event.type === 'line.memberJoined') return membersOf(line.joined).userIds
  if (event.type === 'line.memberLeft') return membersOf(line.left).userIds
  return textOf(userId) ? [textOf(userId)!] : []
}

function contactIn(placed: Placed): string | null {
  const { event } = placed
  const line = lineEventOf(event)
  const userId = textOf(recordOf(line.source).userId) || (event.type === 'member.profiled' && textOf(line.userId))
  if (userId) return conversationId(channelOf(event.key), { userId })
  return /^[CR?]/.test(event.key.slice(event.key.indexOf(':') + 1)) ? null : event.key
}

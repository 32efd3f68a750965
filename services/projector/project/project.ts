// One event and the rows it touches → the rows as they are afterwards. Pure; every write is of the event's own key.
import { memberId } from '@madoguchi/contracts/ids'
import type { Body, MessageRow } from '@madoguchi/contracts/row/message'
import { contactOf, profiled } from './contact.ts'
import { heard, newConversation, updated } from './conversation.ts'
import { edited, messageIdOf, newInbound, said, unsent } from './inbound.ts'
import { memberOf, memberProfiled } from './member.ts'
import { changed, isOutboundFact, queued } from './outbound.ts'
import { membersOf, pillOf } from './pill.ts'
import { lineEventOf, type Held, type Placed, type Write } from './placed.ts'
import { previewOf } from './preview.ts'
import { recordOf, textOf } from './value.ts'

/** Facts of a channel or the workspace have no conversation: they stand in the event table only. */
export const isListed = (key: string): boolean => !key.endsWith(':-') && !key.startsWith('-:')

/** Ids of the rows that `project` may ask for, so that they can be loaded at once. */
export function touched(placed: Placed): { message: string | null; members: string[] } {
  const { event } = placed
  if (!isListed(event.key)) return { message: null, members: [] }
  return { message: messageOf(placed), members: membersIn(placed).map((userId) => memberId(event.key, userId)) }
}

function messageOf(placed: Placed): string | null {
  const { event } = placed
  if (event.type === 'message.queued') return event.id
  if (event.type.startsWith('message.')) return textOf(recordOf(event.data).message) ?? null
  if (SAID.has(event.type)) return messageIdOf(placed) ?? event.id
  return event.type.startsWith('line.') ? event.id : null
}
const SAID = new Set(['line.message', 'line.messageEdited', 'line.unsend'])

function membersIn(placed: Placed): string[] {
  const { event } = placed
  const line = lineEventOf(event)
  if (event.type === 'member.profiled') return [textOf(recordOf(event.data).userId) ?? '']
  if (event.type === 'line.memberJoined') return membersOf(line.joined).userIds
  if (event.type === 'line.memberLeft') return membersOf(line.left).userIds
  const { groupId, roomId, userId } = recordOf(line.source)
  const inGroup = event.type.startsWith('line.') && (textOf(groupId) ?? textOf(roomId)) !== undefined
  return inGroup && textOf(userId) ? [textOf(userId)!] : []
}

export function project(placed: Placed, held: Held): Write[] {
  const { event } = placed
  if (!isListed(event.key)) return []
  if (event.type.startsWith('line.')) return projectLine(placed, held)
  if (event.type.startsWith('message.')) return projectOutbound(placed, held)
  return projectProfile(placed, held)
}

function projectLine(placed: Placed, held: Held): Write[] {
  const { event } = placed
  const before = held.get('conversation', event.key)
  const conversation = heard(before ?? newConversation(placed), placed)
  const id = messageOf(placed)!
  const message = lineMessage(placed, held.get('message', id), before?.updatedAt ?? -Infinity)
  const talked = message === undefined || event.type === 'line.unsend' ? conversation : updated(conversation, event.at)
  const writes: Write[] = [{ noun: 'conversation', id: event.key, row: talked }, ...memberWrites(placed, held)]
  if (message !== undefined) writes.push({ noun: 'message', id, row: message })
  if (talked.kind === 'user')
    writes.push({ noun: 'contact', id: event.key, row: contactOf(held.get('contact', event.key), talked, placed) })
  return writes
}

function lineMessage(placed: Placed, held: MessageRow | undefined, newest: number): MessageRow | undefined {
  const { event } = placed
  if (SAID.has(event.type) && messageIdOf(placed) === null) return held ?? withoutId(placed, newest)
  if (event.type === 'line.message') return said(held, placed, newest)
  if (event.type === 'line.messageEdited') return edited(held, placed, newest)
  if (event.type === 'line.unsend') return unsent(held, placed, newest)
  return held ?? pill(placed, newest)
}

/** LINE always gives an id; a body that lacks it is still somebody's message. */
function withoutId(placed: Placed, newest: number): MessageRow {
  const type = textOf(recordOf(lineEventOf(placed.event).message).type) ?? placed.event.type.slice('line.'.length)
  return newInbound(placed, { kind: 'unsupported', type }, newest)
}

const COUNTED = new Set(['line.postback'])
const MOVING = new Set(['line.postback', 'line.follow', 'line.join'])

function pill(placed: Placed, newest: number): MessageRow {
  const { event } = placed
  const body: Body = pillOf(event.type.slice('line.'.length), lineEventOf(event))
  return {
    ...newInbound(placed, body, newest),
    direction: 'system',
    countable: COUNTED.has(event.type),
    activity: MOVING.has(event.type),
  }
}

function memberWrites(placed: Placed, held: Held): Write[] {
  const { event } = placed
  const state = event.type === 'line.memberJoined' ? 'joined' : event.type === 'line.memberLeft' ? 'left' : 'seen'
  return membersIn(placed).map((userId) => {
    const id = memberId(event.key, userId)
    return { noun: 'member', id, row: memberOf(held.get('member', id), placed, userId, state) }
  })
}

function projectOutbound(placed: Placed, held: Held): Write[] {
  const { event } = placed
  const id = messageOf(placed)
  if (id === null || !(event.type === 'message.queued' || isOutboundFact(event.type))) return []
  const message =
    event.type === 'message.queued' ? queued(held.get('message', id), placed) : changed(held.get('message', id), placed)
  if (message === undefined) return []
  const conversation = held.get('conversation', event.key) ?? newConversation(placed)
  const row = event.type === 'message.sent' ? updated(conversation, event.at) : conversation
  const contact = held.get('contact', event.key)
  return [
    { noun: 'message', id, row: message },
    { noun: 'conversation', id: event.key, row },
    ...(contact && row !== conversation
      ? [{ noun: 'contact' as const, id: event.key, row: { ...contact, updatedAt: row.updatedAt } }]
      : []),
  ]
}

function projectProfile(placed: Placed, held: Held): Write[] {
  const { event } = placed
  const conversation = held.get('conversation', event.key) ?? newConversation(placed)
  if (event.type === 'contact.profiled') {
    const contact = profiled(held.get('contact', event.key), placed)
    const { name, pictureUrl, updatedAt } = contact
    const row = {
      ...conversation,
      name,
      pictureUrl,
      profiledAt: event.at,
      updatedAt: Math.max(conversation.updatedAt, updatedAt),
    }
    return [
      { noun: 'contact', id: event.key, row: contact },
      { noun: 'conversation', id: event.key, row },
    ]
  }
  if (event.type === 'conversation.profiled') {
    const {
      found,
      name = null,
      pictureUrl = null,
      memberCount = null,
    } = event.data as { found: boolean; name?: string; pictureUrl?: string; memberCount?: number }
    const row = { ...conversation, profiledAt: event.at, ...(found ? { name, pictureUrl, memberCount } : {}) }
    return [{ noun: 'conversation', id: event.key, row }]
  }
  if (event.type !== 'member.profiled') return []
  const id = memberId(event.key, textOf(recordOf(event.data).userId) ?? '')
  return [{ noun: 'member', id, row: memberProfiled(held.get('member', id), placed) }]
}

/** What stands where an event could not be projected. */
export function undisplayable(placed: Placed): Write[] {
  const row = {
    ...newInbound(placed, { kind: 'undisplayable' }, -Infinity),
    direction: 'system' as const,
    countable: false,
    activity: false,
  }
  return [{ noun: 'message', id: placed.event.id, row: { ...row, preview: previewOf(row.body) } }]
}

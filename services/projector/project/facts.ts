// Facts of our own → rows: what became of what we say, and what LINE answered about people and groups.
import type { ConversationProfiled } from '@madoguchi/contracts/event/conversation'
import { memberId } from '@madoguchi/contracts/ids'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import { changed, isOutboundFact, queued } from './message/outbound.ts'
import { contactOf, profiled } from './person/contact.ts'
import { newConversation, seen, updated } from './person/conversation.ts'
import { fieldsBetween, pillOf, tagsBetween } from './person/did.ts'
import { memberProfiled } from './person/member.ts'
import { called, edited, retagged } from './person/own.ts'
import { noticesOfSend } from './desk/notice.ts'
import type { Held, Placed, Write } from './placed.ts'
import { membersIn, touched } from './touched.ts'

export function projectOutbound(placed: Placed, held: Held): Write[] {
  const { event } = placed
  const id = touched(placed).message
  if (id === null || !(event.type === 'message.queued' || isOutboundFact(event.type))) return []
  const before = held.get('message', id)
  const message = event.type === 'message.queued' ? queued(before, placed) : changed(before, placed)
  if (message === undefined) return []
  const conversation = conversationOf(placed, held)
  const row = event.type === 'message.sent' ? updated(conversation, event.at) : conversation
  const contact = held.get('contact', event.key)
  const writes: Write[] = [
    { noun: 'message', id, row: message },
    { noun: 'conversation', id: event.key, row },
    ...noticesOfSend(placed, id, message),
  ]
  if (contact !== undefined && row !== conversation)
    writes.push({ noun: 'contact', id: event.key, row: contactOf(contact, row) })
  return writes
}

const conversationOf = (placed: Placed, held: Held): ConversationRow =>
  seen(held.get('conversation', placed.event.key) ?? newConversation(placed), placed.event.at)

export function projectProfile(placed: Placed, held: Held): Write[] {
  const { event } = placed
  switch (event.type) {
    case 'contact.profiled':
      return contactProfiled(placed, held)
    case 'conversation.profiled':
      return [{ noun: 'conversation', id: event.key, row: groupProfiled(conversationOf(placed, held), placed) }]
    case 'member.profiled': {
      const id = memberId(event.key, membersIn(placed)[0]!)
      const member: Write = { noun: 'member', id, row: memberProfiled(held.get('member', id), placed) }
      // The conversation names who spoke last.
      return [member, { noun: 'conversation', id: event.key, row: conversationOf(placed, held) }]
    }
    case 'contact.edited':
      return contactEdited(placed, held)
    case 'contact.tagged':
      return contactTagged(placed, held)
    default:
      return []
  }
}

/** A group has no contact: what would be said of one is nobody's. */
function contactEdited(placed: Placed, held: Held): Write[] {
  const { event } = placed
  const conversation = conversationOf(placed, held)
  if (conversation.kind !== 'user') return [{ noun: 'conversation', id: event.key, row: conversation }]
  const before = contactOf(held.get('contact', event.key), conversation)
  const contact = edited(before, placed)
  const row = called(updated(conversation, event.at), contact)
  return [
    { noun: 'contact', id: event.key, row: contactOf(contact, row) },
    { noun: 'conversation', id: event.key, row },
    ...pillOf(placed, fieldsBetween(before, contact)),
  ]
}

function contactTagged(placed: Placed, held: Held): Write[] {
  const before = conversationOf(placed, held)
  const row = retagged(before, placed)
  return [{ noun: 'conversation', id: placed.event.key, row }, ...pillOf(placed, tagsBetween(before, row))]
}

function contactProfiled(placed: Placed, held: Held): Write[] {
  const { event } = placed
  const conversation = conversationOf(placed, held)
  const { contact, changed: isNew } = profiled(contactOf(held.get('contact', event.key), conversation), placed)
  const { name, pictureUrl } = contact
  const profile = { ...conversation, name, pictureUrl, profiledAt: event.at }
  const row = isNew ? updated(profile, event.at) : profile
  return [
    { noun: 'contact', id: event.key, row: contactOf(contact, row) },
    { noun: 'conversation', id: event.key, row },
  ]
}

/** A failure keeps the last known name (WH-8). */
function groupProfiled(row: ConversationRow, { event }: Placed): ConversationRow {
  const { found, name = null, pictureUrl = null, memberCount = null } = event.data as ConversationProfiled
  if (!found) return { ...row, profiledAt: event.at }
  const changed = row.name !== name || row.pictureUrl !== pictureUrl || row.memberCount !== memberCount
  const next = { ...row, name, pictureUrl, memberCount, profiledAt: event.at }
  return changed ? updated(next, event.at) : next
}

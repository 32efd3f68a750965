// What changed by a word of ours about a person, for its pill (TL-52): tags by name, fields by their names alone. What stands in a field,
// or stood there, is personal and stands in the contact only. null = nothing changed.
import { OWN_FIELDS, type ContactRow } from '@madoguchi/contracts/row/contact'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { Body } from '@madoguchi/contracts/row/message'
import { pillBy } from '../desk/desk.ts'
import type { Placed, Write } from '../placed.ts'

/** They may be pills of their own id. */
export const isOwnFact = (type: string): boolean => type === 'contact.edited' || type === 'contact.tagged'

export function tagsBetween(before: ConversationRow, after: ConversationRow): Body | null {
  const [had, has] = [before.tags ?? [], after.tags ?? []]
  const added = has.filter((name) => !had.includes(name))
  const removed = had.filter((name) => !has.includes(name))
  return added.length + removed.length === 0 ? null : { kind: 'tagged', added, removed }
}

export function fieldsBetween(before: ContactRow, after: ContactRow): Body | null {
  const fields = OWN_FIELDS.filter((field) => (before.own?.[field] ?? '') !== (after.own?.[field] ?? ''))
  return fields.length === 0 ? null : { kind: 'contactEdited', fields }
}

export const pillOf = (placed: Placed, body: Body | null): Write[] =>
  body === null ? [] : [{ noun: 'message', id: placed.event.id, row: pillBy(placed, body) }]

// The person behind a user id. Only events of the contact's own 1:1 key come here.
import type { ContactProfiled } from '@madoguchi/contracts/event/contact'
import type { ContactRow } from '@madoguchi/contracts/row/contact'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { Placed } from '../placed.ts'

const UNKNOWN = { name: null, pictureUrl: null, statusMessage: null, language: null, profile: null }

/** The contact as the conversation of the same key knows it. */
export function contactOf(held: ContactRow | undefined, conversation: ConversationRow): ContactRow {
  const { channel, lineId, friend, firstSeenAt, updatedAt } = conversation
  return { ...UNKNOWN, ...held, channel, userId: lineId ?? '', friend, firstSeenAt, updatedAt }
}

/** LINE's answer about the profile; a failure keeps the last known name (WH-8). */
export function profiled(row: ContactRow, { event }: Placed): { contact: ContactRow; changed: boolean } {
  const data = event.data as ContactProfiled
  const profile = { at: event.at, found: data.found }
  if (!data.found) return { contact: { ...row, profile }, changed: false }
  const { name, pictureUrl = null, statusMessage = null, language = null } = data.profile
  const told = { name, pictureUrl, statusMessage, language }
  const changed = Object.entries(told).some(([field, value]) => row[field as keyof typeof told] !== value)
  return { contact: { ...row, ...told, profile }, changed }
}

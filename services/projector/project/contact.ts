// The person behind a user id. Only events of the contact's own 1:1 key come here.
import type { ContactProfiled } from '@madoguchi/contracts/event/contact'
import { channelOf } from '@madoguchi/contracts/ids'
import type { ContactRow } from '@madoguchi/contracts/row/contact'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { Placed } from './placed.ts'

const newContact = ({ event }: Placed): ContactRow => ({
  channel: channelOf(event.key),
  userId: event.key.slice(event.key.indexOf(':') + 1),
  name: null,
  pictureUrl: null,
  statusMessage: null,
  language: null,
  profile: null,
  friend: { state: 'unknown', since: null },
  firstSeenAt: event.at,
  updatedAt: event.at,
})

/** The contact as the conversation of the same key knows it. */
export function contactOf(held: ContactRow | undefined, conversation: ConversationRow, placed: Placed): ContactRow {
  const { friend, firstSeenAt, updatedAt } = conversation
  return { ...(held ?? newContact(placed)), friend, firstSeenAt, updatedAt }
}

/** LINE's answer about the profile; a failure keeps the last known name (WH-8). */
export function profiled(held: ContactRow | undefined, placed: Placed): ContactRow {
  const row = held ?? newContact(placed)
  const data = placed.event.data as ContactProfiled
  const profile = { at: placed.event.at, found: data.found }
  if (!data.found) return { ...row, profile }
  const { name, pictureUrl = null, statusMessage = null, language = null } = data.profile
  const told = { name, pictureUrl, statusMessage, language }
  const changed = Object.entries(told).some(([field, value]) => row[field as keyof typeof told] !== value)
  return { ...row, ...told, profile, updatedAt: changed ? Math.max(row.updatedAt, placed.event.at) : row.updatedAt }
}

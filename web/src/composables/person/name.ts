// What a person, group or room is called while LINE has told no name (WH-8): never a raw id, never blank.
import type { ConversationKind } from '@madoguchi/contracts/row/conversation'
import type { Say } from '../say.ts'

type Named = { kind: ConversationKind; name: string | null; lineId: string | null }

export function nameOfConversation({ kind, name, lineId }: Named, say: Say): string {
  if (name !== null && name.trim() !== '') return name
  if (kind === 'unidentified' || lineId === null) return say('contact.unidentified')
  return say(`contact.unnamed.${kind}`, { end: lineId.slice(-4) })
}

export function nameOfContact({ name, userId }: { name: string | null; userId: string }, say: Say): string {
  return name !== null && name.trim() !== '' ? name : say('contact.unnamed.user', { end: userId.slice(-4) })
}

/** A member of a group: by name, else "Member" (TL-3). */
export const nameOfMember = (name: string | null | undefined, say: Say): string =>
  name !== null && name !== undefined && name.trim() !== '' ? name : say('contact.member')

// What a person, group or room is called while LINE has told no name (WH-8): never a raw id, never blank.
import type { ConversationKind } from '@madoguchi/contracts/row/conversation'
import type { Say } from '../say.ts'

/** `ourName`: what we call them goes before what LINE tells (RP-1). */
type Named = { kind: ConversationKind; name: string | null; lineId: string | null; ourName?: string }

export function nameOfConversation({ kind, name, lineId, ourName }: Named, say: Say): string {
  if (ourName !== undefined) return ourName
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

/** Where a name is looked up and may be missing: ours before LINE's, null = neither is known. */
export const knownName = (row: { name: string | null; ourName?: string } | undefined): string | null =>
  row?.ourName ?? row?.name ?? null

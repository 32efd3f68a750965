// PURE: whose a hit is, from its conversation's id: `<channel>:<LINE id>`; LINE's ids of groups begin with C, of rooms with R.
import type { NameHit, TextHit } from '@madoguchi/contracts/http/search'
import { nameOfConversation } from '../person/name.ts'
import type { Say } from '../say.ts'

const lineIdOf = (conversation: string): string => conversation.slice(conversation.indexOf(':') + 1)
const KINDS = { C: 'group', R: 'room' } as const

export function kindOfHit({ conversation }: Pick<TextHit, 'conversation'>): 'user' | 'group' | 'room' {
  return KINDS[lineIdOf(conversation).charAt(0) as keyof typeof KINDS] ?? 'user'
}

export function nameOfHit(hit: NameHit | TextHit, say: Say): string {
  const name = 'message' in hit ? hit.conversationName : hit.name
  return nameOfConversation({ kind: kindOfHit(hit), name, lineId: lineIdOf(hit.conversation) }, say)
}

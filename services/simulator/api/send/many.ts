import { bodyHash } from '../../ledger/hash.ts'
import type { Call } from '../call.ts'
import type { Json } from '../message/field.ts'
import type { Source } from '../../world/chats.ts'
import { friendshipOf } from '../../world/person.ts'
import { accept } from './accept.ts'
import { reachOf } from './reach.ts'

// What multicast, narrowcast and broadcast have in common: many people, no ids in the answer.
export type Many = { call: Call; by: 'multicast' | 'narrowcast' | 'broadcast'; sources: Source[] }

export const peopleOf = ({ platform, channel }: Call, sources: Source[]): number =>
  sources.reduce((sum, source) => sum + reachOf(platform, channel, source).people, 0)

/** Everybody who has the channel as a friend. */
export function friendsOf({ platform, channel }: Call): Source[] {
  const friends = [...platform.world.people.values()].filter(
    (one) => !one.deleted && friendshipOf(one, channel.id) === 'friend',
  )
  return friends.map(({ id }) => ({ type: 'user' as const, id }))
}

export function deliverMany({ call, by, sources }: Many): void {
  const messages = call.body.messages as Json[]
  for (const source of sources) accept({ call, by, source, messages, countQuota: true })
}

/** The key is spent; a repeated request hears 409 and no ids. */
export function spendKey({ platform, channel, requestId, retryKey, body }: Call, to: unknown): void {
  if (retryKey === undefined) return
  const accepted = { requestId, bodyHash: bodyHash(body.messages), to: JSON.stringify(to), sentMessages: null }
  platform.retryKeys.accept(channel.id, retryKey, accepted)
}

import type { Person } from '../../world/person.ts'
import { friendshipOf } from '../../world/person.ts'
import type { Platform } from '../../platform.ts'
import { invalidValue, notFound, ok } from '../answer.ts'
import type { Handler } from '../call.ts'

export const isUserId = (text: string) => /^U[0-9a-f]{32}$/.test(text)

/** Everything a channel may see of a person; absent values are omitted. */
export function profileOf(platform: Platform, person: Person) {
  return {
    userId: person.id,
    displayName: person.name,
    ...(person.pictureUrl === undefined ? {} : { pictureUrl: platform.absolute(person.pictureUrl) }),
    ...(person.statusMessage === undefined ? {} : { statusMessage: person.statusMessage }),
    language: person.language,
  }
}

/** Friends, and non-friends who have written to us; never blockers, nor people without consent. */
export const profile: Handler = ({ platform, channel, params }) => {
  const userId = params.userId!
  if (!isUserId(userId)) return invalidValue('userId')
  const person = platform.world.people.get(userId)
  if (person === undefined || person.deleted || !person.consent) return notFound()
  const friendship = friendshipOf(person, channel.id)
  const wrote = platform.chats.of(channel.id, { type: 'user', id: userId }).lastMessageAt !== undefined
  if (friendship === 'blocked' || (friendship === 'none' && !wrote)) return notFound()
  return ok(profileOf(platform, person))
}

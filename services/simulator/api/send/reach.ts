import type { Platform } from '../../platform.ts'
import type { Channel } from '../../world/channel.ts'
import type { Source } from '../../world/chats.ts'
import { friendshipOf } from '../../world/person.ts'

/** Whether a message shows up there, why not, and how many people it counts for. */
export type Reach = { delivered: boolean; reason?: string; people: number }

const WINDOW = 7 * 24 * 3_600_000
const lost = (reason: string): Reach => ({ delivered: false, reason, people: 0 })

export function reachOf(platform: Platform, channel: Channel, source: Source): Reach {
  if (source.type !== 'user') {
    const members = [...(platform.world.groups.get(source.id)?.members ?? [])]
    return { delivered: true, people: members.filter((id) => platform.world.people.get(id)?.deleted !== true).length }
  }
  const person = platform.world.people.get(source.id)
  if (person === undefined || person.deleted) return lost('deleted')
  const friendship = friendshipOf(person, channel.id)
  if (friendship === 'blocked') return lost('blocked')
  if (friendship === 'friend') return { delivered: true, people: 1 }
  const { lastMessageAt = -Infinity } = platform.chats.of(channel.id, source)
  return platform.clock.now() - lastMessageAt < WINDOW ? { delivered: true, people: 1 } : lost('not_a_friend')
}

/** Whether the month has room for so many more people. */
export const withinQuota = (channel: Channel, people: number) =>
  channel.quota.type === 'none' || channel.used + people <= channel.quota.value

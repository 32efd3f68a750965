import type { Platform } from '../../platform.ts'
import type { Channel } from '../../world/channel.ts'
import { sourceTypeOf } from '../../world/chats.ts'
import type { Source } from '../../world/chats.ts'
import type { Person } from '../../world/person.ts'

/** Who does something, where and when. */
export type Scene = {
  platform: Platform
  channel: Channel
  person: Person
  source: Source
  at: number
  delayMs?: number
}

export type ActInput = {
  /** LINE channel id */
  channel: string
  /** user id */
  as: string
  /** group or room id; absent = 1:1 */
  in?: string
  do: string
  /** when it happened, ms; default now */
  at?: number
  /** ms to the webhook, instead of the channel's usual delay */
  delayMs?: number
  [more: string]: unknown
}

/** What an action caused, or why a phone would not have allowed it. */
export type Done = { webhookEventIds: string[]; messageIds: string[] }
export type Refused = { refused: string }
export type Deed = (scene: Scene, input: ActInput) => Done | Refused

export const done = (webhookEventIds: string[] = [], messageIds: string[] = []): Done => ({
  webhookEventIds,
  messageIds,
})

export function sceneOf(platform: Platform, input: ActInput): Scene | Refused {
  const channel = platform.world.channels.get(input.channel)
  if (channel === undefined) return { refused: `no channel ${input.channel}` }
  const person = platform.world.people.get(input.as)
  if (person === undefined) return { refused: `no user ${input.as}` }
  if (person.deleted) return { refused: 'this account is deleted' }
  const place = input.in ?? person.id
  const source: Source = { type: sourceTypeOf(place), id: place }
  const group = platform.world.groups.get(place)
  if (input.in !== undefined && group === undefined) return { refused: `no group or room ${place}` }
  if (group !== undefined && !group.members.has(person.id)) return { refused: 'not a member of this group' }
  const delay = input.delayMs === undefined ? {} : { delayMs: input.delayMs }
  return { platform, channel, person, source, at: input.at ?? platform.clock.now(), ...delay }
}

/** Whether the channel hears what happens here at all. */
export function hears({ platform, channel, source }: Scene): boolean {
  return source.type === 'user' || platform.world.groups.get(source.id)?.channels.has(channel.id) === true
}

/** Raises an event of this scene; nothing when the channel is not in the group. */
export function raise(scene: Scene, type: string, reply: boolean, own: Record<string, unknown> = {}): string[] {
  if (!hears(scene)) return []
  const { platform, channel, person, source, at, delayMs } = scene
  return [
    platform.events.raise(channel, {
      type,
      reply,
      own,
      source,
      person,
      at,
      ...(delayMs === undefined ? {} : { delayMs }),
    }),
  ]
}

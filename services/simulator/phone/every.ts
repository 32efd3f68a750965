import { act } from '../people/act/act.ts'
import type { ActInput } from '../people/act/scene.ts'
import type { Platform } from '../platform.ts'
import type { AdminRoute } from '../admin/admin.ts'
import { wrong } from '../admin/admin.ts'
import type { Channel } from '../world/channel.ts'
import { makeGroup } from '../world/group.ts'
import type { Group } from '../world/group.ts'
import { makePerson } from '../world/person.ts'
import { everyKind } from './everyKind.ts'
import type { Step } from './everyKind.ts'
import { hostilePeople } from './hostile.ts'

export type EveryDone = { acted: number; webhookEventIds: string[]; skipped: { name: string; why: string }[] }

/** A group with both in it: one that is there, or a new one. */
function groupFor({ world, ids, feed }: Platform, channel: Channel, as: string): Group {
  const known = [...world.groups.values()].find((one) => one.channels.has(channel.id) && one.members.has(as))
  if (known !== undefined) return known
  const group = makeGroup({ name: 'One of everything', members: [as], channels: [channel.id] }, 'group', ids)
  world.groups.set(group.id, group)
  feed.emit('world', { group: group.id })
  return group
}

/** People with hostile names come and say hello. */
function strangers({ world, ids, feed }: Platform): { as: string; step: Step }[] {
  return hostilePeople.map((one) => {
    if (!world.people.has(one.id)) world.people.set(one.id, makePerson(one, ids))
    feed.emit('world', { user: one.id })
    return { as: one.id, step: { name: `a person called ${one.name}`, act: { do: 'say', text: 'Hello' } } }
  })
}

/** Acts the whole list out as one person: the platform's clock gives each step a millisecond of its own. */
export function actEvery(platform: Platform, channel: Channel, as: string): EveryDone {
  const group = groupFor(platform, channel, as)
  const made = new Map<string, string>()
  const done: EveryDone = { acted: 0, webhookEventIds: [], skipped: [] }
  const all = [...everyKind.map((step) => ({ as, step })), ...strangers(platform)]
  for (const [i, { as: who, step }] of all.entries()) {
    const input: ActInput = { channel: channel.id, as: who, at: platform.clock.now() + i, ...step.act }
    if (step.group === true) input.in = group.id
    if (step.of !== undefined) input.messageId = made.get(step.of)
    const result = act(platform, input)
    if ('refused' in result) {
      done.skipped.push({ name: step.name, why: result.refused })
      continue
    }
    done.acted++
    done.webhookEventIds.push(...result.webhookEventIds)
    if (result.messageIds[0] !== undefined) made.set(step.name, result.messageIds[0])
  }
  return done
}

/** POST /_sim/every {channel, as} */
export const every: AdminRoute['handle'] = ({ platform, body }) => {
  const channel = platform.world.channels.get(String(body.channel))
  if (channel === undefined) return wrong('no such channel', 404)
  if (!platform.world.people.has(String(body.as))) return wrong('no such user', 404)
  return { json: actEvery(platform, channel, String(body.as)) }
}

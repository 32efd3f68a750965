import type { Platform } from '../platform.ts'
import type { Channel } from '../world/channel.ts'
import type { Group } from '../world/group.ts'
import type { Person } from '../world/person.ts'

/** A channel without its secrets: whoever made it knows them. */
export function viewChannel({ secrets, ...channel }: Channel) {
  return { ...channel, secretCount: secrets.length }
}

export const viewPerson = ({ towards, ...person }: Person) => ({ ...person, towards: Object.fromEntries(towards) })
export const viewGroup = ({ members, channels, ...group }: Group) => ({
  ...group,
  members: [...members],
  channels: [...channels],
})

export function viewWorld({ seed, clock, world }: Platform) {
  const groups = [...world.groups.values()].map(viewGroup)
  return {
    seed,
    now: clock.now(),
    channels: [...world.channels.values()].map(viewChannel),
    users: [...world.people.values()].map(viewPerson),
    groups: groups.filter((one) => one.kind === 'group'),
    rooms: groups.filter((one) => one.kind === 'room'),
  }
}

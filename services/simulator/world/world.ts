import type { Ids } from '../ids.ts'
import { makeChannel } from './channel.ts'
import type { Channel, ChannelInput } from './channel.ts'
import { makeGroup } from './group.ts'
import type { Group, GroupInput } from './group.ts'
import { makePerson } from './person.ts'
import type { Person, PersonInput } from './person.ts'

/** Who exists on the platform. Rooms live among the groups; their ids begin with R. */
export type World = {
  channels: Map<string, Channel>
  people: Map<string, Person>
  groups: Map<string, Group>
}

export type WorldInput = {
  channels?: ChannelInput[]
  users?: PersonInput[]
  groups?: GroupInput[]
  rooms?: GroupInput[]
}

const byId = <T extends { id: string }>(things: T[]) => new Map(things.map((thing) => [thing.id, thing]))

export function makeWorld(input: WorldInput, ids: Ids): World {
  return {
    channels: byId((input.channels ?? []).map((one) => makeChannel(one, ids))),
    people: byId((input.users ?? []).map((one) => makePerson(one, ids))),
    groups: byId([
      ...(input.groups ?? []).map((one) => makeGroup(one, 'group', ids)),
      ...(input.rooms ?? []).map((one) => makeGroup(one, 'room', ids)),
    ]),
  }
}

import type { Ids } from '../ids.ts'

/** A group, or a room of the old kind (no name, no picture). */
export type Group = {
  id: string
  kind: 'group' | 'room'
  name: string
  pictureUrl?: string
  members: Set<string>
  /** channels that have joined; LINE lets one account into a group */
  channels: Set<string>
}

export type GroupInput = { id?: string; name?: string; pictureUrl?: string; members?: string[]; channels?: string[] }

export function makeGroup(input: GroupInput, kind: Group['kind'], ids: Ids): Group {
  const id = input.id ?? (kind === 'group' ? ids.group() : ids.room())
  return {
    id,
    kind,
    name: input.name ?? '',
    ...(kind === 'group' ? { pictureUrl: input.pictureUrl ?? `/_media/group/${id}.svg` } : {}),
    members: new Set(input.members),
    channels: new Set(input.channels),
  }
}

export function changeGroup(group: Group, change: GroupInput): void {
  if (change.name !== undefined) group.name = change.name
  if (change.pictureUrl !== undefined) group.pictureUrl = change.pictureUrl
  if (change.members !== undefined) group.members = new Set(change.members)
  if (change.channels !== undefined) group.channels = new Set(change.channels)
}

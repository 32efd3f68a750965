import type { Group } from '../../world/group.ts'
import { done, raise } from './scene.ts'
import type { Deed, Refused, Scene } from './scene.ts'
import { note } from './speak.ts'

const groupOf = ({ platform, source }: Scene): Group | Refused =>
  platform.world.groups.get(source.id) ?? { refused: 'name a group or room in `in`' }
const members = (users: unknown) => (Array.isArray(users) ? (users as string[]) : [])
const told = (scene: Scene) => scene.platform.feed.emit('world', { group: scene.source.id })

/** The channel is invited and joins. */
export const invite: Deed = (scene) => {
  const group = groupOf(scene)
  if ('refused' in group) return group
  group.channels.add(scene.channel.id)
  note(scene, 'channelJoined')
  told(scene)
  return done(raise({ ...scene, person: { ...scene.person, consent: false } }, 'join', true))
}

/** The channel is removed. */
export const remove: Deed = (scene) => {
  const group = groupOf(scene)
  if ('refused' in group) return group
  const ids = raise({ ...scene, person: { ...scene.person, consent: false } }, 'leave', false)
  group.channels.delete(scene.channel.id)
  note(scene, 'channelLeft')
  told(scene)
  return done(ids)
}

const listed = (scene: Scene, users: string[]) =>
  users.map((userId) => ({
    type: 'user',
    ...(scene.platform.world.people.get(userId)?.consent === true ? { userId } : {}),
  }))

/** enter {users}: people join the group */
export const enter: Deed = (scene, { users }) => {
  const group = groupOf(scene)
  if ('refused' in group) return group
  for (const id of members(users)) group.members.add(id)
  note(scene, 'entered', { users: members(users) })
  told(scene)
  return done(
    raise({ ...scene, person: { ...scene.person, consent: false } }, 'memberJoined', true, {
      joined: { members: listed(scene, members(users)) },
    }),
  )
}

/** exit {users}: people leave the group */
export const exit: Deed = (scene, { users }) => {
  const group = groupOf(scene)
  if ('refused' in group) return group
  for (const id of members(users)) group.members.delete(id)
  note(scene, 'left', { users: members(users) })
  told(scene)
  return done(
    raise({ ...scene, person: { ...scene.person, consent: false } }, 'memberLeft', false, {
      left: { members: listed(scene, members(users)) },
    }),
  )
}

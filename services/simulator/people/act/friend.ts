import { friendshipOf } from '../../world/person.ts'
import type { Friendship } from '../../world/person.ts'
import { done, raise } from './scene.ts'
import type { Deed, Scene } from './scene.ts'
import { note } from './speak.ts'

function become(scene: Scene, friendship: Friendship, event: string): void {
  scene.person.towards.set(scene.channel.id, friendship)
  note(scene, event)
  scene.platform.feed.emit('world', { user: scene.person.id })
}

const befriend = (scene: Scene, isUnblocked: boolean) => {
  become(scene, 'friend', isUnblocked ? 'unblocked' : 'followed')
  return done(raise(scene, 'follow', true, { follow: { isUnblocked } }))
}

export const follow: Deed = (scene) => befriend(scene, friendshipOf(scene.person, scene.channel.id) === 'blocked')
export const unblock: Deed = (scene) => befriend(scene, true)

export const block: Deed = (scene) => {
  become(scene, 'blocked', 'blocked')
  return done(raise(scene, 'unfollow', false))
}

import type { Platform } from '../../platform.ts'
import { edit, unsend } from './change.ts'
import { block, follow, unblock } from './friend.ts'
import { enter, exit, invite, remove } from './group.ts'
import { file, images, place, sticker, video, voice } from './media.ts'
import {
  activated,
  beacon,
  deactivated,
  delivery,
  event,
  link,
  member,
  menu,
  moduleChanged,
  resumed,
  suspended,
  utter,
  watch,
} from './other.ts'
import { pick, press } from './press.ts'
import { mention, quote, say } from './say.ts'
import { sceneOf } from './scene.ts'
import type { ActInput, Deed, Done, Refused } from './scene.ts'

export const deeds: Record<string, Deed> = {
  say,
  quote,
  mention,
  sticker,
  images,
  video,
  voice,
  file,
  place,
  press,
  pick,
  edit,
  unsend,
  follow,
  block,
  unblock,
  invite,
  remove,
  enter,
  exit,
  watch,
  beacon,
  link,
  member,
  module: moduleChanged,
  activated,
  deactivated,
  suspended,
  resumed,
  delivery,
  menu,
  event,
  utter,
}

/** One human action: what it shows on the phone and which events it causes. */
export function act(platform: Platform, input: ActInput): Done | Refused {
  const deed = Object.hasOwn(deeds, input.do) ? deeds[input.do] : undefined
  if (deed === undefined) return { refused: `do must be one of ${Object.keys(deeds).join(', ')}` }
  const scene = sceneOf(platform, input)
  return 'refused' in scene ? scene : deed(scene, input)
}

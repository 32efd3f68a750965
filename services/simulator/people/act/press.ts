import { textOr } from '../../text.ts'
import { done, raise } from './scene.ts'
import type { ActInput, Deed, Done, Refused, Scene } from './scene.ts'
import { note, speak } from './speak.ts'

export type Action = { type: string; label?: string; [more: string]: unknown }

const TYPES = new Set(['postback', 'message', 'uri', 'datetimepicker', 'clipboard', 'camera', 'cameraRoll', 'location'])

/** PURE. Every action in a message object, in reading order: template, flex, imagemap, quick reply. */
export function actionsOf(value: unknown, found: Action[] = [], inAction = false): Action[] {
  if (Array.isArray(value)) for (const one of value) actionsOf(one, found, inAction)
  else if (typeof value === 'object' && value !== null) {
    const { type } = value as { type?: unknown }
    if (inAction && typeof type === 'string' && TYPES.has(type)) found.push(value as Action)
    for (const [key, one] of Object.entries(value))
      actionsOf(one, found, key === 'action' || key === 'actions' || key === 'defaultAction')
  }
  return found
}

function choose(scene: Scene, input: ActInput): Action | Refused {
  const bubble = scene.platform.chats.find(String(input.messageId))
  if (bubble === undefined || bubble.from !== 'channel') return { refused: 'no such message of the channel' }
  const actions = actionsOf(bubble.message)
  const action =
    typeof input.label === 'string'
      ? actions.find((one) => one.label === input.label)
      : actions[Number(input.index ?? 0)]
  return action ?? { refused: 'no such button' }
}

const showsText = (action: Action) => action.displayText ?? action.text

function postback(scene: Scene, action: Action, params?: Record<string, string>): Done {
  const shown = showsText(action)
  if (typeof shown === 'string') note(scene, 'pressed', { text: shown })
  return done(
    raise(scene, 'postback', true, { postback: { data: action.data, ...(params === undefined ? {} : { params }) } }),
  )
}

/** press {messageId, label | index} */
export const press: Deed = (scene, input) => {
  const action = choose(scene, input)
  if ('refused' in action) return action as Refused
  if (action.type === 'message') return speak(scene, { type: 'text', text: String(action.text) })
  if (action.type === 'postback') return postback(scene, action)
  if (action.type === 'datetimepicker') return { refused: 'use pick with a value' }
  return done()
}

/** pick {messageId, label | index, value}: answers a date picker */
export const pick: Deed = (scene, input) => {
  const action = choose(scene, input)
  if ('refused' in action) return action as Refused
  if (action.type !== 'datetimepicker') return { refused: 'not a date picker' }
  return postback(scene, action, { [String(action.mode)]: textOr(input.value, textOr(action.initial)) })
}

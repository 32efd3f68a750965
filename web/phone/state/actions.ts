export type Action = {
  type: string
  label?: string
  text?: string
  uri?: string
  mode?: string
  [more: string]: unknown
}

const TYPES = new Set(['postback', 'message', 'uri', 'datetimepicker', 'clipboard', 'camera', 'cameraRoll', 'location'])

/** PURE. Every action in a message, in the order in which the simulator counts them for `press` and `pick`. */
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

export type Pressable = { action: Action; index: number }

/** Buttons in the body of a message and its quick replies, with their index for `press`. */
export function pressables(message: { quickReply?: unknown; [more: string]: unknown }): {
  inside: Pressable[]
  quick: Pressable[]
} {
  const all = actionsOf(message).map((action, index) => ({ action, index }))
  const replies = new Set(actionsOf(message.quickReply))
  return { inside: all.filter((one) => !replies.has(one.action)), quick: all.filter((one) => replies.has(one.action)) }
}

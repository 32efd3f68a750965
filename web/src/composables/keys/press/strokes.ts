// PURE: what a key that was pressed is called in the table (SH-18). A letter is the place of the key (`code`): a Thai or Japanese layout
// has no J. A sign is the character it gives (`key`), wherever the layout has it. With Mod a letter is what the layout types, as in every
// browser, and its place only where the layout types none.

export type Pressed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'getModifierState'
>

const LETTER = /^Key([A-Z])$/
/** One printable ASCII character that is no letter. Space is none: it presses what has the focus. */
const SIGN = /^[!-@[-`{-~]$/

/**
 * The names of a stroke, the likelier first: on AZERTY, Shift with the place of M gives "?", and means that before it means Shift+M.
 * None: not a stroke for us, as anything with Alt, AltGr or the other platform's key, dead keys and keys that only modify.
 */
export function strokesOf(event: Pressed, apple: boolean): string[] {
  if (event.altKey || event.getModifierState('AltGraph') || event.key === 'Dead') return []
  const [mod, other] = apple ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey]
  if (other) return []
  const held = `${mod ? 'Mod+' : ''}${event.shiftKey ? 'Shift+' : ''}`
  const place = LETTER.exec(event.code)?.[1]
  // A sign's own Shift is part of the sign: "?" is one character on every layout, with it or without.
  const sign = SIGN.test(event.key) ? `${mod ? 'Mod+' : ''}${event.key}` : null
  const typed = mod && /^[a-z]$/i.test(event.key) ? event.key.toUpperCase() : null
  const letter = typed ?? place
  return [...(sign === null ? [] : [sign]), ...(letter === undefined ? [] : [`${held}${letter}`])]
}

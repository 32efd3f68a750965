// Whether a key may act on the page: no field has the focus, no input method composes, no dialog is open, no modifier is held (SH-18).

type Press = Pick<
  KeyboardEvent,
  'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'keyCode' | 'defaultPrevented'
>

const OVER = '[role="menu"], [role="dialog"], dialog'
const FIELDS = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])'

/** Whatever lies over the page keeps its keys to itself, fields keep theirs unless Mod is held. */
export function isFree(focused: Element | null, mod: boolean): boolean {
  if (document.querySelector('dialog[open]') !== null) return false
  return focused === null || focused.closest(mod ? OVER : `${FIELDS}, ${OVER}`) === null
}

export function isPlain(press: Press, focused: Element | null): boolean {
  if (press.defaultPrevented || press.isComposing || press.keyCode === 229) return false
  if (press.ctrlKey || press.metaKey || press.altKey || press.shiftKey) return false
  return isFree(focused, false)
}

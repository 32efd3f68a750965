// Whether a single key may act: no field has the focus, no input method composes, no dialog is open, no modifier is held (SH-18).

type Press = Pick<
  KeyboardEvent,
  'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'keyCode' | 'defaultPrevented'
>

const FIELDS = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="menu"], dialog'

export function isPlain(press: Press, focused: Element | null): boolean {
  if (press.defaultPrevented || press.isComposing || press.keyCode === 229) return false
  if (press.ctrlKey || press.metaKey || press.altKey || press.shiftKey) return false
  return focused === null || focused.closest(FIELDS) === null
}

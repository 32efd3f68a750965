// The one listener for keys that act on the page (SH-18, CM-4). Single keys only while no field has the focus; a combination with Mod
// anywhere but under a dialog, which keeps its keys to itself; nothing while an input method is at work.
import { useEventListener } from '@vueuse/core'
import { createImeGuard } from './ime.ts'
import { isFree } from './plain.ts'
import { createSequence } from './press/sequence.ts'
import { strokesOf } from './press/strokes.ts'
import { isApple } from './sendKey.ts'
import { commandOf, type CommandId } from './command/table.ts'
import { doerOf } from './command/useCommand.ts'
import { useKeyChoice } from './useKeyChoice.ts'

export function useKeys(): void {
  const { bound } = useKeyChoice()
  const ime = createImeGuard()
  const sequence = createSequence<CommandId>()
  const apple = isApple(navigator.platform)

  function press(event: KeyboardEvent) {
    if (event.defaultPrevented || ime.keeps(event)) return sequence.drop()
    const names = strokesOf(event, apple)
    if (names.length === 0) return
    if (!isFree(document.activeElement, event.ctrlKey || event.metaKey)) return sequence.drop()
    const met = sequence.press(names, event.timeStamp, bound.value)
    if (met === null) return
    if (typeof met === 'string') return event.preventDefault()
    const doer = doerOf(met.id)
    if (doer === null) return
    event.preventDefault()
    if (!event.repeat || commandOf(met.id).repeats === true) void doer.run()
  }

  useEventListener(window, 'keydown', press)
  useEventListener(window, 'keyup', () => ime.keyup())
  useEventListener(window, 'compositionstart', () => ime.compositionstart())
  useEventListener(window, 'compositionend', (event) => ime.compositionend(event))
  useEventListener(window, 'focusout', () => ime.blur())
  useEventListener(window, 'pointerdown', () => sequence.drop())
}
